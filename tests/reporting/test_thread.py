"""The red thread on a district's page: where it stands, what is open, figures beside their targets."""

from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Agreement
from ssk_portal.indicators.published import load_reference
from ssk_portal.milestones.models import Milestone
from ssk_portal.pokja.models import Decree, Pokja
from tests.clinics.factories import clinic
from tests.indicators.factories import achievement, target
from tests.reporting import stage
from tests.words import plain

pytestmark = pytest.mark.django_db
PAGE = reverse("reporting:region_detail", args=["63.09"])


@pytest.fixture
def tabalong(cast):
    return cast["tabalong"].region


@pytest.fixture
def steps(tabalong):
    made = stage.assist(tabalong, stage.scheme())
    Milestone.objects.filter(number=2).update(name_id="Penetapan kebijakan", name_en="Policy adopted")
    return made


@pytest.fixture
def event(tabalong):
    return clinic("63", "63.09")


@pytest.fixture
def figure(cast, tabalong):
    """An approved achievement of 80 % beside an approved target of 91,59 % in the same year."""
    load_reference()
    approved = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    target(cast["tabalong"], year=2024, value="91.59", step=approved)
    return achievement(cast["tabalong"], year=2024, value="80", step=approved)


def context_of(client):
    return client.get(PAGE).context


class TestWhereItStands:
    def test_names_each_milestone_and_links_it(self, login, steps):
        page = login("kalsel").get(PAGE).content.decode()
        assert "Penetapan kebijakan" in page
        assert [f'href="{step.get_absolute_url()}"' in page for step in steps] == [True] * 4

    def test_the_milestone_at_work_is_the_first_that_is_not_settled(self, login, cast, steps):
        stage.decide(steps[0], "record_historical", by=cast["kalsel"], note="Laporan 2023")
        assert context_of(login("kalsel"))["current"]["number"] == 2

    def test_an_earlier_cohort_stays_off_the_strip(self, login, tabalong, steps):
        stage.assist(tabalong, steps[0].milestone.scheme, year=2025)
        context = context_of(login("kalsel"))
        assert (context["assistance"].cohort_year, len(context["steps"])) == (2025, 4)

    @pytest.mark.parametrize(("who", "shown"), [("tabalong", True), ("kalsel", False), ("pembaca_tabalong", False)])
    def test_who_fills_it_in_goes_on_from_here(self, login, steps, who, shown):
        assert ("Lanjutkan M1" in login(who).get(PAGE).content.decode()) is shown

    def test_what_is_submitted_cannot_be_gone_on_with(self, login, cast, steps):
        stage.submit(steps[0], by=cast["tabalong"])
        assert "Lanjutkan M2" in login("tabalong").get(PAGE).content.decode()

    def test_nothing_to_go_on_with_where_all_is_settled(self, login, cast, steps):
        for step in steps:
            stage.decide(step, "record_historical", by=cast["kalsel"], note="Laporan 2023")
        assert "Lanjutkan M" not in login("tabalong").get(PAGE).content.decode()

    def test_a_district_without_assistance_says_what_comes_next(self, login):
        page = login("tabalong").get(PAGE).content.decode()
        assert "Provinsinya mencatat pendampingan" in page

    def test_the_decree_tells_its_state(self, login, tabalong):
        pokja = Pokja.objects.create(region=tabalong, name="Pokja PKP")
        Decree.objects.create(pokja=pokja, kind="bupati", number="7", valid_to="2020-12-31")
        assert 'class="badge-state s-returned"' in login("tabalong").get(PAGE).content.decode()

    def test_of_two_pokja_the_one_with_a_decree_speaks(self, login, tabalong):
        Pokja.objects.create(region=tabalong, name="AMPL tanpa SK")
        pokja = Pokja.objects.create(region=tabalong, name="Pokja PKP")
        Decree.objects.create(pokja=pokja, kind="bupati", number="7", valid_to="2099-12-31")
        assert [found.name for found in context_of(login("tabalong"))["pokjas"]] == ["Pokja PKP", "AMPL tanpa SK"]

    def test_the_way_here_is_named(self, login):
        assert [label for label, _url in context_of(login("tabalong"))["breadcrumbs"]] == ["Wilayah", "Provinsi Kalimantan Selatan", "Kabupaten Tabalong"]


class TestAgreements:
    @pytest.fixture
    def agreed(self, event, tabalong):
        made = {"late": {"due": date(2020, 1, 1)}, "open": {}, "kept": {"state": "kept", "evidence": "Foto"}}
        return [Agreement.objects.create(clinic=event, district=tabalong, text=text, **fields) for text, fields in made.items()]

    def test_those_still_to_keep_stand_there_the_late_one_first(self, login, agreed):
        context = context_of(login("tabalong"))
        assert [(agreement.text, agreement.is_overdue) for agreement in context["agreements"]] == [("late", True), ("open", False)]
        assert context["late"] == 1

    def test_the_tile_counts_them_all_though_eight_are_shown(self, login, event, tabalong, agreed):
        Agreement.objects.bulk_create(Agreement(clinic=event, district=tabalong, text=f"more {number}", due=date(2021, 1, 1)) for number in range(9))
        answer = login("tabalong").get(PAGE)
        assert (len(answer.context["agreements"]), answer.context["late"], '<span class="stat-value">11</span>' in answer.content.decode()) == (8, 10, True)

    @pytest.mark.parametrize("who", ["hst", "kalteng"])
    def test_nobody_out_of_reach_reads_them(self, login, agreed, who):
        assert "agreements" not in context_of(login(who))

    def test_more_of_them_cost_no_query_more(self, login, event, tabalong, agreed, django_assert_max_num_queries):
        client = login("kalsel")
        client.get(PAGE)
        with django_assert_max_num_queries(9) as few:
            client.get(PAGE)
        Agreement.objects.create(clinic=event, district=tabalong, text="more")
        with django_assert_max_num_queries(9) as many:
            client.get(PAGE)
        assert len(few) == len(many)


class TestFigures:
    def test_the_gap_stands_in_words(self, login, figure):
        shown = context_of(login("kalsel"))["figures"][0]
        assert (plain(str(shown.gap)), shown.gap.reached) == ("kurang 11,59 poin", False)

    def test_a_target_keeps_its_decimals(self, login, figure):
        page = login("kalsel").get(PAGE).content.decode()
        assert "91,59 %" in page

    def test_without_a_target_there_is_no_gap(self, login, cast):
        load_reference()
        achievement(cast["tabalong"], year=2024, value="80", step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
        assert context_of(login("kalsel"))["figures"][0].gap is None
        assert "target belum dicatat" in login("kalsel").get(PAGE).content.decode()

    def test_a_newer_value_of_the_towns_is_not_the_regions(self, login, figure, cast):
        achievement(cast["tabalong"], year=2025, value="95", area="perkotaan", step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
        shown = [(row.line_name, row.year) for row in context_of(login("kalsel"))["figures"]]
        assert shown == [("Akses sanitasi layak", figure.year), ("Akses sanitasi layak (perkotaan)", 2025)]
        assert "/?area=perkotaan" in login("kalsel").get(PAGE).content.decode()
