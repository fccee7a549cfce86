"""The QR page: opened and closed by the host, open on the days of the event and to nobody too often."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.attendance import checkin
from ssk_portal.clinics.models import CheckInKey, CheckInPage, CheckInTry
from tests.clinics import factories
from tests.clinics.check_in.phone import SITI, address, fill_in, people
from tests.factories import key

pytestmark = pytest.mark.django_db


class TestTheHost:
    def url(self, action, clinic):
        return reverse(f"clinics:checkinpage_{action}", args=[clinic.pk])

    def test_makes_closes_opens_and_renews_the_page(self, login, clinic, at_noon):
        client = login("kalsel")
        assert "belum memiliki halaman QR" in client.get(self.url("detail", clinic)).content.decode()
        form = key()
        assert [client.post(self.url("open", clinic), form).status_code for _press in range(2)] == [302, 302]
        page = CheckInPage.objects.get()
        first = page.token
        assert len(first) == 32
        text = client.get(self.url("detail", clinic)).content.decode()
        assert "<svg" in text
        assert "style=" not in text[text.index("<svg") : text.index("</main>")]
        assert f"/hadir/{first}/" in text
        client.post(self.url("close", clinic), key())
        assert Client().get(f"/hadir/{first}/").status_code == 404
        client.post(self.url("open", clinic), key())
        assert Client().get(f"/hadir/{first}/").status_code == 200
        page.refresh_from_db()
        client.post(self.url("renew", clinic), key(row_version=page.version))
        page.refresh_from_db()
        assert page.token != first
        assert Client().get(f"/hadir/{first}/").status_code == 404
        assert Client().get(address(page)).status_code == 200

    @pytest.mark.parametrize(("name", "status"), [("kalsel", 200), ("pusat", 200), ("tabalong", 403), ("admin", 403), ("pembaca_kalsel", 403), ("kalteng", 404), ("gumas", 404)])
    def test_who_sees_the_address(self, login, clinic, page, name, status):
        client = login(name)
        assert [client.get(self.url(action, clinic)).status_code for action in ("detail", "poster")] == [status] * 2
        assert page.token not in client.get(reverse("reporting:row_history", args=["clinics", "checkinpage", page.pk])).content.decode()

    def test_no_address_stands_in_the_history(self, clinic, page, cast):
        checkin.renew_address(page, seen=page.version, by=cast["kalsel"])
        assert not hasattr(event_model(CheckInPage).objects.first(), "token")

    @pytest.mark.parametrize("seen", [0, "", "x", "9" * 30])
    def test_of_two_who_renew_the_second_is_told(self, login, clinic, page, seen):
        """The poster of the first is printed already."""
        client = login("kalsel")
        assert f'name="row_version" value="{page.version}"' in client.get(self.url("detail", clinic)).content.decode()
        assert client.post(self.url("renew", clinic), key(row_version=page.version)).status_code == 302
        page.refresh_from_db()
        first = page.token
        answer = client.post(self.url("renew", clinic), key(row_version=seen))
        page.refresh_from_db()
        assert (answer.status_code, page.token, "Sementara itu" in answer.content.decode()) == (409, first, True)

    def test_without_a_page_there_is_nothing_to_close(self, login, clinic):
        client = login("kalsel")
        assert [client.post(self.url(action, clinic), key()).status_code for action in ("close", "renew")] == [409] * 2
        assert client.get(self.url("poster", clinic)).status_code == 409


class TestWhenItIsOpen:
    @pytest.mark.parametrize(
        ("moment", "status"),
        [("2026-11-23T15:59:00+00:00", 404), ("2026-11-23T16:01:00+00:00", 200), ("2026-11-24T15:59:00+00:00", 200), ("2026-11-24T16:01:00+00:00", 404)],
    )
    def test_by_the_clocks_of_the_host(self, page, freezer_at, moment, status):
        with freezer_at(moment):
            assert Client().get(address(page)).status_code == status

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"date_start": date(2026, 11, 23), "date_end": date(2026, 11, 25)}, 200),
            ({"date_start": date(2026, 11, 23), "date_end": date(2026, 11, 23)}, 404),
            ({"planned_start": None, "planned_end": None}, 404),
            ({"planned_end": None}, 200),
            ({"cancelled": "Ditunda"}, 404),
        ],
    )
    def test_on_its_days_only(self, clinic, page, at_noon, fields, status):
        type(clinic).objects.filter(pk=clinic.pk).update(**fields)
        assert Client().get(address(page)).status_code == status

    def test_not_once_the_report_is_submitted(self, clinic, page, at_noon, cast, phone):
        factories.submit_report(clinic, by=cast["kalsel"])
        assert phone.get(address(page)).status_code == 404

    def test_unknown_and_closed_look_alike(self, clinic, page, cast, at_noon):
        checkin.close_page(page, by=cast["kalsel"])
        addresses = [address(page), reverse("check_in", args=["x" * 32]), reverse("check_in_done", args=[page.token]), reverse("check_in", args=["🙂" * 500])]
        answers = [Client().get(url) for url in addresses] + [Client().post(url, SITI) for url in addresses[:2]]
        bodies = {re.sub(r'value="\w{64}"|value="/hadir/[^"]*"', "", answer.content.decode()) for answer in answers}
        assert ({answer.status_code for answer in answers}, len(bodies)) == ({404}, 1)
        assert "tidak sedang dibuka" in bodies.pop()
        assert clinic.attendances.count() == 0

    def test_closed_between_opening_and_sending(self, clinic, page, cast, at_noon, phone):
        phone.get(address(page))
        checkin.close_page(page, by=cast["kalsel"])
        assert checkin.check_in(page, checkin.Person("Siti", "Bappeda", "Kepala"), key=uuid.uuid4()) is False
        assert people(clinic) == []


@pytest.mark.usefixtures("at_noon")
class TestTooMany:
    @pytest.fixture
    def sent(self):
        """As many forms as an address may send, the first nine minutes ago."""
        now = timezone.now()
        CheckInTry.objects.bulk_create(CheckInTry(address="127.0.0.1", at=now - timedelta(minutes=9) + timedelta(milliseconds=number)) for number in range(checkin.TRIES))

    def test_an_address_waits_and_keeps_what_it_typed(self, phone, clinic, page, sent):
        answer = fill_in(phone, page, **SITI)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
        text = answer.content.decode()
        assert "Tunggu 1 menit, lalu kirim lagi" in text
        assert 'value="Siti Aminah"' in text
        assert people(clinic) == []

    def test_another_address_does_not(self, clinic, page, sent):
        assert fill_in(Client(REMOTE_ADDR="10.1.1.1"), page, **SITI).status_code == 302

    def test_after_the_pause_it_goes_on(self, phone, clinic, page, sent, freezer_at):
        with freezer_at("2026-11-24T04:01:02+00:00"):
            assert fill_in(phone, page, **SITI).status_code == 302

    def test_a_room_of_two_hundred_fits_five_times(self):
        assert checkin.TRIES >= 200 * 5
        assert timedelta(minutes=10) == checkin.WINDOW

    def test_it_is_counted_by_the_database(self, phone, page):
        fill_in(phone, page, **SITI)
        cache.clear()
        assert CheckInTry.objects.count() == 1

    def test_what_was_counted_is_thrown_out(self, phone, page, sent, freezer_at):
        fill_in(phone, page, **SITI)
        with freezer_at("2026-12-02T04:00:00+00:00"):
            call_command("run_due", verbosity=0)
        assert (CheckInTry.objects.count(), CheckInKey.objects.count()) == (0, 0)
