"""The recap of the coaching clinics: a province's year on one page, the country's, a district over the years."""

import csv
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from ssk_portal.clinics.models import Agreement, Participation
from ssk_portal.clinics.standing import Standing
from ssk_portal.regions.models import Kind, Level, Region
from ssk_portal.reporting import clinic_recap as recap
from tests.clinics import factories
from tests.clinics.test_standing import report

OWN = reverse("reporting:clinic_recap")
NOW = "2026-11-26T03:00:00+00:00"


def of(code, year=2026):
    return reverse("reporting:clinic_recap_region", args=[code]) + f"?tahun={year}"


@pytest.fixture(autouse=True)
def today():
    with freeze_time(NOW, tick=True):
        yield


@pytest.fixture
def year(cast, regions):
    """2026 in Kalimantan Selatan: CC1 reported, CC3 held by one event for both at different numbers, CC4 late, CC5 planned."""
    factories.schemes()
    now = {"programme_year": 2026}
    first = factories.clinic("63", "63.09", "63.07", title="CC1", clinic_numbers=[1], date_start=date(2026, 2, 3), date_end=date(2026, 2, 4), **now)
    third = factories.clinic("63", "63.09", "63.07", title="CC3 dan CC7", clinic_numbers=[3, 7], date_start=date(2026, 11, 20), **now)
    Participation.objects.filter(clinic=third, district=regions["63.09"]).update(clinic_numbers=[3])
    Participation.objects.filter(clinic=third, district=regions["63.07"]).update(clinic_numbers=[7])
    factories.clinic("63.09", "63.09", title="CC4", clinic_numbers=[4], planned_start=date(2026, 11, 24), **now)
    factories.clinic("63.09", "63.09", title="CC5", clinic_numbers=[5], planned_start=date(2026, 12, 1), **now)
    factories.clinic("63.09", "63.09", title="Kick-off", kind="kick_off", clinic_numbers=[], date_start=date(2026, 1, 5), **now)
    factories.clinic("63", "63.09", title="CC1 lama", clinic_numbers=[1], date_start=date(2025, 3, 3), programme_year=2025)
    named = factories.clinic("63", title="Dirujuk", clinic_numbers=[2], date_start=date(2026, 3, 3), **now)
    Participation.objects.create(clinic=named, district=regions["63.09"], name="Tabalong", kind="kabupaten", role="reference")
    agreed = {"clinic": first, "district": regions["63.09"]}
    Agreement.objects.create(**agreed, text="Ditepati", state="kept", evidence="SK")
    Agreement.objects.create(**agreed, text="Terlambat", due=date(2026, 11, 1))
    Agreement.objects.create(**agreed, text="Berjalan", due=date(2026, 12, 24), state="in_work")
    Agreement.objects.create(**agreed, text="Batal", state="cancelled", reason="Digabung")
    report(first, "approved", cast)
    return first


def lines(user, region, year=2026):
    return {line.district.code: line for line in recap.lines_of(region, user, year)}


def test_each_district_by_its_own_number(cast, regions, year):
    found = lines(cast["kalsel"], regions["63"])
    assert {code: {number: line.shown(number).standing for number in line.cells} for code, line in found.items()} == {
        "63.07": {1: Standing.APPROVED, 7: Standing.HELD},
        "63.09": {1: Standing.APPROVED, 3: Standing.HELD, 4: Standing.LATE, 5: Standing.PLANNED, None: Standing.REPORT_LATE},
    }


def test_the_sums(cast, regions, year):
    tabalong = lines(cast["kalsel"], regions["63"])["63.09"]
    assert tabalong.counted == {"planned": 1, "held": 2, "reported": 1, "late": 1}
    assert tabalong.agreed == recap.Agreed(total=3, kept=1, open=2, late=1)


def test_what_names_no_district_counts_for_all_that_took_part(cast, regions):
    third = factories.clinic("63", "63.09", "63.07", title="CC3", clinic_numbers=[3], programme_year=2026)
    Participation.objects.create(clinic=third, district=regions["63.07"], name="HST", kind="kabupaten")  # named twice, counts once
    Participation.objects.create(clinic=third, district=regions["62.10"], name="Katingan", kind="kabupaten", role="reference")
    Agreement.objects.create(clinic=third, text="Semua", state="kept", evidence="SK")
    Agreement.objects.create(clinic=third, text="Tabalong", district=regions["63.09"])
    found = lines(cast["kalsel"], regions["63"])
    assert (found["63.07"].agreed, found["63.09"].agreed) == (recap.Agreed(total=1, kept=1), recap.Agreed(total=2, kept=1, open=1))
    assert {code for code, line in lines(cast["pusat"], regions["ID"]).items() if line.agreed.total} == {"63.07", "63.09"}


def test_the_page_of_a_province(login, year):
    page = login("kalsel").get(OWN)
    assert page.context["year"] == 2026
    assert [column[0] for column in page.context["columns"]] == [1, 2, 3, 4, 5, 6, 7]
    assert [(str(label), count) for label, count in page.context["counts"]] == [("direncanakan", 1), ("dilaksanakan", 4), ("dilaporkan", 2), ("terlambat", 1)]
    assert f'<td class="s-approved"><a href="{year.get_absolute_url()}">laporan disetujui<i>3 Feb 2026</i></a></td>' in page.content.decode()


def test_another_year(login, year):
    page = login("kalsel").get(of("63", 2025))
    assert page.context["years"] == [2026, 2025]
    assert [(str(label), count) for label, count in page.context["counts"]] == [("direncanakan", 0), ("dilaksanakan", 1), ("dilaporkan", 0), ("terlambat", 1)]


def test_the_scheme_of_that_year_gives_the_columns(login, year):
    page = login("kalsel").get(of("63", 2019))
    assert "Belum ada kabupaten/kota di Provinsi Kalimantan Selatan yang memiliki kegiatan pada tahun 2019." in page.content.decode()
    assert list(recap.clinics_of(2019)) == [1, 2, 3]


@pytest.mark.parametrize("asked", ["", "abc", "99999", "0000", "²⁰²⁶", "-2026"])
def test_a_year_that_is_none(login, year, asked):
    page = login("kalsel").get(OWN, {"tahun": asked})
    assert (page.status_code, page.context["year"]) == (200, 2026)


def test_several_for_one_clinic_lead_to_the_list(login, cast, regions, year):
    factories.clinic("63.09", "63.09", title="CC1 ulang", clinic_numbers=[1], planned_start=date(2026, 12, 20), programme_year=2026)
    page = login("kalsel").get(OWN)
    _line, cells = next(row for row in page.context["rows"] if row[0].district.code == "63.09")
    assert (cells[0]["event"].standing, cells[0]["more"]) == (Standing.APPROVED, 1)
    titles = [row.record.title for row in login("kalsel").get(cells[0]["url"]).context["table"].rows]
    assert sorted(titles) == ["CC1", "CC1 ulang"]


def test_the_country_by_province(login, year):
    page = login("pusat").get(OWN)
    rows = [(row.province.code, row.districts, row.taking_part, [count for _label, count in counts], row.agreed.late) for row, counts in page.context["rows"]]
    assert rows == [("62", 1, 0, [0, 0, 0, 0], 0), ("63", 2, 2, [1, 4, 2, 1], 1)]
    assert reverse("reporting:clinic_recap_region", args=["63"]) in page.content.decode()


def test_a_district_over_the_years(login, year):
    page = login("tabalong").get(OWN)
    assert [(event.title, numbers, event.standing) for event, numbers, _url in page.context["rows"]] == [
        ("CC5", "CC 5", Standing.PLANNED),
        ("CC4", "CC 4", Standing.LATE),
        ("CC3 dan CC7", "CC 3", Standing.HELD),
        ("CC1", "CC 1", Standing.APPROVED),
        ("Kick-off", "", Standing.REPORT_LATE),
        ("CC1 lama", "CC 1", Standing.REPORT_LATE),
    ]
    assert page.context["agreed"] == recap.Agreed(total=3, kept=1, open=2, late=1)
    assert "3 Februari 2026 – 4 Februari 2026" in page.content.decode()


def test_the_district_page_tells_it_too(login, year):
    page = login("tabalong").get(reverse("reporting:region_detail", args=["63.09"])).content.decode()
    assert "1 dari 3 ditepati" in page
    assert "laporan disetujui" in page
    assert reverse("reporting:clinic_recap_region", args=["63.09"]) in page


def test_neighbours_see_nothing_of_it(login, year):
    assert {name: login(name).get(of("63.09")).status_code for name in ("hst", "gumas", "kalteng", "kalsel", "pembaca")} == {
        "hst": 404, "gumas": 404, "kalteng": 404, "kalsel": 200, "pembaca": 200,
    }  # fmt: skip
    assert login("tabalong").get(of("63")).status_code == 404


@pytest.mark.parametrize("who", ["kalsel", "pusat", "tabalong"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_as_a_file(login, year, who, kind):
    answer = login(who).get(f"{OWN}?tahun=2026&ekspor={kind}")
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if (who, kind) == ("kalsel", "csv"):
        rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
        assert rows[0][:4] == ["Kode", "Kabupaten/kota", "CC 1 Status", "CC 1 Tanggal"]
        assert rows[2][:4] == ["63.09", "Kabupaten Tabalong", "laporan disetujui", "3 Februari 2026 – 4 Februari 2026"]
        assert rows[2][-5:] == ["Kick-off", "3", "1", "2", "1"]


def test_a_province_of_38_costs_no_more_statements(login, regions, year):
    client = login("kalsel")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(OWN).status_code == 200
        return len(queries)

    cost()  # signing in
    before = cost()
    for number in range(10, 46):
        code = f"63.{number + 30}"
        Region.objects.create(code=code, level=Level.DISTRICT, kind=Kind.REGENCY, name=f"Uji {number}", parent=regions["63"], province=regions["63"])
        factories.clinic(code, code, clinic_numbers=[number % 7 + 1], date_start=date(2026, 5, 5), programme_year=2026)
    assert cost() == before <= 8
