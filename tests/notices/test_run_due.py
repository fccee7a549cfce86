"""`manage.py run_due`: does what is due, says what it did, and clears away what has run out."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ssk_portal.accounts.models import FailedSignIn, Rhythm, Session, User
from ssk_portal.audit.timeline import history_of
from ssk_portal.notices import due
from ssk_portal.notices.models import Kind, Mail
from ssk_portal.notices.tell import tell
from ssk_portal.screens.models import FormKey


def run_due() -> str:
    out = StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue()


@pytest.fixture
def told(cast, regions):
    User.objects.update(rhythm=Rhythm.AT_ONCE)
    return tell([cast["tabalong"]], Kind.COMMENT, regions["63.09"], by=cast["kalsel"])


def test_it_says_what_it_did(told):
    assert (
        run_due() == "Reminders written: 0.\nMails written: 1, sent: 1, failed: 0.\nInvitations sent: 0, failed: 0.\nRemoved: 0 expired sessions, 0 form keys, 0 failed sign-ins.\n"
    )
    assert run_due().startswith("Reminders written: 0.\nMails written: 0, sent: 0, failed: 0.")


def test_the_portal_itself_stands_in_the_history(told):
    run_due()
    assert [entry.actor.name for entry in history_of(Mail.objects.get())] == ["Sistem", "Sistem"]


@pytest.fixture
def broken_work():
    """A room whose work for every run fails."""

    @due.due
    def never_works(now):
        raise RuntimeError("a fault of one room")

    yield
    due._WORK.remove(never_works)


def test_a_fault_in_one_room_stops_nothing_else_and_is_told_at_the_end(told, broken_work, caplog):
    now = timezone.now()
    Session.objects.create(session_key="key", session_data="", expire_date=now - timedelta(seconds=5))
    with pytest.raises(CommandError, match=r"^Not done, see the log: tests\.notices\.test_run_due\.never_works\. All else was done\.$") as raised:
        run_due()
    assert raised.value.returncode == 1
    assert "a fault of one room" in caplog.text
    assert Mail.objects.sent().count() == 1
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_before_the_first_load_it_says_what_to_load():
    with pytest.raises(CommandError, match="load_regions"):
        run_due()


def test_it_removes_what_has_run_out_and_nothing_else(cast):
    now = timezone.now()
    for number, expires in enumerate([now - timedelta(seconds=5), now + timedelta(hours=1)]):
        Session.objects.create(session_key=f"key{number}", session_data="", expire_date=expires)
    for days in (6, 8):
        key = FormKey.objects.create(key=uuid.uuid4(), user=cast["tabalong"], sent="x", result="/")
        FormKey.objects.filter(pk=key.pk).update(at=now - timedelta(days=days))
    for hours in (23, 25):
        FailedSignIn.objects.create(account="tabalong", address="127.0.0.1", at=now - timedelta(hours=hours))
    assert "Removed: 1 expired sessions, 1 form keys, 1 failed sign-ins." in run_due()
    assert (Session.objects.get().session_key, FormKey.objects.count(), FailedSignIn.objects.count()) == ("key1", 1, 1)
