"""The outbox: who is mailed when, tries and their waits, and two runs at once."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from freezegun import freeze_time

from ssk_portal.accounts import actions
from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.notices.models import Kind, Mail, Notice
from ssk_portal.notices.outbox import send_mails, write_mails
from ssk_portal.notices.tell import tell
from tests import factories
from tests.at_once import at_once

# 2 March 2026, 08.00 WITA (midnight UTC): Tabalong lies in WITA.
EIGHT_WITA = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)


def set_rhythm(user, rhythm, **more):
    User.objects.filter(pk=user.pk).update(rhythm=rhythm, **more)


def tell_of(about, *people, by, note=""):
    return tell(people, Kind.COMMENT, about, by=by, note=note)


def run(now):
    with freeze_time(now):
        return write_mails(now), send_mails(now)


@pytest.fixture
def district(regions):
    return regions["63.09"]


# Who is mailed when


def test_at_once_means_at_the_next_run(cast, district):
    set_rhythm(cast["tabalong"], Rhythm.AT_ONCE)
    with freeze_time(EIGHT_WITA):
        tell_of(district, cast["tabalong"], by=cast["kalsel"], note="Periksa\nlagi")
    assert run(EIGHT_WITA + timedelta(minutes=1)) == (1, (1, 0))
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["tabalong@example.org"], "Portal SSK: Kalsel menulis komentar pada Kabupaten Tabalong.")
    assert "08.00 WITA" in message.body
    assert "\n  Catatan: Periksa\n  lagi\n  http://" in message.body, "all lines of a note stand under its notice"
    assert "http://127.0.0.1:8000/wilayah/63.09/" in message.body
    assert run(EIGHT_WITA + timedelta(minutes=6)) == (0, (0, 0))


@pytest.mark.parametrize(
    ("told", "ran", "mails"),
    [
        (EIGHT_WITA - timedelta(hours=2), EIGHT_WITA, 1),  # told at 06.00, run at 08.00
        (EIGHT_WITA, EIGHT_WITA + timedelta(hours=5), 0),  # told after 07.00 waits for tomorrow
        (EIGHT_WITA, EIGHT_WITA + timedelta(hours=22, minutes=59), 0),  # 06.59 of the next day
        (EIGHT_WITA, EIGHT_WITA + timedelta(hours=23), 1),  # 07.00
    ],
)
def test_a_digest_goes_out_at_seven_in_the_persons_own_zone(cast, district, told, ran, mails):
    with freeze_time(told):
        tell_of(district, cast["tabalong"], by=cast["kalsel"])
    assert run(ran) == (mails, (mails, 0))


def test_a_digest_holds_all_in_one_mail(cast, district, regions):
    with freeze_time(EIGHT_WITA - timedelta(hours=5)):
        tell_of(district, cast["tabalong"], by=cast["kalsel"])
        tell_of(regions["63"], cast["tabalong"], by=cast["kalsel2"])
    assert run(EIGHT_WITA) == (1, (1, 0))
    (message,) = mail.outbox
    assert message.subject == "Portal SSK: 2 pemberitahuan"
    assert message.body.index("Kabupaten Tabalong") < message.body.index("Provinsi Kalimantan Selatan")


def test_each_in_their_own_language(cast, district):
    set_rhythm(cast["tabalong"], Rhythm.AT_ONCE, language="en")
    tell_of(district, cast["tabalong"], by=cast["kalsel"])
    run(datetime.now(UTC) + timedelta(minutes=1))
    assert mail.outbox[0].subject == "Portal SSK: Kalsel wrote a comment on Kabupaten Tabalong."
    assert "All your notices are in the portal" in mail.outbox[0].body


@pytest.mark.parametrize("case", ["never", "no address", "deactivated", "read", "old"])
def test_who_is_not_mailed(cast, district, case):
    user = cast["tabalong"]
    set_rhythm(user, Rhythm.NEVER if case == "never" else Rhythm.AT_ONCE, email="" if case == "no address" else user.email)
    with freeze_time(EIGHT_WITA):
        (notice,) = tell_of(district, user, by=cast["kalsel"])
        if case == "deactivated":
            actions.deactivate_user(user, by=cast["admin"], reason="pindah")
        if case == "read":
            Notice.objects.filter(pk=notice.pk).update(read_at=EIGHT_WITA)
    later = timedelta(days=8) if case == "old" else timedelta(minutes=5)
    assert run(EIGHT_WITA + later) == (0, (0, 0))
    assert Mail.objects.count() == 0


def test_a_name_with_a_line_break_forges_no_header(cast, district):
    set_rhythm(cast["tabalong"], Rhythm.AT_ONCE)
    User.objects.filter(pk=cast["kalsel"].pk).update(name="Kalsel\nBcc: semua@example.org")
    tell_of(district, cast["tabalong"], by=User.objects.get(pk=cast["kalsel"].pk))
    run(datetime.now(UTC) + timedelta(minutes=1))
    (message,) = mail.outbox
    assert message.recipients() == ["tabalong@example.org"]
    assert "\nBcc" not in message.message().as_string().split("\n\n")[0]


# Tries


def waiting_mail(cast, name="tabalong", address=None):
    user = cast[name]
    return Mail.objects.create(user=user, address=address or user.email, subject="Uji", body="Isi", next_try_at=EIGHT_WITA)


def test_six_tries_with_growing_waits_then_given_up(cast, settings):
    settings.EMAIL_BACKEND = "tests.notices.mailbox.Away"
    row, now, waits = waiting_mail(cast), EIGHT_WITA, []
    for _try in range(6):
        assert send_mails(now - timedelta(seconds=1)) == (0, 0)
        assert send_mails(now) == (0, 1)
        row.refresh_from_db()
        if row.next_try_at:
            waits.append((row.next_try_at - now).total_seconds() / 60)
            now = row.next_try_at
    assert waits == [1, 5, 30, 120, 720]
    assert (row.has_failed, row.tries, row.error) == (True, 6, "ConnectionRefusedError: nobody listens")
    assert send_mails(now + timedelta(days=9)) == (0, 0)


def test_one_refused_address_does_not_hold_up_the_others(cast, settings):
    settings.EMAIL_BACKEND = "tests.notices.mailbox.Refusing"
    waiting_mail(cast, address="salah@example.org")
    waiting_mail(cast, "kalsel")
    assert send_mails(EIGHT_WITA) == (1, 1)
    assert [message.to for message in mail.outbox] == [["kalsel@example.org"]]


def test_a_server_that_is_away_is_not_asked_for_every_mail(cast, settings):
    from tests.notices.mailbox import Away

    settings.EMAIL_BACKEND, Away.tried = "tests.notices.mailbox.Away", 0
    for name in ("tabalong", "kalsel", "hst"):
        waiting_mail(cast, name)
    assert send_mails(EIGHT_WITA) == (0, 1)
    assert Away.tried == 2  # for the first mail, and once more to tell whether only that one failed


def test_the_message_id_is_the_same_at_every_try(cast):
    from ssk_portal.notices.outbox import message_of

    row = waiting_mail(cast)
    first, second = (message_of(row).message()["Message-ID"] for _try in range(2))
    assert first == second == f"<portal-ssk-{row.pk}@localhost>"


# Two runs at once


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_mail_nothing_twice(settings):
    settings.EMAIL_BACKEND = "tests.notices.mailbox.Slow"
    regions = factories.regions()
    cast = factories.cast(regions)
    User.objects.update(rhythm=Rhythm.AT_ONCE)
    tell(cast.values(), Kind.COMMENT, regions["63.09"], by=cast["admin"])

    def work():
        call_command("run_due", stdout=StringIO())

    assert at_once(work, work, work) == [None] * 3
    call_command("run_due", stdout=StringIO())
    sent = sorted(message.to[0] for message in mail.outbox)
    assert sent == sorted(user.email for name, user in cast.items() if name != "admin")
    assert Mail.objects.count() == len(sent)
