"""One row of every kind in each place, for walking the doors: every row could leak."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ssk_portal.accounts.models import Invitation, User
from ssk_portal.clinics.models import (
    Agreement,
    Attendance,
    CheckInPage,
    Clinic,
    ClinicFile,
    ClinicType,
    InvitedInstitution,
    Outcome,
    Participation,
    Preparation,
    QuotedFigure,
    Scheme,
    Session,
    Speaker,
)
from ssk_portal.documents.actions import keep
from ssk_portal.indicators.models import Achievement, DefinitionChange, Disagreement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.milestones.models import Assistance, Deadline, Evidence, Milestone, MilestoneScheme, MinisterialDecree, Progress, ReportedStatus, Requirement, Wording
from ssk_portal.notices.models import Announcement, Kind, Mail
from ssk_portal.notices.tell import tell
from ssk_portal.pokja.models import AgencyAbsence, Decree, ExpectedAgency, Institution, InstitutionKind, Member, Pokja, Position
from tests.common.uploads.files import PNG
from tests.house.posts import PLACES
from tests.house.rights import DISTRICTS, PROVINCES
from tests.journeys.files import pdf
from tests.reporting.stage import assist, scheme

PDF = pdf()


def build(regions, cast) -> dict[tuple[str, str], tuple]:
    """The arguments of the addresses, by kind of row and place: {("pokja", "63.09"): (12,)}."""
    rows = {}
    milestones = scheme()
    indicator = Indicator.objects.create(code="layak", name_id="Akses layak", name_en="Improved access", sector="air_limbah", ladder="sanitasi", source="uji")
    layer = TargetLayer.objects.create(code="rpjmd", name_id="RPJMD", name_en="RPJMD", level="district")
    publisher = Publisher.objects.create(code="bps", name="BPS")
    change = DefinitionChange.objects.create(indicator=indicator, year=2019, note_id="uji", note_en="test", source="uji")
    differing = Disagreement.objects.create(
        code="uji", topic_id="uji", topic_en="test", region=regions["63.09"], indicator=indicator, one_id="1", one_en="1", other_id="2", other_en="2"
    )
    counted = {"indicator": indicator, "definitionchange": change, "disagreement": differing, "layer": layer, "publisher": publisher}
    kind = InstitutionKind.objects.create(code="opd", name_id="OPD", name_en="Agency")
    said = {"basis": "stated", "source": "uji"}
    agency = ExpectedAgency.objects.create(code="perencanaan", name_id="Perencanaan", name_en="Planning", patterns=["bappeda"], **said)
    legal = ExpectedAgency.objects.create(code="hukum", name_id="Hukum", name_en="Legal", compulsory=True, **said)
    for place in PLACES:
        rows |= {(name, place): (row.pk,) for name, row in of_place(regions[place], kind, cast).items()}
        rows |= {(name, place): (row.pk,) for name, row in _figures(regions[place], counted, cast).items()}
        rows["decree_scan", place] = (rows["decree", place][0], Decree.objects.get(pk=rows["decree", place][0]).scan_id)
        rows["region", place] = (place,)
        rows["series", place] = (indicator.pk, place)
        absence = AgencyAbsence.objects.create(pokja_id=rows["pokja", place][0], agency=legal, reason="Tidak ada", set_by=cast["admin"])
        rows["absence", place], rows["pokja_agency", place] = (absence.pk,), (absence.pokja_id, agency.code)
        rows["history", place] = ("pokja", "pokja", rows["pokja", place][0])
    for place in ("63", "62"):
        dates = {"cohort_year": 2022, "number": 2, "submit_by": "2023-06-30", "review_by": "2023-07-14", "reason": "Banjir"}
        rows["own_deadline", place] = (Deadline.objects.create(region=regions[place], **dates).pk,)
    for place in DISTRICTS:
        rows |= {(name, place): (row.pk,) for name, row in of_district(regions[place], milestones, cast).items()}
        rows |= _assisted(regions[place], rows["assistance", place][0])
    duty = _duty()
    for place in PROVINCES:
        rows |= {(name, place): (row.pk,) for name, row in _of_province(regions[place], duty, cast).items()}
    rows |= {key: (row.pk,) for key, row in _shared_clinics(regions).items()}
    rows |= {(name, "63.09"): (row.pk,) for name, row in (_definitions(milestones, cast) | counted | {"expected_agency": agency}).items()}
    return rows


def of_place(region, kind, cast) -> dict:
    institution = Institution.objects.create(region=region, kind=kind, name=f"Bappeda {region.name}", telephone="0511-1234")
    pokja = Pokja.objects.create(region=region, name=f"Pokja {region.name}")
    scan = keep(SimpleUploadedFile("sk.pdf", PDF, "application/pdf"), region=region, by=cast["admin"])
    decree = Decree.objects.create(pokja=pokja, kind="bupati", number="1", scan=scan)
    position = Position.objects.create(pokja=pokja, rank="3_ketua", office="Sekda")
    clinic = Clinic.objects.create(slug=f"cc-{region.code.replace('.', '-')}", region=region, title=f"CC {region.name}")
    parts = {"clinic": clinic}
    CheckInPage.objects.create(clinic=clinic)
    user = User.objects.create_user(f"u{region.code.replace('.', '')}", name="Orang", role="reader", region=region)
    Invitation.objects.create(user=user, asked_at=timezone.now(), sent_at=timezone.now())
    return {
        "institution": institution,
        "pokja": pokja,
        "decree": decree,
        "position": position,
        "member": Member.objects.create(position=position, name="Ketua"),
        "clinic": clinic,
        "participation": Participation.objects.create(**parts, name="Belum dikenal", kind="kabupaten"),
        "invitedinstitution": InvitedInstitution.objects.create(**parts, name="Bappeda"),
        "session": Session.objects.create(**parts, title="Pembukaan"),
        "speaker": Speaker.objects.create(**parts, name="Richard"),
        "quotedfigure": QuotedFigure.objects.create(**parts, region_as_written="Indonesia", indicator_as_written="akses", kind="target"),
        "agreement": Agreement.objects.create(**parts, text="Siapkan SK", document=scan),
        "outcome": Outcome.objects.create(**parts, kind="decision", text="Model layanan dipilih"),
        "clinicfile": ClinicFile.objects.create(**parts, document=keep(SimpleUploadedFile("foto.png", PNG), region=region, by=cast["admin"], photo=True)),
        "attendance": Attendance.objects.create(**parts, name="Rahmat", institution=institution),
        "user": user,
    }


def _shared_clinics(regions) -> dict:
    """One of Kalimantan Selatan for both its districts, and one of Kalimantan Tengah to which Tabalong came."""
    rows = {}
    for name, host, districts in (("shared", "63", ("63.09", "63.07")), ("guest", "62", ("63.09",))):
        clinic = Clinic.objects.create(slug=name, region=regions[host], title=f"CC {name}")
        CheckInPage.objects.create(clinic=clinic)
        session = Session.objects.create(clinic=clinic, title="Pembukaan")
        for code in districts:
            part = {"clinic": clinic, "district": regions[code]}
            rows[f"{name}_clinic", code], rows[f"{name}_session", code] = clinic, session
            rows[f"{name}_participation", code] = Participation.objects.create(name=regions[code].name, kind="kabupaten", **part)
            rows[f"{name}_agreement", code] = Agreement.objects.create(text="Siapkan SK", **part)
            rows[f"{name}_attendance", code] = Attendance.objects.create(name="Rahmat", **part)
    return rows


def _figures(region, counted, cast) -> dict:
    """A draft of each: what its region has not submitted yet."""
    document = keep(SimpleUploadedFile("angka.pdf", PDF, "application/pdf"), region=region, by=cast["admin"])
    common = {"indicator": counted["indicator"], "region": region, "year": 2024, "value": 80, "source": "uji", "document": document, "publisher": counted["publisher"]}
    local = Indicator.objects.create(code=f"lokal-{region.code}".replace(".", "-"), name_id="Sumur", name_en="Wells", sector="air_limbah", region=region, source="uji")
    return {"achievement": Achievement.objects.create(**common), "target": Target.objects.create(layer=counted["layer"], **common), "local_indicator": local}


def of_district(region, milestones, cast) -> dict:
    progress = assist(region, milestones)[0]
    requirement = progress.milestone.requirements.first()
    document = keep(SimpleUploadedFile("bukti.pdf", PDF, "application/pdf"), region=region, by=cast["admin"])
    evidence = Evidence.objects.create(progress=progress, requirement=requirement, document=document, given_by=cast["admin"])
    return {"progress": progress, "assistance": progress.assistance, "evidence": evidence}


def _assisted(district, assistance: int) -> dict:
    """What a publication reports of it, and an assistance that ended."""
    status = ReportedStatus.objects.create(district=district, first=1, last=1, as_of="2023-11-01", source="uji")
    scheme = Assistance.objects.get(pk=assistance).scheme
    left = Assistance.objects.create(district=district, cohort_year=2021, scheme=scheme, left_on="2022-05-01", left_reason="Mundur")
    return {("reported_assistance", district.code): (assistance, status.pk), ("left_assistance", district.code): (left.pk,)}


def _duty() -> Milestone:
    duties = MilestoneScheme.objects.create(code="uji-provinsi", level="province", name_id="Skema", name_en="Scheme", valid_from=2021, source="uji")
    milestone = Milestone.objects.create(scheme=duties, number=1, symbol="T1", name_id="Kick-off", name_en="Kick-off", basis="stated", source="uji")
    Requirement.objects.create(milestone=milestone, title_id="Hari uji", title_en="Test day", kind="date", compulsory=True, basis="stated", source="uji")
    MilestoneScheme.objects.filter(pk=duties.pk).update(in_force_since="2021-01-01")
    return milestone


def _of_province(province, duty, cast) -> dict:
    document = keep(SimpleUploadedFile("kepmen.pdf", PDF, "application/pdf"), region=province, by=cast["admin"])
    return {
        "ministerial_decree": MinisterialDecree.objects.create(number=f"Kepmen {province.code}", cohort_year=2023, document=document, region=province),
        "duty": Progress.objects.create(region=province, milestone=duty, year=2026),
    }


def _definitions(milestones, cast) -> dict:
    clinic_scheme = Scheme.objects.create(code="uji", name_id="Skema", name_en="Scheme", valid_from=2021, source="uji")
    clinic_type = ClinicType.objects.create(scheme=clinic_scheme, number=1, name_id="CC1", name_en="CC1", basis="stated", source="uji")
    milestone = milestones.milestones.first()
    dates = {"cohort_year": 2022, "number": 1, "submit_by": "2023-06-30", "review_by": "2023-07-14"}
    template = keep(SimpleUploadedFile("templat.pdf", PDF, "application/pdf"), region=cast["admin"].region, by=cast["admin"])
    requirement = milestone.requirements.first()
    Requirement.objects.filter(pk=requirement.pk).update(template=template)
    announcement = Announcement.objects.create(text_id="Uji", text_en="Test", first_day="2026-01-01", last_day="2026-01-02")
    mail = Mail.objects.create(user=cast["tabalong"], address="a@example.org", subject="Uji", body="Uji", error="no route")
    (notice,) = tell([cast["hst"]], Kind.COMMENT, clinic_scheme, by=cast["pusat"])
    return {
        "milestone_scheme": milestones,
        "deadline": Deadline.objects.create(region=cast["pusat"].region, **dates),
        "milestone": milestone,
        "requirement": requirement,
        "wording": Wording.objects.create(milestone=milestone, text="uji", source="uji"),
        "clinic_scheme": clinic_scheme,
        "clinic_type": clinic_type,
        "preparation": Preparation.objects.create(clinic_type=clinic_type, milestone=milestone, basis="stated", source="uji"),
        "mail": mail,
        "announcement": announcement,
        "notice": notice,
    }
