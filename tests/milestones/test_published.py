"""Taking up published content: complete, with sources, and the same again changes nothing."""

import copy

from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.milestones.editions import make_edition
from ssk_portal.milestones.models import Assistance, Milestone, MilestoneScheme, Progress, ReportedStatus, Requirement
from ssk_portal.milestones.published import load_assistances, load_reported, load_schemes
from ssk_portal.regions.names import RegionNames
from tests.milestones.factories import published

SCHEMES, ASSISTANCES, STATUSES = published("milestone_schemes"), published("assistances"), published("reported_statuses")


def counted(loaded):
    return loaded.made, loaded.changed, loaded.unchanged


def test_the_schemes(cast):
    system = User.objects.system()
    first = load_schemes(SCHEMES, by=system)
    assert counted(first)[1:] == (0, 0)
    assert counted(load_schemes(SCHEMES, by=system)) == (0, 0, first.made)
    of_2021 = Milestone.objects.filter(scheme__code="ppsp-2021")
    assert list(of_2021.values_list("number", "assistance_year")) == [(1, 1), (2, 1), (3, 1), (4, 2)]
    asked = Requirement.objects.filter(milestone__in=of_2021, compulsory=True).order_by("milestone__number", "order")
    assert list(asked.values_list("milestone__number", "title_id")) == [
        (1, "Profil sanitasi"),
        (1, "Rancangan paket kebijakan"),
        (1, "Berita acara audiensi atau komitmen kepala daerah yang ditandatangani"),
        (2, "Paket kebijakan yang ditetapkan"),
        (2, "Penetapan wilayah dan model layanan"),
        (3, "Desa atau kelurahan lokasi uji coba"),
        (3, "Hasil pemantauan dan evaluasi uji coba"),
        (4, "Bukti pelaksanaan layanan skala penuh"),
        (4, "Laporan pemantauan dan evaluasi"),
    ]
    assert Requirement.objects.filter(source="").count() == Milestone.objects.filter(source="").count() == 0


def test_of_the_years_before_only_what_the_sources_state(cast):
    load_schemes(SCHEMES, by=User.objects.system())
    (first,) = Milestone.objects.filter(scheme__code="ppsp-2018")
    assert (first.number, first.name_id, first.basis) == (1, "Komitmen awal kepala daerah", "stated")
    assert list(first.requirements.values_list("title_id", "compulsory", "basis")) == [("Laporan Status Sanitasi (LSS)", False, "stated"), ("Materi advokasi", False, "stated")]


def test_what_people_changed_is_not_undone(cast):
    system = User.objects.system()
    load_schemes(SCHEMES, by=system)
    newer = copy.deepcopy(SCHEMES)
    for requirement in newer["schemes"][0]["milestones"][0]["requirements"][:2]:
        requirement["title_en"] += ", newer"
    mended = Requirement.objects.get(title_id="Rancangan paket kebijakan")
    with acting(cast["pusat"]):
        mended.title_en = "Policy package, draft"
        mended.save()
    assert load_schemes(newer, by=system).changed == 1
    first = Requirement.objects.filter(milestone__scheme__code="ppsp-2021", milestone__number=1, order__lte=2)
    assert set(first.values_list("title_en", flat=True)) == {"Sanitation profile, newer", "Policy package, draft"}


def test_assistances_with_their_drafts(regions):
    system = User.objects.system()
    load_schemes(SCHEMES, by=system)
    loaded = load_assistances(ASSISTANCES, RegionNames(), by=system)
    assert set(Assistance.objects.values_list("district__code", "cohort_year", "basis")) == {("62.10", 2024, "stated"), ("63.07", 2023, "stated"), ("63.09", 2023, "stated")}
    assert (loaded.made, len(loaded.unplaced)) == (3, len(ASSISTANCES["assistances"]) - 3)
    assert all("tidak dikenal dengan nama itu" in sentence or "is not known" in sentence for sentence in loaded.unplaced)
    assert Progress.objects.count() == 12
    assert counted(load_assistances(ASSISTANCES, RegionNames(), by=system)) == (0, 0, 3)


def test_reported_statuses_decide_nothing(regions):
    system = User.objects.system()
    load_schemes(SCHEMES, by=system)
    load_assistances(ASSISTANCES, RegionNames(), by=system)
    loaded = load_reported(STATUSES, RegionNames(), by=system)
    known = ReportedStatus.objects.order_by("district__code", "as_of").values_list("district__code", "first", "last", "after", "expected", "year_in_milestone", "basis")
    assert list(known) == [
        ("62.10", 4, 4, False, False, 1, "inferred"),
        ("62.10", 4, 4, False, False, 1, "inferred"),
        ("63.07", 2, 2, False, True, None, "stated"),
        ("63.09", 2, 2, False, True, None, "stated"),
    ]
    assert loaded.made + len(loaded.unplaced) == len(STATUSES["statuses"]) == 50
    assert counted(load_reported(STATUSES, RegionNames(), by=system)) == (0, 0, 4)
    assert set(Progress.objects.values_list("state", flat=True)) == {"draft"}


def other_file() -> dict:
    """The file as it might come next: one requirement more, one less, one compulsory in another way, one explained anew."""
    newer = copy.deepcopy(SCHEMES)
    asked = newer["schemes"][0]["milestones"][0]["requirements"]
    asked[0]["help_id"], asked[1]["compulsory"] = "Lima aspek.", False
    del asked[4]
    asked.append({**asked[0], "title_id": "Foto lapangan"})
    return newer


def test_a_scheme_in_force_is_not_changed_by_a_file(cast):
    system = User.objects.system()
    load_schemes(SCHEMES, by=system)
    before = list(Requirement.objects.order_by("pk").values_list("title_id", "compulsory", "order"))
    loaded = load_schemes(other_file(), by=system)
    assert loaded.changed == 1
    assert Requirement.objects.get(title_id="Profil sanitasi").help_id == "Lima aspek."
    assert list(Requirement.objects.order_by("pk").values_list("title_id", "compulsory", "order")) == before
    places = "M1 “Rancangan paket kebijakan” (wajib); M1 “Foto lapangan” (baru dalam berkas); M1 “Materi advokasi dan tagline” (tidak ada dalam berkas)"
    assert loaded.unplaced == []
    (note,) = loaded.notes
    assert note.startswith(f"Implementasi SSK, empat milestone (sejak 2021) sedang berlaku dan tetap seperti adanya. Berkas berbeda pada: {places}. ")
    assert load_schemes(other_file(), by=system).changed == 0


def test_what_a_newer_edition_may_say_is_not_told_any_more(cast):
    system = User.objects.system()
    load_schemes(SCHEMES, by=system)
    assert [note.split(" sedang")[0] for note in load_schemes(other_file(), by=system).notes] == [str(MilestoneScheme.objects.get(code=SCHEMES["schemes"][0]["code"]))]
    make_edition(MilestoneScheme.objects.get(code=SCHEMES["schemes"][0]["code"]), by=cast["pusat"])
    assert load_schemes(other_file(), by=system).notes == []


def test_every_key_of_a_definition_is_taken(cast):
    said = {"basis": "inferred", "source": "uji"}
    asked = {"title_id": "SK Pokja", "title_en": "Decree", "kind": "record", "record_kind": "pokja.decree", "compulsory": False, **said}
    paper = {"title_id": "Laporan", "title_en": "Report", "kind": "document", "accepts": ["pdf"], "first_year_only": True, "compulsory": True, **said}
    duty = {"number": 1, "symbol": "T1", "name_id": "Kick-off", "name_en": "Kick-off", "repeats": True, "wordings": [], "requirements": [asked, paper], **said}
    scheme = {
        "code": "tugas",
        "level": "province",
        "name_id": "Tugas",
        "name_en": "Duties",
        "valid_from": 2024,
        "valid_to": None,
        "note": "",
        "source": "uji",
        "milestones": [duty],
    }
    for _time in range(2):
        loaded = load_schemes({"schemes": [scheme]}, by=User.objects.system())
    assert (counted(loaded), loaded.notes) == ((0, 0, 4), [])
    made = Milestone.objects.get(scheme__code="tugas")
    assert (made.scheme.level, made.short, made.repeats) == ("province", "T1", True)
    assert list(made.requirements.values_list("record_kind", "accepts", "first_year_only")) == [("pokja.decree", [], False), ("", ["pdf"], True)]


def test_the_fourth_milestone_is_reviewed_every_year(cast):
    load_schemes(SCHEMES, by=User.objects.system())
    (fourth,) = Milestone.objects.filter(repeats=True)
    assert fourth.number == 4
    assert list(fourth.requirements.filter(first_year_only=True).values_list("title_id", "basis")) == [("Bukti pelaksanaan layanan skala penuh", "inferred")]
