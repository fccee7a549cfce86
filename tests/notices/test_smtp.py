"""The outbox before a real mail server: delivered once, tried again, given up; what goes over the line."""

import logging
import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.mails import tell_of_event
from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.common.smtp import WAITS
from ssk_portal.notices.models import Kind, Mail, Notice
from ssk_portal.notices.outbox import send_mails, write_mails
from ssk_portal.notices.tell import tell
from tests.factories import key
from tests.notices import certificate
from tests.notices.smtp_server import MailServer

NOW = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # 08.00 WITA


@pytest.fixture
def server(settings):
    with MailServer() as listening:
        point_at(settings, listening.port)
        yield listening


def point_at(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def waiting(cast, name="tabalong", *, subject="Uji", **fields):
    return Mail.objects.create(**{"user": cast[name], "address": cast[name].email, "subject": subject, "body": "Isi", "next_try_at": NOW} | fields)


def stands(mail) -> tuple:
    """State, tries and reason of a mail."""
    mail.refresh_from_db()
    state = "sent" if mail.sent_at else "given up" if mail.has_failed else "waiting"
    return state, mail.tries, mail.error


def test_a_mail_is_delivered_once_to_the_one_person(cast, server):
    mail = waiting(cast, subject="Portal SSK: 2 pemberitahuan")
    assert [send_mails(NOW), send_mails(NOW + timedelta(days=1))] == [(1, 0), (0, 0)]
    (taken,) = server.taken
    assert (taken.sender, taken.recipients) == ("portal-ssk@localhost", ["tabalong@example.org"])
    assert (taken.message["To"], taken.message["Cc"], taken.message["Subject"]) == ("tabalong@example.org", None, "Portal SSK: 2 pemberitahuan")
    assert taken.message["Message-ID"] == f"<portal-ssk-{mail.pk}@localhost>"
    assert stands(mail) == ("sent", 1, "")


def test_many_mails_go_over_one_connection_each_to_its_own_person(cast, server):
    for name in ("tabalong", "hst", "kalsel"):
        waiting(cast, name)
    assert send_mails(NOW) == (3, 0)
    assert [taken.recipients for taken in server.taken] == [["tabalong@example.org"], ["hst@example.org"], ["kalsel@example.org"]]
    assert server.heard.count("EHLO") == 1


def test_letters_and_signs_beyond_ascii_arrive_readable(cast, server):
    waiting(cast, subject="Portal SSK: “Kesanggupan” – 90% · Bupati Siti Ni‘mah", body="Tenggat: 31 Desember 2026 – “segera”.\n.titik di awal baris\n" + "panjang " * 200)
    send_mails(NOW)
    (taken,) = server.taken
    assert all(byte < 128 for byte in taken.raw.split(b"\r\n\r\n")[0])
    assert taken.message["Subject"].strip() == "Portal SSK: “Kesanggupan” – 90% · Bupati Siti Ni‘mah"
    text = taken.message.get_content()
    assert text.splitlines()[:2] == ["Tenggat: 31 Desember 2026 – “segera”.", ".titik di awal baris"]
    assert max(map(len, taken.raw.splitlines())) <= 998


def test_a_line_break_in_the_subject_makes_no_header(cast, server):
    waiting(cast, subject="Uji\r\nBcc: semua@example.org\n\nPesan palsu")
    assert send_mails(NOW) == (1, 0)
    (taken,) = server.taken
    assert (taken.recipients, taken.message["Bcc"]) == (["tabalong@example.org"], None)
    assert taken.message["Subject"] == "Uji Bcc: semua@example.org Pesan palsu"
    assert taken.message.get_content().strip() == "Isi"


def test_an_address_with_a_line_break_is_given_up_at_once(cast, server):
    mail = waiting(cast, address="a@example.org\nBcc: semua@example.org")
    other = waiting(cast, "hst")
    assert send_mails(NOW) == (1, 1)
    assert (stands(mail)[:2], stands(other)[0], len(server.taken)) == (("given up", 1), "sent", 1)


def test_a_server_that_is_away_is_tried_again_until_it_is_back(cast, settings):
    point_at(settings, port := free_port())
    mail = waiting(cast)
    assert send_mails(NOW) == (0, 1)
    assert stands(mail) == ("waiting", 1, "ConnectionRefusedError: [Errno 111] Connection refused")
    with MailServer(port) as back:
        assert send_mails(NOW + timedelta(seconds=59)) == (0, 0)
        assert send_mails(NOW + timedelta(minutes=1)) == (1, 0)
        assert len(back.taken) == 1
    assert stands(mail) == ("sent", 2, "")


def test_after_the_last_wait_it_is_given_up_with_a_word_in_the_log(cast, settings, caplog):
    point_at(settings, free_port())
    mail, now = waiting(cast), NOW
    with caplog.at_level(logging.WARNING, "ssk_portal.notices.outbox"):
        for wait in [*WAITS, timedelta()]:
            assert send_mails(now) == (0, 1)
            now += wait
    assert stands(mail)[:2] == ("given up", 6)
    assert [record.getMessage() for record in caplog.records] == [f"mail {mail.pk} was given up after 6 tries (ConnectionRefusedError); the reason stands in the list of mails"]


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("RCPT", "450 4.2.1 mailbox busy", "waiting"),
        ("RCPT", "550 5.1.1 user unknown", "given up"),
        ("TEXT", "451 4.3.0 try later", "waiting"),
        ("TEXT", "554 5.7.1 refused as spam", "given up"),
        ("DATA", "451 4.3.0 no room", "waiting"),
        # Of no address and no text: the portal's sender or the server itself. It is mended in the settings.
        ("MAIL", "550 5.7.1 sender not allowed", "waiting"),
        ("CONNECT", "554 5.3.2 no service here", "waiting"),
        ("CONNECT", "421 4.3.2 shutting down", "waiting"),
    ],
)
def test_what_the_server_answers_decides(cast, server, command, answer, state):
    server.conduct.answers[command] = answer
    mail = waiting(cast)
    assert send_mails(NOW) == (0, 1)
    assert stands(mail) == (state, 1, answer)
    assert server.taken == []


def test_a_refused_address_holds_up_nobody_else(cast, server):
    server.conduct.recipients["tabalong@example.org"] = "550 5.1.1 user unknown"
    refused, taken = waiting(cast), waiting(cast, "hst")
    assert send_mails(NOW) == (1, 1)
    assert (stands(refused)[0], stands(taken)[0]) == ("given up", "sent")


def test_a_connection_cut_in_the_middle_of_the_text_is_tried_again(cast, server):
    server.conduct.cut_in_data = 1
    mail, other = waiting(cast), waiting(cast, "hst")
    assert send_mails(NOW) == (1, 1)
    assert stands(mail)[:2] == ("waiting", 1)
    assert "SMTPServerDisconnected" in mail.error
    assert send_mails(NOW + timedelta(minutes=1)) == (1, 0)
    assert [taken.recipients for taken in server.taken] == [[other.address], [mail.address]]


@pytest.mark.parametrize("command", ["EHLO", "RCPT", "DATA"])
def test_a_server_that_says_nothing_is_not_waited_for(cast, server, settings, command):
    settings.EMAIL_TIMEOUT = 0.3
    server.conduct.silent_at = command
    mail = waiting(cast)
    assert send_mails(NOW) == (0, 1)
    assert stands(mail) == ("waiting", 1, "SMTPServerDisconnected: Connection unexpectedly closed: timed out")


def test_a_wrong_password_is_the_settings_fault_and_the_mails_wait(cast, server, settings):
    server.conduct.account = ("portal", "benar")
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "salah"
    mail, other = waiting(cast), waiting(cast, "hst")
    assert send_mails(NOW) == (0, 1)
    assert stands(mail) == ("waiting", 1, "535 5.7.8 wrong name or password")
    assert stands(other) == ("waiting", 0, "")
    settings.EMAIL_HOST_PASSWORD = "benar"
    assert send_mails(NOW + timedelta(minutes=1)) == (2, 0)


# Encrypted


def test_starttls_encrypts_before_the_text_is_sent(cast, server, settings, tmp_path, monkeypatch):
    known, server.conduct.starttls = certificate.make(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    settings.EMAIL_USE_TLS = True
    mail = waiting(cast)
    assert send_mails(NOW) == (1, 0)
    assert [taken.encrypted for taken in server.taken] == [True]
    assert stands(mail)[0] == "sent"


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(cast, server, settings, tmp_path):
    _unknown, server.conduct.starttls = certificate.make(tmp_path)
    settings.EMAIL_USE_TLS = True
    mail = waiting(cast)
    assert send_mails(NOW) == (0, 1)
    assert stands(mail)[:2] == ("waiting", 1)
    assert "CERTIFICATE_VERIFY_FAILED" in mail.error
    assert server.taken == []


def test_a_server_without_encryption_gets_no_mail_where_it_is_asked_for(cast, server, settings):
    settings.EMAIL_USE_TLS = True
    mail = waiting(cast)
    assert send_mails(NOW) == (0, 1)
    assert stands(mail)[:2] == ("waiting", 1)
    assert "STARTTLS" in mail.error
    assert "DATA" not in server.heard


# The person's choice


def test_at_once_daily_and_never(cast, server, regions):
    for name, rhythm in (("tabalong", Rhythm.AT_ONCE), ("tabalong2", Rhythm.DAILY), ("hst", Rhythm.NEVER)):
        User.objects.filter(pk=cast[name].pk).update(rhythm=rhythm)
    people = list(User.objects.filter(username__in=["tabalong", "tabalong2", "hst"]))
    for moment in (NOW, NOW + timedelta(hours=1)):
        with freeze_time(moment):
            tell(people, Kind.COMMENT, regions["63"], by=cast["kalsel"])
        with freeze_time(moment + timedelta(minutes=5)):
            write_mails(moment + timedelta(minutes=5))
            send_mails(moment + timedelta(minutes=5))
    assert [taken.recipients for taken in server.taken] == [["tabalong@example.org"]] * 2
    with freeze_time(NOW + timedelta(days=1)):
        write_mails(NOW + timedelta(days=1))
        send_mails(NOW + timedelta(days=1))
    digest, where = server.taken[-1], "Frekuensi pengiriman surel dapat diatur pada profil Anda:"
    assert (len(server.taken), digest.recipients, digest.message["Subject"]) == (3, ["tabalong2@example.org"], "Portal SSK: 2 pemberitahuan")
    lines = digest.message.get_content().splitlines()
    assert [line.endswith(where) for line in lines].index(True) + 1 == lines.index("http://127.0.0.1:8000/pengguna/profil/")
    assert Notice.objects.filter(user=cast["hst"], mailed_at=None).count() == 2


@pytest.mark.parametrize("change", [{"rhythm": Rhythm.NEVER}, {"is_active": False}])
def test_a_waiting_mail_is_dropped_when_the_person_takes_no_more(cast, server, login, change):
    mail = waiting(cast)
    User.objects.filter(pk=cast["tabalong"].pk).update(**change)
    assert send_mails(NOW) == (0, 0)
    assert stands(mail)[:2] == ("given up", 0)
    assert "Orang ini tidak lagi menerima surel." in login("admin").get(mail.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rhythm", Rhythm.values)
def test_the_mail_for_a_forgotten_password_goes_whatever_the_rhythm(client, cast, server, rhythm):
    User.objects.filter(pk=cast["tabalong"].pk).update(rhythm=rhythm)
    client.post("/kata-sandi/lupa/", {"email": "tabalong@example.org"})
    assert [taken.recipients for taken in server.taken] == [["tabalong@example.org"]]


@pytest.mark.parametrize("rhythm", Rhythm.values)
def test_what_happened_to_the_account_is_told_whatever_the_rhythm(cast, server, rhythm):
    User.objects.filter(pk=cast["kalsel"].pk).update(rhythm=rhythm)
    tell_of_event(record(EventKind.FACTOR_RESET, user=cast["kalsel"], by=cast["admin"], note="Telepon hilang"))
    assert send_mails(timezone.now()) == (1, 0)
    assert [taken.recipients for taken in server.taken] == [["kalsel@example.org"]]


# The administrator's list


def test_the_list_tells_the_reason_and_sends_again(cast, server, login):
    server.conduct.recipients["tabalong@example.org"] = "550 5.1.1 user unknown"
    mail = waiting(cast)
    send_mails(NOW)
    client = login("admin")
    page = client.get("/pemberitahuan/surel/", {"state": "failed"}).content.decode()
    assert "550 5.1.1 user unknown" in page
    assert f'action="/pemberitahuan/surel/{mail.pk}/kirim-ulang/"' in page
    server.conduct.recipients.clear()
    client.post(f"/pemberitahuan/surel/{mail.pk}/kirim-ulang/", key(next="/pemberitahuan/surel/?state=failed"))
    mail.refresh_from_db()
    assert send_mails(mail.next_try_at) == (1, 0)
    assert [taken.recipients for taken in server.taken] == [["tabalong@example.org"]]
