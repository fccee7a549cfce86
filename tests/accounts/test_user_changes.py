"""A changed post, whose effect is shown first, and the steps on an account with their reason."""

import pytest

from ssk_portal.accounts.models import User
from ssk_portal.audit.timeline import history_of
from tests.accounts.user_forms import particulars, url
from tests.factories import key

# A changed post


def test_the_effect_is_shown_before_it_happens(login, cast, regions):
    client, user = login("admin_kalsel"), cast["tabalong"]
    sent = particulars(user, role="provincial_officer", region=regions["63"].pk)
    page = client.post(url("update", user), sent)
    assert page.status_code == 200
    text = page.content.decode()
    assert "akan melihat 2 kabupaten/kota di Kalimantan Selatan" in text
    assert "Memeriksa angka yang diajukan tingkat di bawahnya." in text
    user.refresh_from_db()
    assert user.role == "district_staff"
    answer = client.post(url("update", user), sent | {"seen": page.context["form"]["seen"].value()})
    assert answer.url == url("detail", user)
    user = User.objects.get(pk=user.pk)
    assert (user.role, user.region.code) == ("provincial_officer", "63")
    assert history_of(user)[0].actor.name == "Admin Kalsel"


def test_particulars_are_saved_without_a_second_question(login, cast):
    user = cast["tabalong"]
    assert login("admin").post(url("update", user), particulars(user, name="Nama Baru")).status_code == 302
    assert User.objects.get(pk=user.pk).name == "Nama Baru"


def test_seeing_one_effect_does_not_confirm_another(login, cast, regions):
    user = cast["tabalong"]
    sent = particulars(user, role="administrator", region=regions["63"].pk, seen=f"reader/{regions['63'].pk}")
    assert login("admin").post(url("update", user), sent).status_code == 200
    assert User.objects.get(pk=user.pk).role == "district_staff"


def test_nobody_moves_themselves(login, cast, regions):
    user = cast["admin_kalsel"]
    sent = particulars(user, role="reader", seen=f"reader/{user.region_id}")
    assert login("admin_kalsel").post(url("update", user), sent).status_code == 409
    assert User.objects.get(pk=user.pk).role == "administrator"


def test_a_posted_field_that_the_form_does_not_have_changes_nothing(login, cast):
    user = cast["tabalong"]
    sent = particulars(user, username="lain", is_active="", password="x", must_change_password="on", version=99)
    login("admin").post(url("update", user), sent)
    after = User.objects.get(pk=user.pk)
    assert (after.username, after.is_active, after.must_change_password, after.password) == ("tabalong", True, False, user.password)


def test_signing_in_meanwhile_is_no_conflict(login, cast, client):
    user = cast["tabalong"]
    sent = particulars(user, name="Nama Baru")
    type(client)().post("/masuk/", {"login": "tabalong", "password": "air-bersih-untuk-semua"})
    assert login("admin").post(url("update", user), sent).status_code == 302


# Steps with a reason


def test_deactivated_and_activated_with_a_reason(login, cast, client):
    user = cast["tabalong"]
    admin = login("admin_kalsel")
    sent = {"change_reason": "Pindah ke dinas lain"}
    assert admin.post(url("deactivate", user), key(row_version=user.version)).status_code == 200
    version = User.objects.get(pk=user.pk).version
    assert admin.post(url("deactivate", user), key(row_version=version, **sent)).url == url("detail", user)
    after = User.objects.get(pk=user.pk)
    assert not after.is_active
    assert history_of(after)[0].actor.reason == "Pindah ke dinas lain"
    assert admin.post(url("deactivate", user), key(row_version=after.version, **sent)).status_code == 409
    assert admin.post(url("activate", user), key(row_version=after.version, change_reason="Kembali")).status_code == 302
    assert User.objects.get(pk=user.pk).is_active


def test_nobody_deactivates_themselves(login, cast):
    user = cast["admin"]
    answer = login("admin").post(url("deactivate", user), key(row_version=user.version, change_reason="coba"))
    assert answer.status_code == 409
    assert "Anda tidak dapat menonaktifkan" in answer.content.decode()


def test_a_new_first_password_ends_the_old_one_and_the_sessions(login, cast, client):
    user = cast["tabalong"]
    theirs = type(client)()
    theirs.force_login(user)
    assert theirs.get("/pengguna/profil/").status_code == 200
    admin = login("admin_kalsel")
    answer = admin.post(url("password", user), key(row_version=user.version, change_reason="Lupa"))
    password = admin.get(answer.url).context["password"]
    assert theirs.get("/pengguna/profil/").status_code == 302
    assert theirs.post("/masuk/", {"login": "tabalong", "password": password}).status_code == 302
    assert theirs.get("/pengguna/profil/").url == "/kata-sandi/"


@pytest.mark.parametrize("step", ["deactivate", "activate", "password", "update"])
def test_steps_out_of_reach_do_nothing(login, cast, step):
    user = cast["gumas"]
    for name, status in (("admin_kalsel", 404), ("kalteng", 403)):
        assert login(name).post(url(step, user), particulars(user, change_reason="x", name="diambil")).status_code == status
    after = User.objects.get(pk=user.pk)
    assert (after.is_active, after.name, after.password) == (True, "Gumas", user.password)
