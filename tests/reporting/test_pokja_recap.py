"""The recap of the Pokja: of a province by regency and city, of the country by province."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ssk_portal.accounts.models import User
from ssk_portal.audit.timeline import event_model
from ssk_portal.pokja.composition import composition
from ssk_portal.pokja.models import AgencyAbsence, Decree, DecreeStatus, ExpectedAgency, Member, Pokja, Position, Rank
from ssk_portal.pokja.overview import overviews
from ssk_portal.pokja.published import load_expected
from ssk_portal.regions.models import Region
from tests.pokja import factories

pytestmark = pytest.mark.django_db
COUNTRY = reverse("reporting:pokja_recap_country")
KALSEL = reverse("reporting:pokja_recap", args=["63"])
COMPULSORY = ("Kepala Bappeda", "Kepala Dinas PUPR", "Kepala DLH", "Kepala Dinas Kesehatan", "Kepala DPMD")


@pytest.fixture(autouse=True)
def expected(regions):
    load_expected(json.loads((settings.BASE_DIR / "fixtures" / "expected_agencies.json").read_text()), by=User.objects.system())


@pytest.fixture
def tabalong(cast, regions):
    """Tabalong: a decree in force, five seats of which two are filled, village empowerment missing."""
    group = factories.pokja(regions["63.09"])
    decree = factories.decree(group)
    seats = [factories.position(group, Rank.MEMBER, office=office, decree=decree) for office in (*COMPULSORY[:4], "Sekretaris Daerah")]
    for seat in seats[:2]:
        factories.member(seat)
    return group


def row_of(page, code):
    """The cells of one region as text."""
    rows = re.split(r"<tr[^>]*>", page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0])
    row = next(row for row in rows if f"/wilayah/{code}/" in row or f"/rekap-pokja/{code}/" in row)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split(r"<t[dh][^>]*>", row)[1:]]


def sheet_of(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))


class TestProvince:
    def test_a_line_tells_decree_seats_and_what_is_missing(self, login, tabalong):
        cells = row_of(login("kalsel").get(KALSEL), "63.09")
        assert cells[:6] == [
            "Kabupaten Tabalong", "Pokja PKP Kabupaten Tabalong", "berlaku", "31 Desember 2099", "2/5", "Pemberdayaan masyarakat dan desa dan 6 yang dianjurkan",
        ]  # fmt: skip
        assert re.fullmatch(r"\d+ \w+ \d{4}", cells[6])

    def test_a_district_without_any_is_shown_as_such(self, login, tabalong):
        assert row_of(login("kalsel").get(KALSEL), "63.07") == ["Kabupaten Hulu Sungai Tengah", "belum ada Pokja", "–", "–", "–", "–", "–"]

    def test_each_name_leads_to_its_page(self, login, tabalong):
        page = login("kalsel").get(KALSEL).content.decode()
        assert (f'href="{tabalong.get_absolute_url()}"' in page, 'href="/wilayah/63.07/"' in page) == (True, True)

    def test_published_seats_without_names_are_not_called_empty(self, login, regions):
        group = factories.pokja(regions["63.09"], reference="uji")
        factories.position(group, Rank.MEMBER, institution_as_written="Dinas Kesehatan")
        page = login("kalsel").get(KALSEL)
        assert row_of(page, "63.09")[4] == "–/1"
        assert "publikasinya tidak menyebut nama anggota" in page.content.decode()

    @pytest.mark.parametrize(
        ("who", "status"),
        [("tabalong", 403), ("pembaca_tabalong", 403), ("kalteng", 404), ("kalsel", 200), ("pembaca_kalsel", 200), ("admin_kalsel", 200), ("pusat", 200), ("pembaca", 200)],
    )
    def test_who_sees_it(self, login, tabalong, who, status):
        assert login(who).get(KALSEL).status_code == status

    def test_a_province_is_led_to_its_own(self, login, tabalong):
        page = login("kalsel").get(COUNTRY)
        assert (page.context["region"].code, "Gunung Mas" in page.content.decode()) == ("63", False)

    @pytest.mark.parametrize(("state", "codes"), [("in_force", ["63.09"]), ("no_pokja", ["63", "63.07"]), ("expired", []), ("'; drop", ["63", "63.07", "63.09"])])
    def test_it_filters_by_state(self, login, tabalong, state, codes):
        page = login("kalsel").get(KALSEL, {"status": state})
        assert [row.record.region.code for row in page.context["table"].rows] == codes
        assert ("Tidak ada kabupaten/kota yang sesuai" in page.content.decode()) == (codes == [])

    @pytest.mark.parametrize("column", ["region", "pokja", "state", "ends", "filled", "missing", "changed_at"])
    def test_each_column_sorts_both_ways(self, login, tabalong, regions, column):
        factories.pokja(regions["63.07"])
        client = login("kalsel")
        up, down = ([row.record.region.code for row in client.get(KALSEL, {"sort": sign + column}).context["table"].rows] for sign in ("", "-"))
        assert up != down
        assert sorted(up) == sorted(down) == ["63", "63.07", "63.09"]

    def test_the_file_holds_what_is_seen(self, login, tabalong):
        rows = sheet_of(login("kalsel").get(KALSEL, {"ekspor": "csv", "status": "in_force"}))
        assert rows[0] == [
            "Kode", "Wilayah", "Pokja", "Status SK", "Berlaku sampai", "Kedudukan", "Kedudukan terisi",
            "Lembaga belum terwakili (wajib)", "Lembaga belum terwakili (dianjurkan)", "Perubahan terakhir",
        ]  # fmt: skip
        assert rows[1][:8] == ["63.09", "Kabupaten Tabalong", "Pokja PKP Kabupaten Tabalong", "berlaku", "2099-12-31", "5", "2", "Pemberdayaan masyarakat dan desa"]
        assert len(rows) == 2

    def test_names_are_escaped(self, login, tabalong):
        Pokja.objects.update(name="<b>Pokja</b>")
        ExpectedAgency.objects.filter(code="pemberdayaan-desa").update(name_id="<i>Desa</i>")
        page = login("kalsel").get(KALSEL).content.decode()
        assert ("&lt;b&gt;Pokja" in page, "&lt;i&gt;Desa" in page, "<b>Pokja" in page, "<i>Desa" in page) == (True, True, False, False)

    @pytest.mark.parametrize("part", [Pokja, Decree, Position, Member])
    def test_a_change_of_any_part_is_the_last_change(self, login, tabalong, part):
        changed_later(part)
        (line,) = lines_of("63.09")
        assert line.changed_at.year == 2098
        assert row_of(login("kalsel").get(KALSEL), "63.09")[6].startswith("1 Februari 2098")

    def test_it_costs_as_many_statements_with_ten_times_the_pokja(self, login, tabalong, django_assert_max_num_queries):
        client = login("kalsel")
        client.get(KALSEL)
        with django_assert_max_num_queries(6) as few:
            client.get(KALSEL)
        province = Region.objects.get(code="63")
        for number in range(36):
            district = Region.objects.create(code=f"63.{number + 20}", level="district", kind="kota", name=f"Uji {number}", parent=province, province=province)
            group = factories.pokja(district)
            factories.member(factories.position(group, Rank.MEMBER, decree=factories.decree(group), office="Kepala Bappeda"))
        with django_assert_max_num_queries(6) as many:
            page = client.get(KALSEL)
        assert (len(few), len(page.context["table"].rows)) == (len(many), 39)


def changed_later(part):
    """The newest event of one kind of rows, once more in 2098: the history tells the database's own time."""
    events = event_model(part)
    columns = [field.column for field in events._meta.concrete_fields if field.column not in ("pgh_id", "pgh_created_at")]
    listed = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {events._meta.db_table} (pgh_created_at, {listed}) SELECT '2098-02-01 03:00+00', {listed} FROM {events._meta.db_table} LIMIT 1")


def lines_of(code):
    user = User.objects.get(username="pusat")
    return overviews([Region.objects.get(code=code)], user, timezone.localdate())


class TestOneRule:
    """The recap and the page of a Pokja say the same of it."""

    def test_what_is_missing(self, login, cast, tabalong):
        Position.objects.filter(office="Kepala DLH").update(counts_as=["hukum"])
        AgencyAbsence.objects.create(pokja=tabalong, agency=ExpectedAgency.objects.get(code="keuangan"), reason="Tidak ada", set_by=cast["admin"])
        linked = factories.institution(tabalong.region, "Kantor Bersama", counts_as=["pendidikan"])
        factories.position(tabalong, Rank.MEMBER, institution=linked, decree=tabalong.decrees.get())
        (line,) = lines_of("63.09")
        told = composition(tabalong)
        assert [list(line.missing), list(line.advised)] == [told.missing, told.advised]
        assert [agency.code for agency in line.missing] == ["lingkungan-hidup", "pemberdayaan-desa"]

    def test_the_seats_of_an_earlier_decree_do_not_count(self, login, tabalong):
        old = factories.decree(tabalong, number="1", date=date(2020, 1, 1), valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
        factories.position(tabalong, Rank.MEMBER, decree=old, office="Kepala DPMD")
        (line,) = lines_of("63.09")
        assert (line.seats, [agency.code for agency in line.missing]) == (5, ["pemberdayaan-desa"])
        assert composition(tabalong).missing == list(line.missing)

    def test_a_decree_that_has_not_begun_is_told_as_such(self, login, regions, cast):
        group = factories.pokja(regions["63.09"])
        factories.decree(group, date=date(2098, 1, 1), valid_from=date(2098, 1, 1))
        (line,) = lines_of("63.09")
        assert (line.state, group.newest_decree.status) == (DecreeStatus.NOT_YET, DecreeStatus.NOT_YET)


class TestCountry:
    def test_a_line_sums_up_a_province(self, login, tabalong, regions):
        factories.decree(factories.pokja(regions["62.10"]), valid_to=date(2024, 12, 31))
        page = login("pusat").get(COUNTRY)
        heads = [re.sub(r"<[^>]+>", "", head) for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page.content.decode())]
        assert heads == ["Provinsi", "Kabupaten/kota", "Tanpa Pokja", "SK: Berlaku", "SK: Berakhir", "Kedudukan terisi", "Lembaga wajib belum terwakili"]
        assert row_of(page, "63") == ["Kalimantan Selatan", "2", "1", "1", "0", "2/5", "1"]
        assert row_of(page, "62") == ["Kalimantan Tengah", "1", "0", "0", "1", "–", "5"]
        assert (page.context["total"]["districts"], page.context["total"]["without"], page.context["total"]["missing"]) == (3, 1, 6)

    def test_two_pokja_of_one_district_are_one_district(self, login, tabalong, regions):
        factories.pokja(regions["63.09"], "Pokja AMPL")
        assert row_of(login("pusat").get(COUNTRY), "63")[1:3] == ["2", "1"]

    def test_it_leads_to_the_province(self, login, tabalong):
        assert f'href="{KALSEL}"' in login("pusat").get(COUNTRY).content.decode()

    def test_the_file_has_every_state(self, login, tabalong):
        rows = sheet_of(login("pembaca").get(COUNTRY, {"ekspor": "csv"}))
        assert len(rows[0]) == 15
        assert rows[2][:5] == ["63", "Kalimantan Selatan", "2", "1", "1"]

    def test_it_speaks_english(self, login, tabalong):
        client = login("pusat")
        client.cookies["django_language"] = "en"
        assert "Recap of the Pokja" in client.get(COUNTRY).content.decode()

    def test_it_costs_as_many_statements_with_more_pokja(self, login, tabalong, regions, django_assert_max_num_queries):
        client = login("pusat")
        client.get(COUNTRY)
        with django_assert_max_num_queries(5) as few:
            client.get(COUNTRY)
        for code in ("63.07", "62.10"):
            group = factories.pokja(regions[code])
            factories.member(factories.position(group, decree=factories.decree(group)))
        with django_assert_max_num_queries(5) as many:
            client.get(COUNTRY)
        assert len(few) == len(many)
