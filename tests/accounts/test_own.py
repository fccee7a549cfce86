"""The own profile and the own rights."""

import pytest
from django.db import IntegrityError, transaction

from ssk_portal.accounts.models import User
from tests import factories as stage
from tests.factories import key

PROFILE = "/pengguna/profil/"


def profile(user, **changed):
    fields = {name: getattr(user, name) for name in ("name", "nip", "post", "agency", "telephone", "rhythm", "language")}
    return key(**fields | {"row_version": user.version} | changed)


def test_everybody_keeps_the_own_particulars(login, cast):
    client, user = login("tabalong"), cast["tabalong"]
    answer = client.post(PROFILE, profile(user, name="Rina Wati", telephone="0812", rhythm="at_once"))
    assert answer.url == PROFILE
    after = User.objects.get(pk=user.pk)
    assert (after.name, after.telephone, after.rhythm) == ("Rina Wati", "0812", "at_once")


def test_nobody_gives_themselves_a_post(login, cast, regions):
    user = cast["tabalong"]
    login("tabalong").post(PROFILE, profile(user, name="Rina", role="administrator", region=regions["ID"].pk, is_active="", username="x"))
    after = User.objects.get(pk=user.pk)
    assert (after.name, after.role, after.region.code, after.username) == ("Rina", "district_staff", "63.09", "tabalong")


def test_pages_follow_in_the_chosen_language(login, cast):
    client = login("tabalong")
    client.post(PROFILE, profile(cast["tabalong"], language="en"))
    assert "Your role and region are changed by an administrator." in client.get(PROFILE).content.decode()


@pytest.mark.parametrize(
    ("name", "reach", "may", "may_not", "helpers"),
    [
        ("tabalong", "Kabupaten Tabalong", "Mengisi dan mengajukan target", "Melihat papan pantau nasional", ["Admin Kalsel", "Admin"]),
        ("kalsel", "2 kabupaten/kota di Kalimantan Selatan", "Memeriksa angka", "Melihat papan pantau nasional", ["Admin Kalsel", "Admin"]),
        ("pusat", "3 kabupaten/kota di Indonesia", "Melihat papan pantau nasional", "Membuat, mengubah, dan menonaktifkan", ["Admin"]),
        ("gumas", "Kabupaten Gunung Mas", "Mengisi dan mengajukan target", "Melihat papan pantau nasional", ["Admin"]),
        ("admin_kalsel", "2 kabupaten/kota di Kalimantan Selatan", "Membuat, mengubah, dan menonaktifkan", "Mengisi dan mengajukan", ["Admin"]),
    ],
)
def test_my_access_rights(login, cast, name, reach, may, may_not, helpers):
    page = login(name).get("/pengguna/hak-akses/")
    text = page.content.decode()
    assert page.context["reach"] == reach
    assert may in text
    assert may_not not in text
    assert [person.shown_name for person in page.context["helpers"]] == helpers
    assert "@example.org" not in text


@pytest.mark.parametrize(
    "typed",
    ["198001012005011003", "19800101 200501 1 003", " 19800101.200501.1.003 ", "19800101\u00a0200501\u00a01\u00a0003", "NIP. 19800101 200501 1 003", "nip: 198001012005011003"],
)
def test_an_nip_is_taken_with_and_without_spaces(login, cast, typed):
    user, client = cast["tabalong"], login("tabalong")
    assert client.post(PROFILE, profile(user, nip=typed)).status_code == 302
    assert User.objects.get(pk=user.pk).nip == "198001012005011003"
    assert 'value="19800101 200501 1 003"' in client.get(PROFILE).content.decode()


@pytest.mark.parametrize("typed", ["1980010120050110", "19800101200501100A", "٣" * 18, "1" * 19])
def test_an_nip_that_is_none_is_refused_at_its_field(login, cast, typed):
    answer = login("tabalong").post(PROFILE, profile(cast["tabalong"], nip=typed, name="Rina Wati"))
    assert "NIP terdiri atas 18 angka" in str(answer.context["form"].errors["nip"])
    assert (answer.context["form"]["nip"].value(), answer.context["form"]["name"].value()) == (typed, "Rina Wati")


def test_the_database_takes_a_whole_nip_or_none(cast):
    for nip in ("123", "٣" * 18):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(username="tabalong").update(nip=nip)


def test_other_methods(login):
    assert login("tabalong").post("/pengguna/hak-akses/").status_code == 405


def test_a_profile_without_its_key_is_shown_again(transactional_db, client):
    """Outside a test each request has its own transaction, and a form without a key has none."""
    user = stage.cast(stage.regions())["tabalong"]
    client.force_login(user)
    answer = client.post(PROFILE, profile(user, name="Rina Wati", form_key=""))
    assert (answer.status_code, answer.context["form"]["name"].value(), User.objects.get(pk=user.pk).name) == (200, "Rina Wati", "Tabalong")
