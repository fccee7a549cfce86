"""The stage of the doors with as many rows on each page as asked: a page must not notice.

`fill` may be called again: with other numbers it adds what those stand for.
"""

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import (
    Agreement,
    Attendance,
    CalendarFeed,
    Clinic,
    ClinicFile,
    ClinicReport,
    ClinicType,
    InvitedInstitution,
    Outcome,
    OutputCheck,
    Participation,
    Preparation,
    QuotedFigure,
    Session,
    Speaker,
)
from ssk_portal.documents.models import Document
from ssk_portal.indicators.models import Achievement, DefinitionChange, Disagreement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.milestones.models import Assessment, Assistance, Deadline, Evidence, Milestone, MinisterialDecree, Progress, ReportedStatus, Requirement, ReviewDraft, Wording
from ssk_portal.notices.models import Kind, Mail
from ssk_portal.notices.tell import tell
from ssk_portal.pokja.models import AgencyAbsence, Decree, ExpectedAgency, Institution, Member, Pokja, Position
from ssk_portal.regions.models import Alias, Level, Region
from ssk_portal.regions.models import Kind as RegionKind
from ssk_portal.review.actions import advance, comment
from tests.house.posts import PLACES
from tests.house.stage import of_district, of_place
from tests.reporting.stage import submit


def fill(numbers, *, rows, cast) -> None:
    """One more of everything for each of `numbers`, wherever a page lists it."""
    for number in numbers:
        with acting(cast["admin"]):
            _definitions(number, rows)
            _milestones(number, rows, cast)
            for place in PLACES:
                _pokja(number, rows, place)
                _clinic(number, rows, place)
                _figures(number, rows, place)
            _people(number, cast)
            _district(number, rows, cast)


def _definitions(number, rows):
    scheme, milestone = rows["clinic_scheme", "63.09"][0], Milestone.objects.get(pk=rows["milestone", "63.09"][0])
    said = {"basis": "stated", "source": "uji"}
    kind = ClinicType.objects.create(scheme_id=scheme, number=number + 1, name_id=f"CC{number}", name_en=f"CC{number}", **said)
    other = Milestone.objects.create(scheme=milestone.scheme, number=number + 4, name_id=f"M{number}", name_en=f"M{number}", **said)
    for prepared in (other, milestone):
        Preparation.objects.create(clinic_type=kind, milestone=prepared, **said)
        Wording.objects.create(milestone=prepared, text=f"uji {number}", source="uji")
        Requirement.objects.create(milestone=prepared, order=number, title_id=f"Surat {number}", title_en=f"Letter {number}", kind="text", compulsory=True, **said)
    Preparation.objects.create(clinic_type_id=rows["clinic_type", "63.09"][0], milestone=other, **said)
    counted = Indicator.objects.get(pk=rows["indicator", "63.09"][0])
    Indicator.objects.create(code=f"bagian-{number}", name_id=f"Bagian {number}", name_en=f"Part {number}", sector="air_limbah", part_of=counted, source="uji")
    # A rung of the ladder of the one that is looked at.
    Indicator.objects.create(code=f"tangga-{number}", name_id=f"Tangga {number}", name_en=f"Rung {number}", sector="air_limbah", ladder=counted.ladder, source="uji")
    DefinitionChange.objects.create(indicator=counted, year=1990 + number, note_id="uji", note_en="test", source="uji")
    sides = {"one_id": "1", "one_en": "1", "other_id": "2", "other_en": "2"}
    differing = {"code": f"uji-{number}", "topic_id": f"uji {number}", "topic_en": f"test {number}", "region": Region.objects.get(code="63.09")}
    Disagreement.objects.create(**differing, indicator=counted, **sides)
    ExpectedAgency.objects.create(code=f"lembaga-{number}", name_id=f"Lembaga {number}", name_en=f"Agency {number}", patterns=["kepala", f"dinas {number}"], **said)
    Publisher.objects.create(code=f"dinas-{number}", name=f"Dinas {number}", order=number)
    TargetLayer.objects.create(code=f"renstra-{number}", name_id=f"Renstra {number}", name_en=f"Renstra {number}", level="district")


def _milestones(number, rows, cast):
    """More evidence, comments and reports on the milestones that are looked at."""
    MinisterialDecree.objects.create(number=f"100.4.3-{number}", cohort_year=2023, region=Region.objects.get(code="ID"))
    Deadline.objects.create(region=Region.objects.get(code="ID"), cohort_year=2023, number=number, submit_by="2023-06-01", review_by="2023-07-01")
    duty = Progress.objects.get(pk=rows["duty", "63"][0])
    Progress.objects.create(region=duty.region, milestone=duty.milestone, year=2026 + number)
    for place, name in (("63.09", "tabalong"), ("63.07", "hst")):
        progress = Progress.objects.get(pk=rows["progress", place][0])
        for requirement in progress.milestone.requirements.all():
            Evidence.objects.create(progress=progress, requirement=requirement, text=f"uji {number}", given_by=cast[name])
        comment(progress, by=cast[name], text=f"uji {number}")
        ReportedStatus.objects.create(district=progress.region, first=1, last=1, as_of=f"20{number + 10}-01-01", source="uji")


def _pokja(number, rows, place):
    pokja = Pokja.objects.get(pk=rows["pokja", place][0])
    kind = Institution.objects.get(pk=rows["institution", place][0]).kind
    institution = Institution.objects.create(region=pokja.region, kind=kind, name=f"Dinas {number}")
    decree = Decree.objects.create(pokja=pokja, kind="bupati", number=f"9{number}", date=f"20{number + 10}-01-01", supersedes=pokja.decrees.first())
    for position in (Position.objects.create(pokja=pokja, decree=decree, office="Kepala", institution=institution), Position.objects.get(pk=rows["position", place][0])):
        Member.objects.create(position=position, name=f"Orang {number}")
    AgencyAbsence.objects.create(pokja=pokja, agency=ExpectedAgency.objects.get(code=f"lembaga-{number}"), reason="Tidak ada", set_by=User.objects.first())
    Pokja.objects.create(region=pokja.region, name=f"Pokja {number}", secretariat=institution)
    pokja.note = f"uji {number}"
    pokja.save()


AHEAD = "2091-01-01"  # every event of the place is planned for the same day


def _clinic(number, rows, place):
    clinic = Clinic.objects.get(pk=rows["clinic", place][0])
    district = Region.objects.get(code="63.09")
    institution = Institution.objects.filter(region=clinic.region).last()
    under = {"clinic": clinic, "order": number}
    session = Session.objects.create(**under, title=f"Sesi {number}")
    Speaker.objects.create(**under, name=f"Orang {number}", session=session)
    Participation.objects.create(**under, district=district, name="Tabalong", kind="kabupaten", milestone="1", clinic_numbers=[number])
    InvitedInstitution.objects.create(**under, name=f"Dinas {number}", institution=institution)
    QuotedFigure.objects.create(**under, region=district, region_as_written="Tabalong", indicator=Indicator.objects.first(), indicator_as_written="akses", kind="target", value=1)
    Agreement.objects.create(
        **under, text=f"Janji {number}", district=district, institution=institution, milestone=Milestone.objects.first(), due="2020-01-01",
    )  # fmt: skip
    _report(number, under, session, institution)
    scheme = rows["clinic_scheme", "63.09"][0]
    same = {"region": clinic.region, "title": f"CC {number}"}
    other = Clinic.objects.create(slug=f"{clinic.slug}-lain-{number}", scheme_id=scheme, clinic_numbers=[1, number], planned_start=AHEAD, **same)
    before = Clinic.objects.create(slug=f"{clinic.slug}-dulu-{number}", date_start="2020-01-01", **same)
    for event in (other, before):
        Participation.objects.create(clinic=event, district=district, name="Tabalong", kind="kabupaten")
    Agreement.objects.create(clinic=before, text=f"Belum {number}", district=district, due="2020-02-01")
    clinic.planned_start = AHEAD
    clinic.scheme_id, clinic.clinic_numbers, clinic.related_events = other.scheme_id, [*clinic.clinic_numbers, number], [*clinic.related_events, other.slug]
    clinic.save()


def _report(number, under, session, institution):
    """What came out of the event, and who came."""
    clinic = under["clinic"]
    ClinicReport.objects.get_or_create(clinic=clinic)
    Outcome.objects.create(**under, kind="decision", text=f"Keputusan {number}", session=session)
    OutputCheck.objects.create(**under, text=f"Keluaran {number}", reached="no")
    clinic.expected = [*clinic.expected, f"Keluaran {number}"]
    Attendance.objects.create(**under, name=f"Orang {number}", institution=institution, state="present", district=Region.objects.get(code="63.09"), gender="f")
    paper = Document.objects.create(region=clinic.region, name=f"foto-{number}.jpg", content_type="image/jpeg", size=1, sha256=f"{number:064x}", uploaded_by=User.objects.first())
    ClinicFile.objects.create(**under, document=paper, session=session)


def _figures(number, rows, place):
    """Drafts and published values, of the indicator that is looked at and of another one."""
    draft = Achievement.objects.get(pk=rows["achievement", place][0])
    other = Indicator.objects.get(code=f"bagian-{number}")
    publisher = Publisher.objects.get(code=f"dinas-{number}")
    layer = TargetLayer.objects.get(code=f"renstra-{number}")
    for indicator in (draft.indicator, other):
        common = {"indicator": indicator, "region": draft.region, "source": f"uji {number}", "publisher": publisher, "value": number}
        for state, year in (("draft", 2024), ("published", 2024 + number)):
            Achievement.objects.create(**common, year=year, state=state, is_reference=state == "published")
            Target.objects.create(**common, year=year, state=state, in_force=state == "published", layer=layer)


def _people(number, cast):
    CalendarFeed.objects.get_or_create(user=cast["admin"])
    for name in ("admin", "admin_kalsel", "pusat", "kalsel", "tabalong"):
        tell([cast[name]], Kind.COMMENT, Indicator.objects.first(), by=cast["hst"])
        record(EventKind.SIGN_IN_FAILED, user=cast[name])
        Mail.objects.create(user=cast[name], address="a@example.org", subject=f"Uji {number}", body="Uji", error="no route")


def _district(number, rows, cast):
    """Another district in Kalimantan Selatan with all its rows, one of its milestones waiting for review."""
    province = Region.objects.get(code="63")
    district = Region.objects.create(code=f"63.{number + 80}", level=Level.DISTRICT, kind=RegionKind.CITY, name=f"Uji {number}", parent=province, province=province)
    Alias.objects.create(region=district, kind=RegionKind.CITY, name=f"Udji {number}")
    kind = Institution.objects.first().kind
    of_place(district, kind, cast)
    milestones = Milestone.objects.get(pk=rows["milestone", "63.09"][0]).scheme
    progress = Progress.objects.get(pk=of_district(district, milestones, cast)["progress"].pk)
    Assistance.objects.filter(pk=progress.assistance_id).update(decree=rows["ministerial_decree", "63"][0])
    staff = User.objects.create_user(f"staf{number}", name=f"Staf {number}", role="district_staff", region=district)
    submit(progress, by=staff)
    advance(progress, "begin", by=cast["kalsel"])
    Assessment.objects.create(progress=progress, requirement=progress.milestone.requirements.first(), verdict="to_mend", remark=f"uji {number}", written_by=cast["kalsel"])
    ReviewDraft.objects.create(progress=progress, note=f"uji {number}", written_by=cast["kalsel"])
    advance(progress, "release", by=cast["kalsel"])
