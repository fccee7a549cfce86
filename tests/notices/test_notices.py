"""The inbox, and for the centre the mails of the portal."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ssk_portal.accounts.models import User
from ssk_portal.indicators.models import Indicator
from ssk_portal.notices.models import Kind, Mail, Notice
from ssk_portal.notices.tell import tell
from tests.factories import key

INBOX = "/pemberitahuan/"
MAILS = "/pemberitahuan/surel/"


@pytest.fixture
def notice(cast, regions):
    """One notice for Tabalong's staff, from the province."""
    return tell([cast["tabalong"]], Kind.SEND_BACK, regions["63.09"], by=cast["kalsel"], note="Bukti <b>kurang</b>")[0]


@pytest.fixture
def failed(cast):
    return Mail.objects.create(user=cast["tabalong"], address="lama@example.org", subject="Uji", body="Isi", tries=6, error="550 unknown")


def test_the_inbox_says_what_happened(login, notice):
    text = login("tabalong").get(INBOX).content.decode()
    assert "Kalsel mengembalikan Kabupaten Tabalong dengan catatan." in text
    assert "Bukti &lt;b&gt;kurang&lt;/b&gt;" in text


def test_the_row_is_named_in_the_language_of_who_reads(cast):
    """Kalsel acts in Indonesian; the staff of Tabalong reads English."""
    indicator = Indicator.objects.create(code="layak", name_id="Akses layak", name_en="Improved access", sector="air_limbah", source="uji")
    User.objects.filter(pk=cast["tabalong"].pk).update(language="en")
    cast["tabalong"].refresh_from_db()
    assert tell([cast["tabalong"]], Kind.COMMENT, indicator, by=cast["kalsel"])[0].row == "Improved access"
    assert tell([cast["hst"]], Kind.COMMENT, indicator, by=cast["kalsel"])[0].row == "Akses layak"


def test_everybody_sees_only_the_own_notices(login, notice):
    for name in ("tabalong2", "kalsel", "admin", "gumas"):
        client = login(name)
        assert list(client.get(INBOX).context["table"].data) == []
        assert client.post(f"{INBOX}{notice.pk}/buka/", key()).status_code == 404
        assert client.post(f"{INBOX}{notice.pk}/dibaca/", key()).status_code == 404
        client.post(f"{INBOX}dibaca/", key())
    notice.refresh_from_db()
    assert notice.read_at is None


def test_unread_notices_stand_first(login, cast, regions, notice):
    (newer,) = tell([cast["tabalong"]], Kind.COMMENT, regions["63"], by=cast["kalsel"])
    Notice.objects.filter(pk=newer.pk).update(read_at=timezone.now())
    assert [row.record.pk for row in login("tabalong").get(INBOX).context["table"].rows] == [notice.pk, newer.pk]


def test_opening_marks_as_read_and_leads_to_the_row(login, notice):
    client = login("tabalong")
    assert client.get(f"{INBOX}{notice.pk}/buka/").status_code == 405
    assert client.post(f"{INBOX}{notice.pk}/buka/").status_code == 403
    assert client.post(f"{INBOX}{notice.pk}/buka/", key()).url == "/wilayah/63.09/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_marking_one_and_all(login, cast, regions, notice):
    client = login("tabalong")
    assert client.post(f"{INBOX}{notice.pk}/dibaca/", key()).url == INBOX
    tell([cast["tabalong"], cast["hst"]], Kind.COMMENT, regions["63"], by=cast["kalsel"])
    assert client.get(INBOX).context["unread_notices"] == 1
    assert client.post(f"{INBOX}dibaca/", key()).url == INBOX
    assert client.get(INBOX).context["unread_notices"] == 0
    assert cast["hst"].notices.unread().count() == 1


def test_filters(login, cast, regions, notice):
    tell([cast["tabalong"]], Kind.COMMENT, regions["63"], by=cast["kalsel2"])
    client = login("tabalong")

    def found(**query):
        return [row.record.row for row in client.get(INBOX, query).context["table"].rows]

    assert found(kind="send_back") == ["Kabupaten Tabalong"]
    assert found(q="kalimantan selatan") == ["Provinsi Kalimantan Selatan"]
    assert found(state="read") == []
    assert len(found(state="unread")) == 2


def test_the_inbox_asks_the_same_number_of_queries(login, cast, regions, notice):
    client, counts = login("tabalong"), []
    client.get(INBOX)
    for more in (0, 2):
        for _number in range(more):
            tell([cast["tabalong"]], Kind.COMMENT, regions["63"], by=cast["kalsel"])
        with CaptureQueriesContext(connection) as queries:
            client.get(INBOX)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_exported_as_seen(login, notice):
    text = login("tabalong").get(INBOX, {"ekspor": "csv"}).getvalue().decode("utf-8-sig")
    assert text.splitlines()[0] == "Status;Peristiwa;Waktu"
    assert "Kalsel mengembalikan Kabupaten Tabalong dengan catatan. Bukti <b>kurang</b>" in text


# The mails of the portal


@pytest.mark.parametrize("name", ["admin_kalsel", "pusat", "kalsel", "tabalong", "pembaca"])
def test_mails_are_for_the_administrator_of_the_country(login, failed, name):
    client = login(name)
    for url in (MAILS, f"{MAILS}{failed.pk}/"):
        assert client.get(url).status_code == 403
    assert client.post(f"{MAILS}{failed.pk}/kirim-ulang/", key()).status_code == 403


def test_a_mail_that_was_given_up_is_sent_again_to_the_present_address(login, failed):
    client = login("admin")
    assert "550 unknown" in client.get(f"{MAILS}{failed.pk}/").content.decode()
    assert client.post(f"{MAILS}{failed.pk}/kirim-ulang/", key()).url == f"{MAILS}{failed.pk}/"
    failed.refresh_from_db()
    assert (failed.tries, failed.address, failed.next_try_at is None) == (0, "tabalong@example.org", False)
    assert client.post(f"{MAILS}{failed.pk}/kirim-ulang/", key()).status_code == 409


def test_a_sent_mail_is_not_sent_again(login, failed):
    Mail.objects.filter(pk=failed.pk).update(sent_at=timezone.now())
    assert login("admin").post(f"{MAILS}{failed.pk}/kirim-ulang/", key()).status_code == 409


def test_mails_by_state(login, cast, failed):
    now = timezone.now()
    Mail.objects.create(user=cast["hst"], address="a@example.org", subject="Menunggu", body="x", next_try_at=now + timedelta(minutes=5))
    Mail.objects.create(user=cast["hst"], address="a@example.org", subject="Terkirim", body="x", sent_at=now)
    client = login("admin")
    for state, subjects in (("failed", ["Uji"]), ("waiting", ["Menunggu"]), ("sent", ["Terkirim"])):
        assert [row.record.subject for row in client.get(MAILS, {"state": state}).context["table"].rows] == subjects


def test_the_file_of_mails_has_a_column_for_each_part(login, cast, failed):
    lines = login("admin").get(MAILS, {"ekspor": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Perihal;Untuk;Surel;Ditulis;Status;Percobaan;Terkirim;Sebab tidak terkirim"
    assert lines[1].startswith("Uji;Tabalong;lama@example.org;")
    assert lines[1].endswith(";gagal;6;;550 unknown")
