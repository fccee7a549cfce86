"""The form of the QR page: filled in by whoever is in the room, telling nothing of anybody else."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ssk_portal.audit.timeline import event_model
from tests.clinics.check_in.phone import SITI, address, fill_in, people
from tests.factories import key
from tests.pokja import factories as pokja

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.mark.parametrize("nothing", ["\u200b\u200b", ".", "- -", "\ufeff\u202e"])
@pytest.mark.parametrize("box", ["name", "institution"])
def test_a_name_that_cannot_be_read_is_none(phone, clinic, page, box, nothing):
    answer = fill_in(phone, page, **SITI | {box: nothing})
    assert list(answer.context["form"].errors) == [box]
    assert people(clinic) == []


def test_signs_that_do_not_show_are_left_out(phone, clinic, page):
    assert fill_in(phone, page, **SITI | {"name": "\u202eSiti\u200b\r\nAminah\ufeff"}).status_code == 302
    assert people(clinic) == [("Siti Aminah", "present")]


def test_a_row_with_what_was_said(phone, clinic, page, regions):
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


def test_an_institution_that_the_portal_does_not_know_stays_as_written(phone, clinic, page):
    fill_in(phone, page, **SITI | {"institution": "Bank Sampah Mekar"})
    assert (clinic.attendances.get().institution, clinic.attendances.get().institution_as_written) == (None, "Bank Sampah Mekar")


def test_whoever_was_expected_becomes_present(phone, clinic, page, regions):
    bappeda = pokja.institution(regions["63.09"])
    clinic.attendances.create(name="Hj. Siti Aminah, S.T.", post="Kabid", institution=bappeda, state="absent", origin="members")
    fill_in(phone, page, **SITI | {"name": "siti aminah", "telephone": "0812"})
    row = clinic.attendances.get()
    assert (row.name, row.post, row.state, row.telephone, row.origin) == ("Hj. Siti Aminah, S.T.", "Kabid", "present", "0812", "members")


def test_an_institution_without_a_person_gets_the_first_who_comes(phone, clinic, page):
    clinic.attendances.create(institution_as_written="BPPW Kalsel", origin="institutions")
    for name in ("Ali", "Umar"):
        fill_in(phone, page, **SITI | {"name": name, "institution": "bppw kalsel"})
    assert people(clinic) == [("Ali", "present"), ("Umar", "present")]


def test_double_click_back_button_and_a_second_scan_make_one_row(phone, clinic, page):
    sent = str(uuid.uuid4())
    answers = [fill_in(phone, page, sent, **SITI) for _press in range(2)] + [fill_in(phone, page, **SITI | {"name": "SITI  AMINAH"})]
    assert {answer.status_code for answer in answers} == {302}
    assert people(clinic) == [("Siti Aminah", "present")]


def test_two_people_of_one_name_in_one_office(phone, clinic, page):
    for post in ("Kepala Bidang", "Staf", "Kepala Bidang"):
        fill_in(phone, page, **SITI | {"post": post})
    assert list(clinic.attendances.values_list("post", flat=True)) == ["Kepala Bidang", "Staf"]


def test_an_altered_form_with_a_used_key_is_shown_again(phone, clinic, page):
    sent = str(uuid.uuid4())
    fill_in(phone, page, sent, **SITI)
    answer = fill_in(phone, page, sent, **SITI | {"name": "Budi"})
    text = answer.content.decode()
    assert (answer.status_code, 'value="Budi"' in text, sent in text) == (200, True, False)
    assert "Jika ini orang lain, kirim sekali lagi" in text
    assert people(clinic) == [("Siti Aminah", "present")]


def test_without_the_tick_nothing_is_kept_and_nothing_typed_is_lost(phone, clinic, page):
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
def test_senseless_input_is_told_at_the_field(phone, clinic, page, wrong):
    answer = fill_in(phone, page, **SITI | wrong)
    assert (answer.status_code, "error-summary" in answer.content.decode(), people(clinic)) == (200, True, [])


def test_names_are_kept_as_they_are_typed(phone, clinic, page, login):
    for name in ("<script>alert(1)</script>", "Siti\r\nBcc: x", "Ñgäwi Ŵ 🙂", "=1+1", "x" * 150):
        fill_in(phone, page, **SITI | {"name": name})
    assert [name for name, _state in people(clinic)] == ["<script>alert(1)</script>", "Siti Bcc: x", "Ñgäwi Ŵ 🙂", "=1+1", "x" * 150]
    listed = login("kalsel").get(reverse("clinics:attendance_list", args=[clinic.pk])).content.decode()
    assert "<script>alert" not in listed
    assert login("kalsel").get(reverse("clinics:attendance_sheet", args=[clinic.pk])).content.startswith(b"%PDF")


def test_nobody_else_is_shown(phone, clinic, page):
    clinic.attendances.create(name="Rahasia Sekali", post="Jabatan Rahasia", institution_as_written="Lembaga Rahasia", telephone="0811")
    seen = phone.get(address(page)).content.decode() + fill_in(phone, page, name="Rahasia Sekali").content.decode().replace('value="Rahasia Sekali"', "")
    assert "Rahasia" not in seen
    assert "0811" not in seen


def test_institutions_are_suggested_by_name_only(phone, clinic, page, regions):
    pokja.institution(regions["63.09"], telephone="0526", email="bappeda@example.org")
    pokja.institution(regions["63.07"], name="Dinas Lain")
    clinic.invited.create(name="BPPW Kalsel")
    text = phone.get(address(page)).content.decode()
    assert re.findall(r'<option value="([^"]*)">', text) == ["BPPW Kalsel", "Bappeda – Kabupaten Tabalong"]


def test_a_forged_form_is_not_taken(phone, clinic, page):
    assert phone.post(address(page), key(**SITI)).status_code == 403
    assert people(clinic) == []


def test_a_form_without_a_key_is_shown_again(phone, clinic, page):
    answer = fill_in(phone, page, "none", **SITI)
    assert (answer.status_code, people(clinic)) == (200, [])
    new = re.search(r'name="form_key" value="([\w-]{36})"', answer.content.decode())[1]
    assert fill_in(phone, page, new, **SITI).status_code == 302


def test_the_language_is_switched_with_what_was_typed(phone, clinic, page):
    answer = fill_in(phone, page, **SITI, language="en")
    assert "Sign the attendance list" in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
    assert 'value="Siti Aminah"' in answer.content.decode()
    assert re.search(r'<input[^>]*name="consent"[^>]*checked', answer.content.decode())
    assert people(clinic) == []
    assert "Sign the attendance list" in phone.get(address(page)).content.decode()
    fill_in(phone, page, language="xx")


def test_whoever_is_signed_in_signs_in_as_well(login, clinic, page):
    client = login("tabalong")
    sent = key(**SITI)
    assert [client.post(address(page), sent).status_code for _press in range(2)] == [302, 302]
    assert people(clinic) == [("Siti Aminah", "present")]


def test_it_may_be_kept_by_nobody_and_is_not_found_by_searching(phone, page):
    answer = phone.get(address(page))
    assert (answer.headers["X-Robots-Tag"], "no-store" in answer.headers["Cache-Control"]) == ("noindex", True)


def test_who_did_it_stands_in_the_history(phone, clinic, page):
    fill_in(phone, page, **SITI)
    assert event_model(clinic.attendances.model).objects.get().pgh_context["name"] == "Sistem"


def test_it_costs_as_many_statements_with_many_on_the_list(phone, clinic, page, regions):
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
