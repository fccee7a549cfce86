"""The page of charts: approvals against the plan, time per step, decisions by province."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ssk_portal.milestones.models import Deadline
from ssk_portal.reporting.pace import Scope, Year, running, spreads_of, year_of
from tests.reporting import stage

pytestmark = pytest.mark.django_db
CHARTS = reverse("reporting:board_charts")
NOON = "T03:00:00+00:00"


@pytest.fixture
def worked(cast, freezer_at):
    """In 2026: Tabalong (cohort 2023) M1 approved in February, Hulu Sungai Tengah (cohort 2024) M1 in March; Gunung Mas' M1 is historical."""
    made = stage.scheme()
    with freezer_at(f"2026-01-05{NOON}"):
        tabalong, hst, gumas = (stage.assist(cast[name].region, made, year=year) for name, year in (("tabalong", 2023), ("hst", 2024), ("gumas", 2023)))
    with freezer_at(f"2026-01-15{NOON}"):
        first = stage.submit(tabalong[0], by=cast["tabalong"])
    with freezer_at(f"2026-01-18{NOON}"):
        first = stage.decide(first, "begin", by=cast["kalsel"])
    with freezer_at(f"2026-01-20{NOON}"):
        first = stage.decide(first, "send_back", by=cast["kalsel"], note="Perbaiki")
    with freezer_at(f"2026-01-27{NOON}"):
        first = stage.submit(first, by=cast["tabalong"])
    with freezer_at(f"2026-02-03{NOON}"):
        stage.decide(first, "approve", by=cast["kalsel"])
        other = stage.submit(hst[0], by=cast["hst"])
        stage.decide(gumas[0], "record_historical", by=cast["kalteng"], note="Laporan 2023")
    with freezer_at(f"2026-03-04{NOON}"):
        stage.decide(other, "approve", by=cast["kalsel"])
    return tabalong


def deadline(region, number, submit_by, *, cohort=2023, planned=None, reason=""):
    return Deadline.objects.create(cohort_year=cohort, number=number, region=region, submit_by=submit_by, review_by=submit_by, planned=planned, reason=reason)


def drawn(page) -> list:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg viewBox=\"0 0 \d{3} \d{3}\".*?</svg>", page.content.decode(), re.DOTALL)]  # noqa: S314 - our own page


def sheet(client, name, **asked) -> list[list[str]]:
    answer = client.get(CHARTS, {"ekspor": "csv", "tabel": name, **asked})
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_approvals_of_the_year(worked, regions):
    found = year_of(Scope(2026))
    assert found == Year(2026, {date(2026, 2, 3): 1, date(2026, 3, 4): 1}, {})
    assert [row[1:3] for row in found.months(date(2026, 3, 10))] == [(0, 0), (1, 1), (1, 2), *[(None, None)] * 9]


@pytest.mark.parametrize(
    ("scope", "approved"),
    [({"cohort": 2024}, [date(2026, 3, 4)]), ({"province": "62"}, []), ({"province": "63", "cohort": 2023}, [date(2026, 2, 3)]), ({"year": 2025}, [])],
)
def test_of_a_cohort_a_province_a_year(worked, regions, scope, approved):
    province = scope.pop("province", None)
    found = year_of(Scope(**({"year": 2026, "province": province and regions[province].pk} | scope)))
    assert list(found.approved) == approved


def test_what_was_reopened_does_not_count_any_more(worked, cast):
    first = worked[0]
    first.refresh_from_db()
    stage.decide(first, "reopen", by=cast["kalsel"], note="Salah berkas")
    assert year_of(Scope(2026)).approved == {date(2026, 3, 4): 1}


def test_the_plan_is_the_countrys_unless_the_province_set_other_dates(worked, regions):
    deadline(regions["ID"], 1, date(2026, 4, 1))
    deadline(regions["ID"], 2, date(2026, 8, 31), planned=date(2026, 8, 1))
    deadline(regions["63"], 2, date(2026, 9, 30), planned=date(2026, 9, 1), reason="Banjir")
    # M1 of Tabalong (Gunung Mas' is historical), M2 of Gunung Mas by the country, of Tabalong by its province.
    assert year_of(Scope(2026)).planned == {date(2026, 4, 1): 1, date(2026, 8, 1): 1, date(2026, 9, 1): 1}
    assert year_of(Scope(2026, province=regions["62"].pk)).planned == {date(2026, 8, 1): 1}
    assert year_of(Scope(2026, cohort=2024)).planned == {}


def test_who_has_left_is_not_expected_any_more(worked, regions):
    deadline(regions["63"], 2, date(2026, 9, 1), reason="Banjir")
    deadline(regions["63"], 3, date(2026, 11, 1), reason="Banjir")
    assistance = worked[0].assistance
    assistance.left_on, assistance.left_reason = date(2026, 10, 1), "Mundur"
    assistance.save()
    assert year_of(Scope(2026)).planned == {date(2026, 9, 1): 1}


def test_days_add_up():
    days = {date(2026, 3, 4): 2, date(2026, 2, 3): 1, date(2026, 12, 1): 5}
    assert list(running(days, date(2026, 3, 10))) == [(date(2026, 1, 1), 0), (date(2026, 2, 3), 1), (date(2026, 3, 4), 3), (date(2026, 3, 10), 3)]
    assert list(running({}, date(2026, 1, 1))) == [(date(2026, 1, 1), 0), (date(2026, 1, 1), 0)]


def test_time_per_step(worked, django_db_blocker):
    found = {(one.period.value, one.number): (one.count, one.middle, one.longest) for one in spreads_of(Scope(2026))}
    # Waiting: 3 days until it was begun, 7 and 29 until it was decided without that. The drafts' first day is the day the row was made: now.
    assert {key: figures for key, figures in found.items() if key[0] != "fill"} == {("wait", 1): (3, 7, 29), ("review", 1): (1, 2, 2), ("mend", 1): (1, 7, 7)}


def test_the_spread_holds_the_middle_half(worked):
    [wait] = [one for one in spreads_of(Scope(2026)) if one.period == "wait"]
    assert (wait.low, wait.high) == (5, 18)


def test_filling_in_begins_with_the_draft(cast, freezer_at):
    [first, *_rest] = stage.assist(cast["tabalong"].region, stage.scheme())
    later = date.today() + timedelta(days=365)
    with freezer_at(f"{later:%Y-%m-%d}{NOON}"):
        stage.submit(first, by=cast["tabalong"])
    [fill] = spreads_of(Scope(later.year))
    assert (fill.period, fill.number, fill.count) == ("fill", 1, 1)
    assert 364 <= fill.middle <= 366


def test_the_page_draws_what_there_is(login, worked, regions, freezer_at):
    deadline(regions["ID"], 2, date(2026, 8, 1))
    with freezer_at(f"2026-06-11{NOON}"):
        page = login("pusat").get(CHARTS)
    year, *paces = drawn(page)
    assert [year.find("title").text, year.find("desc").text] == [
        "Jumlah kumulatif persetujuan tahun 2026 terhadap rencana",
        "2 persetujuan sampai 11 Juni 2026. 2 direncanakan untuk sepanjang tahun. Tabel memuat angka per bulan.",
    ]
    assert {path.get("class") for path in year.iter("path")} == {"axis", "grid", "line", "target"}
    assert [picture.find("title").text for picture in paces] == ["Menunggu pemeriksaan: hari per milestone", "Pemeriksaan: hari per milestone", "Perbaikan: hari per milestone"]


def test_without_deadlines_there_is_no_plan(login, worked, freezer_at):
    with freezer_at(f"2026-06-11{NOON}"):
        page = login("kalsel").get(CHARTS)
    [year, *_paces] = drawn(page)
    assert "Tidak ada rencana" in year.find("desc").text
    assert [path for path in year.iter("path") if path.get("class") == "target"] == []
    assert "Tidak ada rencana: tidak ada tenggat pada tahun ini." in page.content.decode()


def test_what_is_done_on_the_same_day_is_told_and_not_drawn(login, cast, freezer_at):
    with freezer_at(f"2026-01-05{NOON}"):
        first, *_others = stage.assist(cast["tabalong"].region, stage.scheme(), year=2023)
        stage.decide(stage.submit(first, by=cast["tabalong"]), "approve", by=cast["kalsel"])
        page = login("kalsel").get(CHARTS)
    assert len(drawn(page)) == 1
    assert "Umumnya selesai pada hari yang sama: Menunggu pemeriksaan." in page.content.decode()
    assert "Tinggi batang ialah median" not in page.content.decode()


def test_nothing_to_draw(login, regions):
    page = login("kalsel").get(CHARTS)
    assert drawn(page) == []
    words = page.content.decode()
    assert [word in words for word in ("Tidak ada yang disetujui maupun direncanakan", "Belum ada langkah pada tahun ini", "belum ada keputusan")] == [True] * 3


def test_a_provinces_value_beside_the_countrys(login, worked, freezer_at):
    with freezer_at(f"2026-06-11{NOON}"):
        rows = sheet(login("kalsel"), "provinsi")
    # 5, 7 and 29 days
    assert rows == [
        ["Wilayah", "Keputusan", "Dikembalikan", "Dikembalikan (%)", "Median hari pemeriksaan"],
        ["Indonesia", "3", "1", "33", "7"],
        ["Provinsi Kalimantan Selatan", "3", "1", "33", "7"],
    ]


def test_the_tables_as_files(login, worked, freezer_at):
    with freezer_at(f"2026-03-11{NOON}"):
        client = login("pusat")
        months, steps = sheet(client, "persetujuan", angkatan="2023"), sheet(client, "langkah")
    assert months[:4] == [
        ["Bulan", "Disetujui", "Disetujui, kumulatif", "Direncanakan", "Direncanakan, kumulatif"],
        ["2026-01", "0", "0", "0", "0"],
        ["2026-02", "1", "1", "0", "0"],
        ["2026-03", "0", "1", "0", "0"],
    ]
    assert ["Menunggu pemeriksaan", "M1", "3", "5", "7", "18", "29"] in steps


def test_a_province_looks_at_itself_only(login, worked, regions, freezer_at):
    with freezer_at(f"2026-06-11{NOON}"):
        page = login("kalteng").get(CHARTS, {"provinsi": regions["63"].pk}).content.decode()
    assert "Grafik Provinsi Kalimantan Tengah" in page
    assert "Kalimantan Selatan" not in page


def test_the_centre_looks_at_a_province(login, worked, regions, freezer_at):
    with freezer_at(f"2026-06-11{NOON}"):
        page = login("pusat").get(CHARTS, {"provinsi": regions["62"].pk}).content.decode()
    assert "Grafik Provinsi Kalimantan Tengah" in page
    assert f'href="{reverse("reporting:board_province", args=["62"])}"' in page


@pytest.mark.parametrize(
    "asked",
    [
        {"tahun": "x"},
        {"tahun": "0001"},
        {"tahun": "9999"},
        {"angkatan": "²⁰²³"},
        {"provinsi": "9" * 30},
        {"ekspor": "xlsx", "tabel": "semua"},
        {"tahun": "٢٠٢٦"},
    ],
)
def test_senseless_input_is_left_aside(login, worked, asked):
    assert login("pusat").get(CHARTS, asked).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("tabalong", 403), ("pembaca_tabalong", 403), ("pembaca_kalsel", 200), ("pembaca", 200), ("admin", 200)])
def test_who_sees_it(login, regions, who, status):
    assert login(who).get(CHARTS).status_code == status


def test_the_board_leads_to_it(login, regions):
    assert f'href="{CHARTS}?provinsi={regions["63"].pk}"' in login("kalsel").get(reverse("reporting:board")).content.decode()
