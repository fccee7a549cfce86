"""The brief for the head of a district: what it tells, what it asks, and that its paper is one sheet."""

from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Agreement
from ssk_portal.indicators.models import DefinitionChange, Indicator, Unit
from ssk_portal.indicators.published import load_reference
from ssk_portal.milestones.models import Assistance, Deadline, Milestone, ReportedStatus
from ssk_portal.pokja.models import Decree, Pokja, Rank
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Kind, Region
from ssk_portal.reporting.brief.parts import short
from tests.clinics.factories import clinic
from tests.common.test_pdf import text_of
from tests.indicators.factories import achievement, target
from tests.pokja import factories as groups
from tests.reporting import stage
from tests.words import plain

pytestmark = pytest.mark.django_db
PAGE = reverse("reporting:region_brief", args=["63.09"])
NO_DECREE = "Menetapkan SK Pokja, atau mencatatkan SK yang sudah ada"
PAPER = reverse("reporting:region_brief_print", args=["63.09"])


@pytest.fixture
def tabalong(cast):
    return cast["tabalong"].region


@pytest.fixture
def today(tabalong):
    return today_in(tabalong)


@pytest.fixture
def approved(cast):
    """The steps by which a figure of Tabalong comes to count."""
    return [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]


@pytest.mark.parametrize(
    ("text", "shown"), [("Susun  Perbup", "Susun Perbup"), ("Susun rancangan Perbup", "Susun rancangan…"), ("A" * 30, "A" * 17 + "…"), ("Ya " + "A" * 30, "Ya " + "A" * 14 + "…")]
)
def test_a_long_text_is_cut_behind_a_word(text, shown):
    assert short(text, 18) == shown


def brief_of(client):
    return client.get(PAGE).context["brief"]


def asked(client) -> list[str]:
    return [line.text for line in brief_of(client).asked.lines]


def paper_of(client) -> tuple[int, str]:
    """How many pages the paper has, and what stands on it."""
    answer = client.get(PAPER)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.content)
    count = len(document)
    document.close()
    return count, plain(" ".join(text_of(answer.content).split()))


def led(region, *, valid_to, **fields) -> Pokja:
    """A Pokja with a decree to that day, and with who leads it."""
    pokja = Pokja.objects.create(region=region, name="Pokja PKP Kabupaten Tabalong")
    decree = Decree.objects.create(pokja=pokja, kind="bupati", number="188.45/7/2024", date="2024-01-02", valid_to=valid_to)
    groups.member(groups.position(pokja, Rank.CHAIR, decree=decree, office="Sekretaris Daerah", **fields), "Dr. H. Umar", post="Sekretaris Daerah")
    return pokja


class TestEmpty:
    def test_a_district_of_which_nothing_is_known_says_so(self, login):
        client = login("tabalong")
        assert asked(client) == []
        page = client.get(PAGE).content.decode()
        for told in ("belum pernah didampingi", "Belum ada Pokja yang dicatat.", "Tidak ada kesepakatan coaching clinic", "Belum ada angka yang dipublikasikan"):
            assert told in page
        count, text = paper_of(client)
        assert (count, "Ringkasan untuk Bupati Tabalong" in text, "Belum didampingi." in text, "Halaman 1 dari 1" in text) == (1, True, True, True)

    def test_indicators_without_any_figure_are_named(self, login):
        load_reference()
        assert "dan " in brief_of(login("tabalong")).figures.lacking


class TestMilestones:
    @pytest.fixture
    def steps(self, tabalong):
        return stage.assist(tabalong, stage.scheme())

    def test_while_it_is_assisted_a_pokja_is_asked_for(self, login, steps):
        assert asked(login("tabalong")) == ["Mengajukan M1 Milestone 1", NO_DECREE]

    def test_what_waits_says_for_whom_and_since_when_and_nothing_of_it_is_asked(self, login, cast, steps, today):
        stage.submit(steps[0], by=cast["tabalong"])
        client = login("tabalong")
        brief = brief_of(client)
        assert "menunggu Provinsi Kalimantan Selatan sejak" in brief.programme.stands[0].told
        assert brief.stage[1][1].startswith("M1 ")
        assert [line.text for line in brief.asked.lines if "Mengajukan" in line.text] == ["Mengajukan M2 Milestone 2"]

    def test_what_is_in_review_names_the_reviewer(self, login, cast, steps):
        stage.decide(stage.submit(steps[0], by=cast["tabalong"]), "begin", by=cast["kalsel"])
        assert f"diperiksa oleh {cast['kalsel'].shown_name} sejak" in brief_of(login("tabalong")).programme.stands[0].told

    def test_what_was_sent_back_is_asked_first_with_its_reason(self, login, cast, steps):
        stage.decide(stage.submit(steps[0], by=cast["tabalong"]), "send_back", by=cast["kalsel"], note="Lampirkan berita acara audiensi.")
        first = brief_of(login("tabalong")).asked.lines[0]
        assert (first.text, first.detail, first.late) == ("Memperbaiki dan mengajukan kembali M1 Milestone 1", "Lampirkan berita acara audiensi.", True)

    def test_what_is_late_tells_its_deadline(self, login, regions, steps, freezer_at):
        Deadline.objects.create(region=regions["ID"], level="district", cohort_year=2023, number=1, submit_by="2026-06-30", review_by="2026-07-14")
        with freezer_at("2026-07-11T16:30:00+00:00"):  # 23.30 in Jakarta, the day after in Tabalong
            brief = brief_of(login("tabalong"))
            following = brief.stage[2][1]
        assert (brief.programme.stands[0].late, "terlambat 12 hari" in brief.asked.lines[0].detail, "terlambat 12 hari" in following) == (True, True, True)

    def test_after_the_last_one_nothing_is_asked(self, login, cast, steps, tabalong, today):
        led(tabalong, valid_to=today + timedelta(days=400))
        for step in steps:
            stage.decide(step, "record_historical", by=cast["kalsel"], note="Laporan 2023")
        client = login("tabalong")
        assert (asked(client), brief_of(client).stage[2][1]) == ([], "tidak ada saat ini")
        assert "Tidak ada yang perlu dimohonkan saat ini." in paper_of(client)[1]

    def test_of_a_district_that_has_left_nothing_is_asked(self, login, tabalong, steps, today):
        led(tabalong, valid_to=today + timedelta(days=400))
        Assistance.objects.update(left_on=today - timedelta(days=3), left_reason="Mundur")
        client = login("tabalong")
        assert (asked(client), "keluar" in brief_of(client).stage[0][1], brief_of(client).stage[2][1]) == ([], True, "tidak ada saat ini")

    def test_what_publications_report_stands_beside(self, login, tabalong):
        ReportedStatus.objects.create(district=tabalong, first=2, last=2, as_of="2023-09-20", source="https://example.org/cc3")
        assert "Menurut publikasi: M2 (20 September 2023)" in paper_of(login("tabalong"))[1]


class TestPokja:
    def test_tells_decree_term_who_leads_and_empty_seats(self, login, tabalong, today):
        pokja = led(tabalong, valid_to="2099-12-31")
        groups.position(pokja, Rank.SECRETARY)
        facts = dict(brief_of(login("tabalong")).group.facts)
        assert facts == {
            "Nama": "Pokja PKP Kabupaten Tabalong", "SK": "SK Bupati 188.45/7/2024, 2 Januari 2024", "Masa berlaku": "2 Januari 2024 – 31 Desember 2099 (berlaku)",
            "Dipimpin oleh": "Dr. H. Umar, Sekretaris Daerah", "Kedudukan kosong": "1 (Sekretaris)", "Belum terwakili": "lembaga wajib sudah terwakili semua",
        }  # fmt: skip

    @pytest.mark.parametrize(("left", "found"), [(400, []), (60, ["Memperbarui SK Pokja"]), (-1, ["Memperbarui SK Pokja"]), (-400, ["Memperbarui SK Pokja"])])
    def test_a_decree_that_runs_out_is_asked_for(self, login, tabalong, today, left, found):
        led(tabalong, valid_to=today + timedelta(days=left))
        assert asked(login("tabalong")) == found

    @pytest.mark.parametrize("left", [60, -1])
    def test_not_where_another_one_follows(self, login, tabalong, today, left):
        pokja, ends = led(tabalong, valid_to=today + timedelta(days=left)), today + timedelta(days=left)
        begins = max(ends, today) + timedelta(days=2)
        Decree.objects.create(pokja=pokja, kind="bupati", number="9", valid_from=begins, valid_to=begins + timedelta(days=900))
        assert asked(login("tabalong")) == []

    def test_without_any_decree_one_is_asked_for(self, login, tabalong):
        Pokja.objects.create(region=tabalong, name="Pokja PKP")
        assert asked(login("tabalong")) == [NO_DECREE]


class TestAgreements:
    def test_those_still_open_with_who_owes_them(self, login, tabalong, today):
        led(tabalong, valid_to=today + timedelta(days=400))
        event = clinic("63", "63.09")
        agency = groups.institution(tabalong, "Dinas PUPR")
        Agreement.objects.create(clinic=event, district=tabalong, text="Susun Perbup", due=today - timedelta(days=5), institution=agency)
        Agreement.objects.create(clinic=event, district=tabalong, text="Siapkan lahan")
        Agreement.objects.create(clinic=event, district=tabalong, text="Ditepati", state="kept", evidence="Foto")
        client = login("tabalong")
        brief = brief_of(client)
        assert [(line.text, line.late) for line in brief.agreements.lines] == [("Susun Perbup", True), ("Siapkan lahan", False)]
        assert ("Dinas PUPR" in brief.agreements.lines[0].detail, "penanggung jawab belum disebutkan" in brief.agreements.lines[1].detail) == (True, True)
        assert (brief.agreements.total, brief.late, asked(client)) == (2, 1, ["Memastikan kesepakatan ditepati: Susun Perbup"])


class TestFigures:
    def test_value_target_gap_and_source(self, login, cast, approved):
        load_reference()
        target(cast["tabalong"], year=2024, value="91.59", step=approved)
        achievement(cast["tabalong"], year=2024, value="80", step=approved)
        [row] = brief_of(login("tabalong")).figures.rows.lines
        assert (plain(row.value), plain(row.target), plain(row.gap), row.pace) == ("80 %", "91,59 %", "kurang 11,59 poin", "belum ada tahun yang sebanding")
        assert (row.source[:5], row.layer[:5]) == ("2024,", "2024,")
        assert "kurang 11,59 poin" in paper_of(login("tabalong"))[1]

    def test_the_pace_is_told_to_the_target_that_is_still_to_come(self, login, cast, today, approved):
        load_reference()
        for year, value in ((today.year - 3, "70"), (today.year - 2, "71")):
            achievement(cast["tabalong"], year=year, value=value, step=approved)
        for year, value in ((today.year - 2, "80"), (today.year + 3, "95")):
            target(cast["tabalong"], year=year, value=value, step=approved)
        [row] = brief_of(login("tabalong")).figures.rows.lines
        assert (plain(row.gap), plain(row.pace)) == ("kurang 9 poin", f"target {today.year + 3} (95 %): laju selama ini tidak cukup: baru tercapai pada {today.year + 22}")

    def test_a_value_is_not_held_against_a_target_of_another_definition(self, login, cast, approved):
        load_reference()
        row = achievement(cast["tabalong"], year=2018, value="80", step=approved)
        target(cast["tabalong"], year=2019, value="90", step=approved)
        DefinitionChange.objects.get_or_create(indicator=row.indicator, year=2019, defaults={"source": "uji"})
        [row] = brief_of(login("tabalong")).figures.rows.lines
        assert (row.gap, row.falls_short) == ("tidak dibandingkan: dihitung dengan definisi baru sejak 2019", False)

    def test_what_falls_short_stands_first(self, login, cast, approved):
        load_reference()
        achievement(cast["tabalong"], year=2024, value="80", step=approved)
        achievement(cast["tabalong"], indicator="air-minum-layak", year=2024, value="70", step=approved)
        target(cast["tabalong"], indicator="air-minum-layak", year=2024, value="90", step=approved)
        assert [row.falls_short for row in brief_of(login("tabalong")).figures.rows.lines] == [True, False]

    def test_towns_apart_are_left_to_the_table(self, login, cast, approved):
        load_reference()
        achievement(cast["tabalong"], year=2024, value="80", area="perkotaan", step=approved)
        assert brief_of(login("tabalong")).figures.rows.total == 0


class TestOneSheet:
    @pytest.fixture
    def too_much(self, cast, tabalong, today, approved):
        """Long names, and of everything more than a sheet holds."""
        load_reference()
        Region.objects.filter(pk=tabalong.pk).update(name="Tabalong " + "Raya " * 18)
        made = stage.assist(tabalong, stage.scheme())
        Milestone.objects.update(name_id="Penetapan kebijakan " * 10)
        stage.decide(stage.submit(made[0], by=cast["tabalong"]), "send_back", by=cast["kalsel"], note="Lampirkan berita acara " * 60)
        pokja = led(tabalong, valid_to=today + timedelta(days=30), title="Ketua " + "Umum " * 25)
        Pokja.objects.filter(pk=pokja.pk).update(name="Pokja " + "Perumahan dan Permukiman " * 7)
        for number in range(40):
            groups.position(pokja, Rank.MEMBER, title=f"Koordinator {number} " + "Bidang Perencanaan " * 6)
        for code in Indicator.objects.filter(unit=Unit.PERCENT).values_list("code", flat=True):
            target(cast["tabalong"], year=2030, value="90", step=approved, indicator=code)
        event = clinic("63", "63.09")
        for number in range(30):
            due = today - timedelta(days=number + 1)
            Agreement.objects.create(clinic=event, district=tabalong, text=f"Kesepakatan {number} " + "panjang sekali " * 80, in_charge="Kepala Dinas Pekerjaan Umum " * 7, due=due)
        return pokja

    def test_holds_what_fits_and_says_how_many_are_left(self, login, too_much):
        count, text = paper_of(login("tabalong"))
        assert (count, "Halaman 1 dari 1" in text) == (1, True)
        shown = text.partition("yang belum ditepati: 30 (30 terlambat)")[2].count("– Kesepakatan")
        assert 0 < shown < 8
        assert f"dan {30 - shown} lainnya" in text

    def test_the_page_cuts_too(self, login, too_much):
        brief = brief_of(login("tabalong"))
        assert (len(brief.agreements.lines), brief.agreements.total, brief.agreements.more, brief.late) == (8, 30, "dan 22 lainnya", 30)
        assert "Memperbarui SK Pokja" in [line.text for line in brief.asked.lines], "the agreements leave it its place"

    def test_a_word_without_an_end_stays_on_the_sheet(self, login, cast, tabalong, today):
        pokja = led(tabalong, valid_to=today + timedelta(days=30))
        Pokja.objects.filter(pk=pokja.pk).update(name="x" * 200)
        event = clinic("63", "63.09")
        for _number in range(9):
            Agreement.objects.create(clinic=event, district=tabalong, text="y" * 4_000, in_charge="z" * 200)
        assert paper_of(login("tabalong"))[0] == 1


class TestWho:
    @pytest.mark.parametrize("address", [PAGE, PAPER])
    @pytest.mark.parametrize(("who", "status"), [("tabalong", 200), ("pembaca_tabalong", 200), ("kalsel", 200), ("pusat", 200), ("hst", 404), ("kalteng", 404)])
    def test_is_read_in_reach_only(self, login, address, who, status):
        assert login(who).get(address).status_code == status

    @pytest.mark.parametrize("code", ["63", "ID", "99.99"])
    def test_only_a_district_has_one(self, login, code):
        assert login("pusat").get(reverse("reporting:region_brief", args=[code])).status_code == 404

    def test_a_city_is_led_by_a_mayor(self, login, cast):
        Region.objects.filter(code="63.09").update(kind=Kind.CITY, name="Banjarbaru")
        assert "Ringkasan untuk Wali Kota Banjarbaru" in paper_of(login("kalsel"))[1]

    def test_the_paper_is_indonesian_and_names_who_printed_it(self, login, cast):
        client = login("kalsel")
        client.cookies["django_language"] = "en"
        assert "Brief for Bupati Tabalong" in client.get(PAGE).content.decode()
        text = paper_of(client)[1]
        assert ("Yang dimohonkan" in text, f"oleh {cast['kalsel'].shown_name} (Petugas provinsi)" in text, "asked" in text) == (True, True, False)

    @pytest.mark.parametrize("page", ["reporting:region_detail", "reporting:home"])
    def test_the_way_there(self, login, page):
        address = reverse(page, args=["63.09"] if page.endswith("detail") else [])
        assert f'href="{PAGE}"' in login("tabalong").get(address).content.decode()

    def test_who_does_not_reach_it_is_not_led_there(self, login):
        assert PAGE not in login("hst").get(reverse("reporting:region_detail", args=["63.09"])).content.decode()
