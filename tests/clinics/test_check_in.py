"""The QR page: opened and closed by the host, filled in by whoever is in the room, open to nobody else and telling nothing."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.attendance import checkin
from ssk_portal.clinics.models import CheckInKey, CheckInPage, CheckInTry
from tests.clinics import factories
from tests.factories import key
from tests.pokja import factories as pokja

pytestmark = pytest.mark.django_db
# The host's clocks show WITA, eight hours ahead of UTC: its day runs from 16.00 to 16.00 UTC.
DAY, NOON = date(2026, 11, 24), "2026-11-24T04:00:00+00:00"
SITI = {"name": "Siti Aminah", "institution": "Bappeda", "post": "Kepala Bidang", "consent": "on"}


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09", planned_start=DAY, planned_end=DAY)


@pytest.fixture
def page(clinic, cast):
    return checkin.open_page(clinic, by=cast["kalsel"])


@pytest.fixture
def at_noon(freezer_at):
    with freezer_at(NOON):
        yield


@pytest.fixture
def phone():
    """A telephone without an account; forms are checked for their mark as in the portal itself."""
    return Client(enforce_csrf_checks=True)


def address(page):
    return reverse("check_in", args=[page.token])


def fill_in(phone, page, form_key=None, **typed):
    """Open the page and send the form, as a person does."""
    opened = phone.get(address(page))
    mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened.content.decode())[1]
    return phone.post(address(page), {"csrfmiddlewaretoken": mark, "form_key": form_key or str(uuid.uuid4()), **typed})


def people(clinic):
    return list(clinic.attendances.values_list("name", "state"))


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
        client.post(self.url("renew", clinic), key(version=page.version))
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
        assert f'name="version" value="{page.version}"' in client.get(self.url("detail", clinic)).content.decode()
        assert client.post(self.url("renew", clinic), key(version=page.version)).status_code == 302
        page.refresh_from_db()
        first = page.token
        answer = client.post(self.url("renew", clinic), key(version=seen))
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
class TestSigningIn:
    @pytest.mark.parametrize("nothing", ["\u200b\u200b", ".", "- -", "\ufeff\u202e"])
    @pytest.mark.parametrize("box", ["name", "institution"])
    def test_a_name_that_cannot_be_read_is_none(self, phone, clinic, page, box, nothing):
        answer = fill_in(phone, page, **SITI | {box: nothing})
        assert list(answer.context["form"].errors) == [box]
        assert people(clinic) == []

    def test_signs_that_do_not_show_are_left_out(self, phone, clinic, page):
        assert fill_in(phone, page, **SITI | {"name": "\u202eSiti\u200b\r\nAminah\ufeff"}).status_code == 302
        assert people(clinic) == [("Siti Aminah", "present")]

    def test_a_row_with_what_was_said(self, phone, clinic, page, regions):
        bappeda = pokja.institution(regions["63.09"])
        answer = fill_in(phone, page, **SITI | {"institution": "Bappeda – Kabupaten Tabalong", "telephone": "0812 345", "gender": "f"})
        assert (answer.status_code, answer.url) == (302, reverse("check_in_done", args=[page.token]))
        thanks = phone.get(answer.url).content.decode()
        assert "Kehadiran Anda telah dicatat" in thanks
        assert "Siti" not in thanks
        row = clinic.attendances.get()
        assert (row.name, row.institution, row.institution_as_written, row.district, row.post) == ("Siti Aminah", bappeda, "", regions["63.09"], "Kepala Bidang")
        assert (row.telephone, row.gender, row.state, row.origin) == ("0812 345", "f", "present", "self")
        assert row.signed_in_at == row.consented_at == timezone.now()

    def test_an_institution_that_the_portal_does_not_know_stays_as_written(self, phone, clinic, page):
        fill_in(phone, page, **SITI | {"institution": "Bank Sampah Mekar"})
        assert (clinic.attendances.get().institution, clinic.attendances.get().institution_as_written) == (None, "Bank Sampah Mekar")

    def test_whoever_was_expected_becomes_present(self, phone, clinic, page, regions):
        bappeda = pokja.institution(regions["63.09"])
        clinic.attendances.create(name="Hj. Siti Aminah, S.T.", post="Kabid", institution=bappeda, state="absent", origin="members")
        fill_in(phone, page, **SITI | {"name": "siti aminah", "telephone": "0812"})
        row = clinic.attendances.get()
        assert (row.name, row.post, row.state, row.telephone, row.origin) == ("Hj. Siti Aminah, S.T.", "Kabid", "present", "0812", "members")

    def test_an_institution_without_a_person_gets_the_first_who_comes(self, phone, clinic, page):
        clinic.attendances.create(institution_as_written="BPPW Kalsel", origin="institutions")
        for name in ("Ali", "Umar"):
            fill_in(phone, page, **SITI | {"name": name, "institution": "bppw kalsel"})
        assert people(clinic) == [("Ali", "present"), ("Umar", "present")]

    def test_double_click_back_button_and_a_second_scan_make_one_row(self, phone, clinic, page):
        sent = str(uuid.uuid4())
        answers = [fill_in(phone, page, sent, **SITI) for _press in range(2)] + [fill_in(phone, page, **SITI | {"name": "SITI  AMINAH"})]
        assert {answer.status_code for answer in answers} == {302}
        assert people(clinic) == [("Siti Aminah", "present")]

    def test_two_people_of_one_name_in_one_office(self, phone, clinic, page):
        for post in ("Kepala Bidang", "Staf", "Kepala Bidang"):
            fill_in(phone, page, **SITI | {"post": post})
        assert list(clinic.attendances.values_list("post", flat=True)) == ["Kepala Bidang", "Staf"]

    def test_an_altered_form_with_a_used_key_is_shown_again(self, phone, clinic, page):
        sent = str(uuid.uuid4())
        fill_in(phone, page, sent, **SITI)
        answer = fill_in(phone, page, sent, **SITI | {"name": "Budi"})
        text = answer.content.decode()
        assert (answer.status_code, 'value="Budi"' in text, sent in text) == (200, True, False)
        assert "Jika ini orang lain, kirim sekali lagi" in text
        assert people(clinic) == [("Siti Aminah", "present")]

    def test_without_the_tick_nothing_is_kept_and_nothing_typed_is_lost(self, phone, clinic, page):
        answer = fill_in(phone, page, **{name: value for name, value in SITI.items() if name != "consent"})
        text = answer.content.decode()
        assert "Tanpa persetujuan ini data Anda tidak dapat dicatat" in text
        assert [f'value="{SITI[name]}"' in text for name in ("name", "institution", "post")] == [True] * 3
        assert people(clinic) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": "x" * 5_000},
            {"name": ""},
            {"name": " \n "},
            {"institution": ""},
            {"institution": "x" * 201},
            {"telephone": "<b>"},
            {"gender": "x"},
            {"name": "a\x00b"},
            {"post": "x" * 201},
        ],
    )
    def test_senseless_input_is_told_at_the_field(self, phone, clinic, page, wrong):
        answer = fill_in(phone, page, **SITI | wrong)
        assert (answer.status_code, "error-summary" in answer.content.decode(), people(clinic)) == (200, True, [])

    def test_names_are_kept_as_they_are_typed(self, phone, clinic, page, login):
        for name in ("<script>alert(1)</script>", "Siti\r\nBcc: x", "Ñgäwi Ŵ 🙂", "=1+1", "x" * 150):
            fill_in(phone, page, **SITI | {"name": name})
        assert [name for name, _state in people(clinic)] == ["<script>alert(1)</script>", "Siti Bcc: x", "Ñgäwi Ŵ 🙂", "=1+1", "x" * 150]
        listed = login("kalsel").get(reverse("clinics:attendance_list", args=[clinic.pk])).content.decode()
        assert "<script>alert" not in listed
        assert login("kalsel").get(reverse("clinics:attendance_sheet", args=[clinic.pk])).content.startswith(b"%PDF")

    def test_nobody_else_is_shown(self, phone, clinic, page):
        clinic.attendances.create(name="Rahasia Sekali", post="Jabatan Rahasia", institution_as_written="Lembaga Rahasia", telephone="0811")
        seen = phone.get(address(page)).content.decode() + fill_in(phone, page, name="Rahasia Sekali").content.decode().replace('value="Rahasia Sekali"', "")
        assert "Rahasia" not in seen
        assert "0811" not in seen

    def test_institutions_are_suggested_by_name_only(self, phone, clinic, page, regions):
        pokja.institution(regions["63.09"], telephone="0526", email="bappeda@example.org")
        pokja.institution(regions["63.07"], name="Dinas Lain")
        clinic.invited.create(name="BPPW Kalsel")
        text = phone.get(address(page)).content.decode()
        assert re.findall(r'<option value="([^"]*)">', text) == ["BPPW Kalsel", "Bappeda – Kabupaten Tabalong"]

    def test_a_forged_form_is_not_taken(self, phone, clinic, page):
        assert phone.post(address(page), key(**SITI)).status_code == 403
        assert people(clinic) == []

    def test_a_form_without_a_key_is_shown_again(self, phone, clinic, page):
        answer = fill_in(phone, page, "none", **SITI)
        assert (answer.status_code, people(clinic)) == (200, [])
        new = re.search(r'name="form_key" value="([\w-]{36})"', answer.content.decode())[1]
        assert fill_in(phone, page, new, **SITI).status_code == 302

    def test_the_language_is_switched_with_what_was_typed(self, phone, clinic, page):
        answer = fill_in(phone, page, **SITI, language="en")
        assert "Sign the attendance list" in answer.content.decode()
        assert answer.headers["Content-Language"] == "en"
        assert 'value="Siti Aminah"' in answer.content.decode()
        assert re.search(r'<input[^>]*name="consent"[^>]*checked', answer.content.decode())
        assert people(clinic) == []
        assert "Sign the attendance list" in phone.get(address(page)).content.decode()
        fill_in(phone, page, language="xx")

    def test_whoever_is_signed_in_signs_in_as_well(self, login, clinic, page):
        client = login("tabalong")
        sent = key(**SITI)
        assert [client.post(address(page), sent).status_code for _press in range(2)] == [302, 302]
        assert people(clinic) == [("Siti Aminah", "present")]

    def test_it_may_be_kept_by_nobody_and_is_not_found_by_searching(self, phone, page):
        answer = phone.get(address(page))
        assert (answer.headers["X-Robots-Tag"], "no-store" in answer.headers["Cache-Control"]) == ("noindex", True)

    def test_who_did_it_stands_in_the_history(self, phone, clinic, page):
        fill_in(phone, page, **SITI)
        assert event_model(clinic.attendances.model).objects.get().pgh_context["name"] == "Sistem"

    def test_it_costs_as_many_statements_with_many_on_the_list(self, phone, clinic, page, regions):
        def statements():
            with CaptureQueriesContext(connection) as asked:
                phone.get(address(page))
            return len(asked)

        few = statements()
        for number in range(60):
            clinic.attendances.create(name=f"Orang {number}")
            clinic.invited.create(name=f"Lembaga {number}")
            pokja.institution(regions["63.09"], name=f"Dinas {number}")
        assert (few, statements()) == (few, few)
        assert few <= 4


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
