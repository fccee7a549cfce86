"""A lost second step: reset by an administrator in reach, with a reason; the person is told."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from ssk_portal.accounts import actions
from ssk_portal.accounts.events import AccountEvent
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Mail
from tests.accounts.factors import sign_in
from tests.factories import key


def reset_url(user):
    return reverse("accounts:user_factor", args=[user.pk])


def test_an_administrator_in_reach_resets_it(client, login, armed, cast):
    user = cast["kalsel"]
    Mail.objects.all().delete()
    elsewhere = type(client)()
    elsewhere.force_login(user)
    admin = login("admin_kalsel")
    assert "Atur ulang" in admin.get(user.get_absolute_url()).content.decode()
    page = admin.get(reset_url(user))
    sent = key(change_reason="ponsel hilang", row_version=page.context["row_version"])
    assert admin.post(reset_url(user), sent).url == user.get_absolute_url()
    assert not Authenticator.objects.exists()
    event = AccountEvent.objects.get(kind="factor_reset")
    assert (event.user, event.by, event.note) == (user, cast["admin_kalsel"], "ponsel hilang")
    mail = Mail.objects.get()
    assert mail.address == "kalsel@example.org"
    assert "Admin Kalsel" in mail.body
    assert "ponsel hilang" in mail.body
    assert elsewhere.get("/pengguna/profil/").status_code == 302
    assert sign_in(type(client)()).url == "/"


@pytest.mark.parametrize(("name", "status"), [("kalsel", 403), ("admin_kalsel", 404), ("pusat", 403)])
def test_not_by_anybody_else(login, cast, name, status):
    """A province's administrator does not reset a national officer's, nor an officer anybody's."""
    assert login(name).get(reset_url(cast["pusat"])).status_code == status


def test_nobody_resets_their_own(client, armed, cast):
    admin = cast["admin_kalsel"]
    Authenticator.objects.update(user=admin)
    with pytest.raises(NotNow):
        actions.reset_factor(admin, by=admin, reason="ponsel hilang")
    assert Authenticator.objects.exists()


def test_without_one_there_is_nothing_to_reset(cast):
    with pytest.raises(NotNow):
        actions.reset_factor(cast["kalsel"], by=cast["admin"], reason="ponsel hilang")
