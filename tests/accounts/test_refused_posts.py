"""A post that is not the giver's to give: refused and written down."""

from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.models import User
from tests.accounts.user_forms import new, particulars, url


def refused():
    return [(event.user and event.user.username, event.typed, event.by.username, event.note) for event in AccountEvent.objects.filter(kind="post_refused")]


def test_a_forged_post_of_a_new_user_is_refused_and_written_down(login, cast, regions):
    answer = login("admin_kalsel").post(url("create"), new(regions, role="administrator", region=regions["ID"].pk))
    assert "Anda tidak dapat memberikan peran ini" in str(answer.context["form"].errors["role"])
    assert refused() == [(None, "budi", "admin-kalsel", "Administrator · Indonesia")]


def test_a_forged_change_is_refused_and_written_down(login, cast, regions):
    user = cast["tabalong"]
    sent = particulars(user, role="national_officer", region=regions["ID"].pk, seen=f"national_officer/{regions['ID'].pk}")
    assert login("admin_kalsel").post(url("update", user), sent).status_code == 200
    assert User.objects.get(pk=user.pk).role == "district_staff"
    assert refused() == [("tabalong", "", "admin-kalsel", "Petugas pusat · Indonesia")]
    assert "Petugas pusat · Indonesia" in login("admin").get(url("detail", user)).content.decode()


def test_a_forged_change_in_the_administration_pages_is_written_down(login, cast, regions):
    user = cast["tabalong"]
    sent = {name: getattr(user, name) for name in ("name", "nip", "post", "agency", "email", "telephone", "rhythm", "language")}
    login("admin_kalsel").post(f"/admin/accounts/user/{user.pk}/change/", sent | {"role": "administrator", "region": regions["62"].pk})
    assert User.objects.get(pk=user.pk).role == "district_staff"
    assert refused() == [("tabalong", "", "admin-kalsel", "Administrator · Provinsi Kalimantan Tengah")]


def test_a_mistake_inside_the_own_reach_is_no_attempt(login, cast, regions):
    client = login("admin_kalsel")
    for changed in ({"role": "district_staff", "region": regions["63"].pk}, {"role": "?"}, {"region": "9" * 30}, {"region": ""}):
        assert client.post(url("create"), new(regions, **changed)).status_code == 200
    assert refused() == []
