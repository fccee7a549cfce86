"""Invited by mail: a link valid three days and once; what the page says while the mail server is away."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from ssk_portal.accounts import actions, inviting
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.models import User
from ssk_portal.common.errors import NotNow
from ssk_portal.common.smtp import WAITS
from tests.accounts.user_forms import new, particulars, url
from tests.factories import key
from tests.notices.smtp_server import MailServer

AWAY, REFUSING = "tests.notices.mailbox.Away", "tests.notices.mailbox.Refusing"
OWN = "sumur-bor-di-belakang"


def invited(regions, **changed):
    return new(regions, **{"how": "invitation", "email": "budi@example.org"} | changed)


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


def follow(link, password=OWN):
    """Open the link without a session and choose a password; returns the client and the last page."""
    client = Client()
    page = client.get(link, follow=True)
    if "form" not in page.context or page.context.get("token_fail"):
        return client, page
    return client, client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


@pytest.fixture
def budi(login, regions):
    """Invited by the administrator of Kalimantan Selatan."""
    login("admin_kalsel").post(url("create"), invited(regions))
    return User.objects.get(username="budi")


def test_an_invited_person_chooses_a_password_and_signs_in(login, cast, regions):
    admin = login("admin_kalsel")
    answer = admin.post(url("create"), invited(regions, language="id"), follow=True)
    user = User.objects.get(username="budi")
    assert answer.redirect_chain[-1][0] == url("detail", user)
    assert "Undangan dikirim ke budi@example.org" in answer.content.decode()
    assert "undangan belum dipakai" in answer.content.decode().lower()
    assert not user.has_usable_password()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["budi@example.org"], "Portal SSK: undangan untuk Anda")
    assert "Nama pengguna Anda: budi." in message.body
    _client, page = follow(link_in(message))
    body = page.content.decode().partition("<main")[2]
    assert body.count("Kata sandi telah diubah") == 1  # the heading says it, so no message does
    user = User.objects.get(pk=user.pk)
    assert user.invitation.state == "accepted"
    assert Client().post("/masuk/", {"login": "budi", "password": OWN}).status_code == 302
    assert "undangan diterima" in admin.get(url("detail", user)).content.decode().lower()


def test_the_mail_speaks_the_language_chosen_for_the_person(login, regions, cast):
    login("admin").post(url("create"), invited(regions, language="en"))
    assert mail.outbox[0].subject == "Portal SSK: your invitation"
    assert "Your role there is district staff, your region Kabupaten Tabalong." in mail.outbox[0].body


def test_a_link_is_good_once(budi):
    link = link_in(mail.outbox[0])
    follow(link)
    _client, page = follow(link)
    assert "tidak berlaku lagi" in page.content.decode()
    assert "administrator provinsi Anda" in page.content.decode()


def test_a_mail_scanner_that_opens_the_link_does_not_use_it_up(budi):
    link = link_in(mail.outbox[0])
    for _visit in range(3):
        Client().head(link, follow=True)
        Client().get(link, follow=True)
    follow(link)
    assert User.objects.get(pk=budi.pk).check_password(OWN)


def test_a_class_of_forty_takes_up_its_invitations_from_one_address(cast, budi):
    pages = []
    for _person in range(40):
        inviting.send(actions.invite_user(User.objects.get(pk=budi.pk), by=cast["admin"]))
        pages.append(follow(link_in(mail.outbox[-1]))[1].status_code)
        User.objects.get(pk=budi.pk).invitation.delete()
        actions.reissue_password(User.objects.get(pk=budi.pk), by=cast["admin"], reason="Uji")
    assert set(pages) == {200}


def test_a_link_is_good_for_three_days(cast, budi, freezer_at):
    sent = timezone.now()
    with freezer_at(sent):
        inviting.send(actions.invite_user(budi, by=cast["admin"]))
    link = link_in(mail.outbox[1])
    with freezer_at(sent + timedelta(days=3, minutes=-1)):
        assert not follow(link, "")[1].context.get("token_fail")
        assert Invitation.objects.get().state == "open"
    with freezer_at(sent + timedelta(days=3, minutes=1)):
        assert follow(link)[1].context["token_fail"]
        assert Invitation.objects.get().state == "expired"
        assert not User.objects.get(pk=budi.pk).has_usable_password()


def test_sent_again_the_old_link_ends(budi, login):
    answer = login("admin_kalsel").post(url("invite", budi), key(), follow=True)
    assert "Undangan dikirim ke" in answer.content.decode()
    first, second = (link_in(message) for message in mail.outbox)
    assert follow(first)[1].context["token_fail"]
    follow(second)
    assert User.objects.get(pk=budi.pk).check_password(OWN)


def test_an_invitation_needs_an_address(login, cast, regions):
    answer = login("admin").post(url("create"), invited(regions, email="", agency="Bappeda"))
    assert "Undangan memerlukan alamat surel" in str(answer.context["form"].errors["email"])
    assert answer.context["form"]["agency"].value() == "Bappeda"
    assert not User.objects.filter(username="budi").exists()


def test_while_the_mail_server_is_away_the_invitation_waits(login, cast, regions, settings, freezer_at):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, AWAY
    answer = login("admin_kalsel").post(url("create"), invited(regions), follow=True)
    text = answer.content.decode()
    assert "Server surel belum menerima undangan" in text
    assert "undangan menunggu dikirim" in text.lower()
    call_command("run_due")
    assert Invitation.objects.get().tries == 1, "it waits a minute first"
    settings.EMAIL_BACKEND = backend
    later = timezone.now() + timedelta(minutes=6)
    with freezer_at(later):
        call_command("run_due")
        assert Invitation.objects.get().sent_at == later, "the three days begin when it went out"
        call_command("run_due")
        follow(link_in(mail.outbox[0]))
    assert len(mail.outbox) == 1
    assert User.objects.get(username="budi").check_password(OWN)


def test_a_server_that_stays_away_is_not_asked_for_ever(login, cast, regions, settings, freezer_at):
    settings.EMAIL_BACKEND = AWAY
    login("admin_kalsel").post(url("create"), invited(regions))
    for hours in range(40):
        with freezer_at(timezone.now() + timedelta(hours=hours + 1)):
            call_command("run_due")
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.tries) == ("failed", len(WAITS) + 1)


def test_a_refused_address_is_said_and_can_be_mended(login, cast, regions, settings):
    settings.EMAIL_BACKEND = REFUSING
    admin = login("admin_kalsel")
    answer = admin.post(url("create"), invited(regions, email="salah@example.org"), follow=True)
    assert "menolak alamat salah@example.org" in answer.content.decode()
    user = User.objects.get(username="budi")
    assert user.invitation.state == "failed"
    admin.post(url("update", user), particulars(user, email="benar@example.org"))
    assert [message.to for message in mail.outbox] == [["benar@example.org"]]


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("RCPT", "450 4.2.0 greylisted, come back later", "waiting"),
        ("RCPT", "550 5.1.1 user unknown", "failed"),
        ("MAIL", "550 5.7.1 sender not allowed", "waiting"),
        ("TEXT", "554 5.7.1 refused as spam", "failed"),
    ],
)
def test_the_answer_of_the_mail_server_decides_as_it_does_for_other_mails(login, regions, settings, command, answer, state):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with MailServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        server.conduct.answers[command] = answer
        login("admin_kalsel").post(url("create"), invited(regions))
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.tries, invitation.error) == (state, 1, answer)


def test_a_new_address_gets_a_link_of_its_own_and_the_old_one_ends(login, budi):
    admin = login("admin_kalsel")
    admin.post(url("update", budi), particulars(budi, email="santoso@example.org"))
    first, second = mail.outbox
    assert second.to == ["santoso@example.org"]
    assert follow(link_in(first))[1].context["token_fail"]
    follow(link_in(second))
    assert User.objects.get(pk=budi.pk).invitation.state == "accepted"


@pytest.mark.parametrize("step", ["deactivate", "password"])
def test_a_link_ends_with_the_account_and_with_a_first_password(login, budi, step):
    login("admin_kalsel").post(url(step, budi), key(row_version=User.objects.get(pk=budi.pk).version, change_reason="Uji"))
    assert not Invitation.objects.exists()
    assert follow(link_in(mail.outbox[0]))[1].context["token_fail"]


def test_whoever_has_chosen_a_password_is_not_invited(login, cast, budi):
    follow(link_in(mail.outbox[0]))
    admin = login("admin_kalsel")
    for user in (budi, cast["tabalong"]):
        assert admin.post(url("invite", user), key()).status_code == 409
    assert len(mail.outbox) == 1
    assert User.objects.get(pk=budi.pk).check_password(OWN)


def test_a_first_password_that_nobody_used_can_become_an_invitation(login, cast, regions):
    admin = login("admin_kalsel")
    admin.post(url("create"), new(regions, email="budi@example.org"))
    user = User.objects.get(username="budi")
    admin.post(url("invite", user), key())
    follow(link_in(mail.outbox[0]))
    user = User.objects.get(pk=user.pk)
    assert (user.check_password(OWN), user.must_change_password) == (True, False)


@pytest.mark.parametrize("by", ["kalsel", "kalteng", "tabalong", "pembaca"])
def test_only_an_administrator_in_reach_invites(cast, budi, by):
    with pytest.raises(PermissionDenied):
        actions.invite_user(budi, by=cast[by])


def test_whoever_is_deactivated_is_not_invited(cast, budi):
    actions.deactivate_user(budi, by=cast["admin"], reason="x")
    with pytest.raises(NotNow):
        actions.invite_user(budi, by=cast["admin"])


def test_the_list_says_and_finds_how_invitations_stand(login, cast, budi, freezer_at):
    admin = login("admin_kalsel")
    names = lambda state: [user.username for user in admin.get(url("list"), {"invitation": state}).context["table"].data]  # noqa: E731
    assert {state: names(state) for state in ("open", "expired", "waiting", "failed", "accepted")} == {"open": ["budi"], "expired": [], "waiting": [], "failed": [], "accepted": []}
    assert "undangan belum dipakai" in admin.get(url("list"), {"q": "budi"}).content.decode()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=4))
    assert (names("open"), names("expired")) == ([], ["budi"])
    follow(link_in(mail.outbox[0]))
    assert names("accepted") == ["budi"]


def test_no_link_is_kept_anywhere(budi):
    token = link_in(mail.outbox[0]).rstrip("/").rpartition("/")[2].split("-", 1)[1]
    row = Invitation.objects.values().get()
    assert token not in str(row)
    assert token not in str(list(Invitation._meta.get_field("user").model.objects.values()))


def test_the_database_keeps_sent_and_waiting_apart(budi):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(next_try_at=timezone.now())
