"""Districts at work: what the boards, region pages and timelines show in the tests."""

from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.giving import fill_in
from ssk_portal.milestones.models import Assistance, Milestone, MilestoneScheme, Progress, Requirement
from ssk_portal.review.actions import advance


def scheme(*, requirements=2) -> MilestoneScheme:
    """Four milestones, each with some compulsory requirements of text."""
    made = MilestoneScheme.objects.create(code="uji", name_id="Skema uji", name_en="Test scheme", valid_from=2021, source="uji")
    for number in range(1, 5):
        milestone = Milestone.objects.create(
            scheme=made, number=number, repeats=number == 4, name_id=f"Milestone {number}", name_en=f"Milestone {number}", basis="stated", source="uji"
        )
        for order in range(requirements):
            Requirement.objects.create(
                milestone=milestone, order=order, title_id=f"Bukti {order}", title_en=f"Proof {order}", kind="text", compulsory=True, basis="stated", source="uji"
            )
    return made


def duty(province, *, year=2026) -> Progress:
    """The draft of a province on a duty of the year."""
    scheme = {"level": "province", "name_id": "Tugas", "name_en": "Duties", "valid_from": 2021, "source": "uji"}
    made, _new = MilestoneScheme.objects.get_or_create(code="uji-provinsi", defaults=scheme)
    named = {"symbol": "T1", "name_id": "Kick-off", "name_en": "Kick-off", "basis": "stated", "source": "uji"}
    milestone, _new = Milestone.objects.get_or_create(scheme=made, number=1, defaults=named)
    return Progress.objects.create(region=province, milestone=milestone, year=year)


def assist(district, made_scheme, *, year=2023):
    """An assisted district with its four drafts, in the order of the milestones."""
    assistance = record_assistance(Assistance(district=district, cohort_year=year, scheme=made_scheme, source="uji"), by=User.objects.system())
    return list(assistance.progresses.order_by("milestone__number"))


def fill(progress, *, by):
    """Everything that is compulsory."""
    values = dict.fromkeys(progress.milestone.requirements.all(), "sudah")
    with acting(by):
        return fill_in(progress, values=values, files={}, by=by)


def submit(progress, *, by):
    with acting(by):
        return advance(fill(progress, by=by), "submit", by=by)


def decide(progress, step, *, by, note=""):
    with acting(by):
        return advance(progress, step, by=by, note=note)
