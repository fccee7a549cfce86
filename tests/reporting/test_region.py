"""The list of regions, a province's and a district's page, and the timeline."""

import pytest
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.milestones.models import ReportedStatus
from ssk_portal.pokja.models import Decree, Member, Pokja, Position
from tests.reporting import stage

pytestmark = pytest.mark.django_db


def page_of(code):
    return reverse("reporting:region_detail", args=[code])


@pytest.fixture
def tabalong(cast):
    """Tabalong with a Pokja, a decree, a milestone sent back with a note, and a reported status."""
    region = cast["tabalong"].region
    with acting(cast["tabalong"]):
        pokja = Pokja.objects.create(region=region, name="Pokja PKP Kabupaten Tabalong")
        Decree.objects.create(pokja=pokja, kind="bupati", number="188.45/7/2024", valid_to="2099-12-31")
    first, *_rest = stage.assist(region, stage.scheme())
    stage.decide(stage.submit(first, by=cast["tabalong"]), "send_back", by=cast["kalsel"], note="Lampirkan berita acara audiensi.")
    ReportedStatus.objects.create(district=region, first=2, last=2, expected=True, as_of="2023-09-20", source="https://example.org/cc3")
    return region


def text(page):
    return page.content.decode()


class TestList:
    url = reverse("reporting:region_list")

    def test_names_provinces_and_districts_with_their_codes(self, login):
        page = text(login("tabalong").get(self.url))
        assert [name in page for name in ("Provinsi Kalimantan Tengah", "Kabupaten Gunung Mas", "63.09")] == [True] * 3

    @pytest.mark.parametrize(("query", "found"), [("tabalong", True), ("63.09", True), ("kalimantan selatan tabalong", True), ("gunung", False), ("%", False)])
    def test_searches_name_and_code(self, login, query, found):
        page = text(login("pusat").get(self.url, {"q": query}))
        assert (">Kabupaten Tabalong<" in page) is found

    def test_filters_by_province(self, login, regions):
        page = text(login("pusat").get(self.url, {"province": regions["62"].pk, "kind": "kabupaten"}))
        assert (">Kabupaten Gunung Mas<" in page, ">Kabupaten Tabalong<" in page) == (True, False)

    def test_an_empty_answer_says_why(self, login):
        assert "Tidak ada yang sesuai" in text(login("tabalong").get(self.url, {"q": "zzz"}))


class TestDistrict:
    def test_tells_the_red_thread(self, login, tabalong):
        page = text(login("tabalong").get(page_of("63.09")))
        told = ["Pokja PKP Kabupaten Tabalong", "188.45/7/2024", "31 Desember 2099", "Angkatan 2023", "Dikembalikan", "M2", "https://example.org/cc3"]
        assert [word for word in told if word not in page] == []

    def test_the_timeline_names_who_did_it_and_why(self, login, tabalong):
        page = text(login("kalsel").get(page_of("63.09")))
        assert [word in page for word in ("Kalsel (Petugas provinsi)", "Lampirkan berita acara audiensi.", "WITA")] == [True] * 3

    @pytest.mark.parametrize("who", ["hst", "kalteng", "gumas", "pembaca_kalsel"])
    def test_drafts_and_pokja_show_only_in_reach(self, login, tabalong, who):
        page = text(login(who).get(page_of("63.09")))
        in_reach = who == "pembaca_kalsel"
        assert [word in page for word in ("188.45/7/2024", "Lampirkan berita acara audiensi.", "https://example.org/cc3")] == [in_reach] * 3

    def test_a_missing_code_is_not_found(self, login):
        assert login("pusat").get(page_of("99.99")).status_code == 404

    @pytest.mark.parametrize("who", ["tabalong", "kalsel", "pusat"])
    def test_the_page_stays_within_its_queries(self, login, tabalong, cast, who, django_assert_max_num_queries):
        client = login(who)
        client.get(page_of("63.09"))
        with django_assert_max_num_queries(8) as one:
            client.get(page_of("63.09"))
        for number in (2, 3):
            pokja = Pokja.objects.create(region=tabalong, name=f"Pokja {number}")
            Decree.objects.create(pokja=pokja, kind="bupati", number=str(number))
            ReportedStatus.objects.create(district=tabalong, first=number, last=number, as_of="2024-01-01", source="uji")
        with django_assert_max_num_queries(8) as three:
            client.get(page_of("63.09"))
        assert len(one) == len(three)


class TestProvince:
    def test_shows_its_districts_to_the_province(self, login, tabalong):
        page = text(login("kalsel").get(page_of("63")))
        assert [word in page for word in ("Tabalong", "Hulu Sungai Tengah", "Dikembalikan")] == [True] * 3

    def test_shows_no_milestone_to_its_districts(self, login, tabalong):
        page = text(login("hst").get(page_of("63")))
        assert "Dikembalikan" not in page

    def test_the_country_has_a_page(self, login):
        assert login("tabalong").get(page_of("ID")).status_code == 200


class TestTimeline:
    def url(self, code):
        return reverse("reporting:region_timeline", args=[code])

    def test_tells_all_newest_first(self, login, tabalong):
        page = text(login("kalsel").get(self.url("63.09")))
        assert page.index("Lampirkan berita acara audiensi.") < page.index("188.45/7/2024")

    @pytest.mark.parametrize(("who", "status"), [("tabalong", 200), ("kalsel", 200), ("pembaca", 200), ("hst", 404), ("kalteng", 404)])
    def test_is_read_in_reach_only(self, login, tabalong, who, status):
        assert login(who).get(self.url("63.09")).status_code == status

    def test_what_was_done_alike_at_once_is_one_line(self, login, cast, tabalong):
        pokja = Pokja.objects.get()
        with acting(cast["tabalong2"]):
            seats = Position.objects.bulk_create(Position(pokja=pokja, office=f"Kepala {number}") for number in range(60))
            Member.objects.bulk_create(Member(position=seat, name="Siti") for seat in seats[:2])
            for _change in range(2):
                Decree.objects.update(note=f"Catatan {_change}")
        lines = login("kalsel").get(self.url("63.09")).context["timeline"]
        told = {(line.kind, line.name, line.what, line.url) for line in lines if line.actor.name == cast["tabalong2"].name}
        page = pokja.get_absolute_url()
        assert told == {("60 kedudukan", "", "dibuat", page), ("2 anggota", "", "dibuat", page), ("SK", "188.45/7/2024", "diubah", page)}

    def test_goes_on_with_older_events(self, login, tabalong, monkeypatch):
        client = login("kalsel")
        whole = [line.at for line in client.get(self.url("63.09")).context["timeline"]]
        monkeypatch.setattr("ssk_portal.reporting.regions.RegionTimeline.limit", 3)
        pages = [client.get(self.url("63.09"), {"halaman": number}) for number in (1, 2)]
        assert [page.context["older"] for page in pages] == [2, 3]
        assert [line.at for page in pages for line in page.context["timeline"]] == whole[:6]

    @pytest.mark.parametrize("page", ["gestern", "-1", "0", "", "²", "9" * 20, "9" * 5_000])
    def test_an_odd_page_is_no_error(self, login, tabalong, page):
        assert login("kalsel").get(self.url("63.09"), {"halaman": page}).status_code == 200
