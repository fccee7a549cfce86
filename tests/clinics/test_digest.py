"""The weekly mail of open agreements: to whom, when, once, asked again before it goes out."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from freezegun import freeze_time

from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.clinics.due import AGREEMENTS, week_begun, write_agreement_digests
from ssk_portal.clinics.models import Agreement
from ssk_portal.notices.models import Mail
from ssk_portal.notices.outbox import send_mails
from tests.clinics import factories
from tests.notices.smtp_server import MailServer
from tests.notices.test_smtp import point_at

MONDAY = datetime(2026, 11, 30, 0, 5, tzinfo=UTC)  # 07.05 in Jakarta, 08.05 in Tabalong


@pytest.fixture
def server(settings):
    with MailServer() as listening:
        point_at(settings, listening.port)
        settings.PORTAL_URL = "https://ssk.example.org"
        yield listening


@pytest.fixture
def agreement(cast, regions):
    clinic = factories.clinic("63", "63.09", "63.07", title="CC3 Kalsel")
    return clinic.agreements.create(text="Sedot tinja terjadwal", district=regions["63.09"], in_charge="Kepala Dinas PU", due="2026-11-25")


def body_for(name, server) -> str:
    (taken,) = [taken for taken in server.taken if taken.recipients == [f"{name}@example.org"]]
    return taken.message.get_content().replace("\r\n", "\n")


def run_due(at=MONDAY) -> str:
    out = StringIO()
    with freeze_time(at):
        call_command("run_due", stdout=out)
    return out.getvalue()


def recipients(server) -> list[str]:
    return sorted(name for taken in server.taken for name in taken.recipients)


def test_whoever_still_has_something_open_gets_it_and_nobody_else(agreement, server):
    run_due()
    # The district's own staff and the host's officers: no administrator, no reader, no neighbour, no other province, not the centre.
    assert recipients(server) == ["kalsel2@example.org", "kalsel@example.org", "tabalong2@example.org", "tabalong@example.org"]


def test_it_names_the_agreement_and_leads_to_its_place(agreement, server):
    run_due()
    body = body_for("tabalong", server)
    assert {taken.message["Subject"] for taken in server.taken} == {"Portal SSK: 1 kesepakatan belum ditepati, 1 di antaranya terlambat"}
    assert f"https://ssk.example.org{agreement.get_absolute_url()}" in body
    assert "- Sedot tinja terjadwal\n  Tenggat 25 November 2026 (terlambat 5 hari) · belum dikerjakan\n  Kabupaten Tabalong (Kepala Dinas PU)\n  CC3 Kalsel" in body


def test_each_reads_it_in_the_own_language(agreement, server, cast):
    User.objects.filter(pk=cast["kalsel"].pk).update(language="en")
    run_due()
    subjects = {taken.recipients[0]: taken.message["Subject"] for taken in server.taken}
    assert subjects["kalsel@example.org"] == "Portal SSK: 1 agreement still to be kept, 1 of them late"
    assert subjects["tabalong@example.org"].startswith("Portal SSK: 1 kesepakatan")


def test_once_a_week_and_the_next_week_again(agreement, server):
    for minutes in (0, 5, 600):
        run_due(MONDAY + timedelta(minutes=minutes))
    run_due(MONDAY + timedelta(days=3))
    assert len(server.taken) == 4
    run_due(MONDAY + timedelta(days=7))
    assert len(server.taken) == 8


def test_the_database_keeps_it_to_one_a_person_and_week(agreement, cast):
    mail = {"user": cast["tabalong"], "address": "a@example.org", "subject": "Uji", "body": "Uji", "digest": AGREEMENTS, "week": MONDAY.date()}
    Mail.objects.create(**mail)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(**mail)


@pytest.mark.parametrize(
    ("moment", "zones"),
    [
        ("2026-11-29T21:59:00+00:00", []),
        ("2026-11-29T22:00:00+00:00", ["Asia/Jayapura"]),
        ("2026-11-29T23:00:00+00:00", ["Asia/Jayapura", "Asia/Makassar"]),
        ("2026-11-30T00:00:00+00:00", ["Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar"]),
        ("2026-11-30T15:30:00+00:00", ["Asia/Jakarta", "Asia/Makassar"]),
        ("2026-11-30T17:00:00+00:00", []),
    ],
)
def test_on_monday_from_seven_where_the_reader_is(moment, zones):
    now = datetime.fromisoformat(moment)
    assert [zone for zone in ("Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar") if week_begun(now, zone)] == zones


def test_whoever_wants_no_mails_gets_none(agreement, server, cast):
    User.objects.filter(username__in=["tabalong", "tabalong2", "kalsel2"]).update(rhythm=Rhythm.NEVER)
    run_due()
    assert recipients(server) == ["kalsel@example.org"]


@pytest.mark.parametrize("settled", [{"state": "kept", "evidence": "BAST"}, {"state": "not_kept", "reason": "Dana"}, {"state": "cancelled", "reason": "Dana"}])
def test_nothing_open_nothing_written(agreement, server, settled):
    Agreement.objects.update(**settled)
    run_due()
    assert (server.taken, Mail.objects.count()) == ([], 0)


def test_asked_again_before_it_is_sent_and_dropped_when_all_is_kept(agreement, server):
    assert write_agreement_digests(MONDAY) == 4
    Agreement.objects.update(state="kept", evidence="BAST 12")
    assert send_mails(MONDAY) == (0, 0)
    assert (server.taken, Mail.objects.waiting().count(), Mail.objects.failed().count(), Mail.objects.dropped().count()) == ([], 0, 0, 4)
    assert str(Mail.objects.first().state_label) == "tidak jadi dikirim"


def test_what_waited_for_the_server_tells_how_it_stands_when_it_goes_out(agreement, server, regions):
    agreement.clinic.agreements.create(text="Susun perda", district=regions["63.09"])
    server.conduct.answers["MAIL"] = "451 later"
    run_due()
    server.conduct.answers.clear()
    Agreement.objects.filter(pk=agreement.pk).update(state="kept", evidence="BAST 12")
    run_due(MONDAY + timedelta(minutes=5))
    assert {taken.message["Subject"] for taken in server.taken} == {"Portal SSK: 1 kesepakatan belum ditepati"}
    assert not any("Sedot tinja" in taken.message.get_content() for taken in server.taken)


def test_a_choice_of_no_mails_made_meanwhile_holds(agreement, server):
    write_agreement_digests(MONDAY)
    User.objects.update(rhythm=Rhythm.NEVER)
    assert (send_mails(MONDAY), server.taken) == ((0, 0), [])


def test_a_long_list_is_cut_and_the_rest_counted(agreement, server, regions):
    Agreement.objects.bulk_create(Agreement(clinic=agreement.clinic, text=f"Kesepakatan {number}", district=regions["63.09"], order=number) for number in range(40))
    run_due()
    body = body_for("tabalong", server)
    assert body.count("\n- ") == 30
    assert "11 kesepakatan lainnya ada di portal:\nhttps://ssk.example.org/coaching-clinic/kesepakatan/?state=unsettled" in body


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_none_double(agreement):
    start, written = Barrier(4), []

    def run():
        start.wait()
        written.append(write_agreement_digests(MONDAY))
        connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(written), Mail.objects.count(), Mail.objects.values("user").distinct().count()) == (4, 4, 4)
