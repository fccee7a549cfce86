"""The empty form of a milestone on paper: what is asked and how it is given; whose it is where it is asked for by one district."""

import pytest
from django.urls import reverse

from ssk_portal.milestones.accepting import sentence_of
from ssk_portal.milestones.models import Deadline, FileGroup, Milestone, MilestoneScheme, Progress, RecordKind, Requirement, RequirementKind
from tests.common.test_pdf import text_of
from tests.reporting import stage
from tests.words import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(regions) -> Milestone:
    """M1 with a requirement of each kind, and one of the first year only."""
    scheme = stage.scheme(requirements=0)
    first = scheme.milestones.get(number=1)
    for order, kind in enumerate(RequirementKind):
        fields = {"title_id": f"Syarat {kind.value}", "title_en": f"Item {kind.value}", "basis": "stated", "source": "uji", "compulsory": order == 0}
        Requirement.objects.create(milestone=first, order=order, kind=kind, record_kind=RecordKind.DECREE if kind == RequirementKind.RECORD else "", **fields)
    Requirement.objects.filter(kind=RequirementKind.DOCUMENT).update(accepts=[FileGroup.PDF], help_id="Ditandatangani kepala daerah.")
    return first


def printed(client, name, row) -> str:
    answer = client.get(reverse(f"milestones:{name}", args=[row.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return plain(" ".join(text_of(answer.content).split()))


def test_each_requirement_says_how_it_is_given(login, milestone):
    text = printed(login("hst"), "milestone_blank", milestone)
    for told in (
        "FORMULIR M1", "Kabupaten/kota :", "1. Syarat document (wajib)", "Ditandatangani kepala daerah.", sentence_of(Requirement(accepts=[FileGroup.PDF])), "Nama berkas:",
        "(tidak wajib)",
        "Ya", "Tidak", "Angka:", "SK Pokja (nomor atau nama):",
    ):  # fmt: skip
        assert told in text
    assert text.count("Catatan:") == len(RequirementKind)


def test_asked_from_a_districts_milestone_its_name_and_deadline_stand_there(login, cast, regions, milestone):
    first, *_rest = stage.assist(cast["tabalong"].region, milestone.scheme)
    Deadline.objects.create(region=regions["ID"], level="district", cohort_year=2023, number=1, submit_by="2026-06-30", review_by="2026-07-14")
    text = printed(login("tabalong"), "progress_blank", first)
    for told in ("Kabupaten/kota : Kabupaten Tabalong", "Angkatan : 2023", "Batas pengajuan : 30 Juni 2026"):
        assert told in text


def test_what_is_asked_in_the_first_year_only_is_not_asked_again(login, cast, milestone):
    last = milestone.scheme.milestones.get(number=4)
    Requirement.objects.create(milestone=last, title_id="Sekali saja", title_en="Once", basis="stated", source="uji", first_year_only=True)
    *_rest, fourth = stage.assist(cast["tabalong"].region, milestone.scheme)
    second = Progress.objects.create(region=fourth.region, assistance=fourth.assistance, milestone=last, round=2, year=2025)
    client = login("tabalong")
    assert ["Sekali saja" in printed(client, "progress_blank", row) for row in (fourth, second)] == [True, False]
    assert "hanya pada tahun pertama" in printed(client, "milestone_blank", last)


def test_of_a_duty_the_province_and_the_year_stand_there(login, regions):
    text = printed(login("kalsel"), "progress_blank", stage.duty(regions["63"]))
    assert ("Provinsi : Provinsi Kalimantan Selatan" in text, "Tahun : 2026" in text, "Tidak ada persyaratan" in text) == (True, True, True)


@pytest.mark.parametrize(("who", "status"), [("tabalong", 200), ("pembaca_kalsel", 200), ("hst", 404), ("kalteng", 404)])
def test_a_districts_own_is_read_in_reach_only(login, cast, milestone, who, status):
    first, *_rest = stage.assist(cast["tabalong"].region, milestone.scheme)
    assert login(who).get(reverse("milestones:progress_blank", args=[first.pk])).status_code == status


def test_it_is_indonesian_whatever_the_page_is_read_in(login, milestone):
    client = login("tabalong")
    client.cookies["django_language"] = "en"
    text = printed(client, "milestone_blank", milestone)
    assert ("Syarat document" in text, "Item" in text, "Accepted" in text) == (True, False, False)


def test_the_way_there(login, cast, milestone):
    first, *_rest = stage.assist(cast["tabalong"].region, milestone.scheme)
    MilestoneScheme.objects.update(in_force_since="2021-01-01")
    client = login("tabalong")
    for page, blank in ((first.get_absolute_url(), ("progress_blank", first)), (milestone.scheme.get_absolute_url(), ("milestone_blank", milestone))):
        assert f'href="{reverse(f"milestones:{blank[0]}", args=[blank[1].pk])}"' in client.get(page).content.decode()


def test_what_is_submitted_has_no_empty_form_to_offer(login, cast, milestone):
    first, *_rest = stage.assist(cast["tabalong"].region, milestone.scheme)
    Requirement.objects.update(compulsory=False)
    sent = stage.decide(first, "submit", by=cast["tabalong"])
    assert "/formulir/" not in login("tabalong").get(sent.get_absolute_url()).content.decode()
