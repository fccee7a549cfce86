"""Another e-mail address: the own one after confirming who it is, somebody's by an administrator; the former one is told."""

import pytest
from django.core.exceptions import PermissionDenied

from ssk_portal.accounts import actions
from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.models import User
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Mail
from tests.accounts.test_admin import LIST, form_of
from tests.accounts.user_forms import particulars, url
from tests.factories import PASSWORD, confirmed, key

PAGE, CONFIRM = "/pengguna/profil/surel/", "/masuk/konfirmasi/"


def events():
    return list(AccountEvent.objects.filter(kind="email_changed").values_list("user__username", "by__username"))


@pytest.fixture
def tabalong(login, cast):
    return login("tabalong")


def sent(user, address="rina@example.org", **more):
    return key(email=address, row_version=User.objects.get(pk=user.pk).version, **more)


def test_the_own_address_is_changed_after_the_password(tabalong, cast):
    asked = tabalong.get(PAGE)
    assert asked.url == f"{CONFIRM}?next={PAGE}"
    assert "menjaga keamanan akun Anda" in tabalong.get(asked.url).content.decode()
    assert tabalong.post(CONFIRM, {"password": "salah", "next": PAGE}).status_code == 200
    assert tabalong.get(PAGE).status_code == 302
    assert tabalong.post(CONFIRM, {"password": PASSWORD, "next": PAGE}).url == PAGE
    assert tabalong.get(PAGE).context["form"]["email"].value() == "tabalong@example.org"
    assert tabalong.post(PAGE, sent(cast["tabalong"])).url == "/pengguna/profil/"
    assert User.objects.get(username="tabalong").email == "rina@example.org"
    assert events() == [("tabalong", None)]
    mail = Mail.objects.get()
    assert (mail.address, mail.subject) == ("tabalong@example.org", "Portal SSK: Alamat surel diubah (akun Anda)")
    assert "alamat yang baru" in mail.body
    assert "rina@example.org" not in mail.body


def test_sent_too_late_it_is_kept_until_confirmed(tabalong, cast):
    late = sent(cast["tabalong"])
    for _click in range(2):
        assert tabalong.post(PAGE, late).url == f"{CONFIRM}?next={PAGE}"
    assert "sudah disimpan" not in tabalong.get(CONFIRM).content.decode()
    tabalong.post(CONFIRM, {"password": PASSWORD, "next": PAGE})
    page = tabalong.get(PAGE)
    assert page.context["form"]["email"].value() == "rina@example.org"
    assert "Anda telah mengonfirmasi" in page.content.decode()
    assert tabalong.post(PAGE, sent(cast["tabalong"])).status_code == 302
    assert events() == [("tabalong", None)]


def test_the_profile_itself_takes_no_address(tabalong, cast):
    fields = {name: getattr(cast["tabalong"], name) for name in ("name", "rhythm", "language")}
    tabalong.post("/pengguna/profil/", key(**fields, email="rina@example.org", row_version=cast["tabalong"].version))
    assert User.objects.get(username="tabalong").email == "tabalong@example.org"


def test_the_same_address_once_more_is_no_event(tabalong, cast):
    confirmed(tabalong, cast["tabalong"])
    assert tabalong.post(PAGE, sent(cast["tabalong"], "tabalong@example.org")).status_code == 302
    assert events() == []
    assert not Mail.objects.exists()


@pytest.mark.parametrize(("address", "sentence"), [("HST@example.org", "sudah digunakan"), ("rina", "surel yang valid")])
def test_an_address_that_will_not_do_is_refused_at_its_field(tabalong, cast, address, sentence):
    confirmed(tabalong, cast["tabalong"])
    answer = tabalong.post(PAGE, sent(cast["tabalong"], address))
    assert answer.context["form"]["email"].value() == address
    assert answer.context["form"].errors["email"]


def test_an_address_may_be_taken_away(tabalong, cast):
    confirmed(tabalong, cast["tabalong"])
    assert tabalong.post(PAGE, sent(cast["tabalong"], "")).status_code == 302
    assert Mail.objects.get().address == "tabalong@example.org"


def test_an_administrator_changes_it_and_the_former_one_is_told(login, cast):
    user = cast["tabalong"]
    assert login("admin_kalsel").post(url("update", user), particulars(user, email="rina@example.org")).status_code == 302
    assert events() == [("tabalong", "admin-kalsel")]
    mail = Mail.objects.get()
    assert mail.address == "tabalong@example.org"
    assert "Admin Kalsel" in mail.body


def test_so_it_is_in_the_administration_pages(login, cast):
    user = cast["tabalong"]
    assert login("admin").post(f"{LIST}{user.pk}/change/", form_of(user, email="rina@example.org")).status_code == 302
    assert events() == [("tabalong", "admin")]


def test_where_there_was_none_nobody_is_told(login, cast):
    user = cast["tabalong"]
    User.objects.filter(pk=user.pk).update(email="")
    login("admin_kalsel").post(url("update", user), particulars(user, email="rina@example.org"))
    assert events() == [("tabalong", "admin-kalsel")]
    assert not Mail.objects.exists()


@pytest.mark.parametrize("page", ["portal", "administration"])
def test_no_administrator_goes_round_the_confirming(login, cast, page):
    user, client = cast["admin"], login("admin")
    if page == "portal":
        client.post(url("update", user), particulars(user, email="lain@example.org"))
    else:
        client.post(f"{LIST}{user.pk}/change/", form_of(user, email="lain@example.org"))
    assert User.objects.get(pk=user.pk).email == "admin@example.org"


def test_nor_the_verbs(cast):
    user = cast["admin"]
    user.email = "lain@example.org"
    with pytest.raises(NotNow):
        actions.change_user(user, by=user)
    with pytest.raises(PermissionDenied):
        actions.change_own_email(user, by=cast["admin_kalsel"])
