"""Where an official hesitated: the way on from an event whose day has passed, and from the pages that delete."""

from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Clinic, ClinicReport
from tests.clinics import factories
from tests.clinics.pages import CREATE, typed, url
from tests.clinics.reports import page_of

pytestmark = pytest.mark.usefixtures("schemes")
NOON = "2024-03-05T04:00:00+00:00"
PASSED = "Hari yang direncanakan sudah lewat."


@pytest.fixture
def passed(regions, freezer_at):
    """Planned by Tabalong for the day before, and nobody has said that it was held."""
    with freezer_at(NOON):
        yield factories.clinic("63.09", "63.09", planned_start=date(2024, 3, 4), title="CC 2 Tabalong")


@pytest.mark.parametrize("screen", ["clinics:clinic_detail", "clinics:report_detail"])
@pytest.mark.parametrize(("who", "told"), [("tabalong", True), ("pembaca_tabalong", False)])
def test_an_event_whose_day_has_passed_names_the_ways_on_to_who_may_take_them(login, passed, screen, who, told):
    text = login(who).get(reverse(screen, args=[passed.pk])).content.decode()
    ways = [f'{url("update", passed)}#id_date_start"', f'{url("update", passed)}#id_planned_start"', PASSED]
    assert [way in text for way in ways] == [told] * 3


@pytest.mark.parametrize("fields", [{"date_start": date(2024, 3, 4)}, {"planned_start": date(2024, 3, 6)}, {"cancelled": "banjir"}])
def test_held_to_come_or_called_off_has_no_such_line(login, passed, fields):
    Clinic.objects.filter(pk=passed.pk).update(**fields)
    assert PASSED not in login("tabalong").get(url("detail", passed)).content.decode()


def test_a_district_is_not_sent_to_add_itself(login, regions):
    answer = login("tabalong").post(CREATE, typed(regions["63.09"]), follow=True).content.decode()
    assert "Kegiatan telah disimpan. Hal yang masih kurang tercantum di bawah." in answer
    answer = login("kalsel").post(CREATE, typed(regions["63"]), follow=True).content.decode()
    assert "Selanjutnya, tambahkan kabupaten/kota peserta." in answer


def test_the_report_of_a_published_event_is_not_dated_by_the_day_on_which_it_was_taken_in(login, regions):
    clinic = factories.clinic("63", date_start=date(2023, 3, 9), source="https://example.org")
    ClinicReport.objects.create(clinic=clinic, state="published")
    head = login("kalsel").get(page_of(clinic)).content.decode().partition('<div class="page-body')[0]
    assert "dari publikasi" in head
    assert "sejak" not in head


def test_what_is_deleted_is_named_as_its_pages_name_it(login, regions):
    clinic = factories.clinic("63", title="Kick-off 2023", kind="kick_off")
    quoted = clinic.quoted.create(region_as_written="Kalsel", indicator_as_written="air minum", value=77, kind="target")
    browser = login("kalsel")
    whole, part = (browser.get(reverse(f"clinics:{name}_delete", args=[row.pk])).content.decode() for name, row in (("clinic", clinic), ("quotedfigure", quoted)))
    assert "Hapus kegiatan" in whole
    assert "beserta semua bagiannya" in whole
    assert "beserta semua bagiannya" not in part
    assert f'<a href="{clinic.get_absolute_url()}">Kick-off 2023</a>' in part.partition("<h1")[0]
