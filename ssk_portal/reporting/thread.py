"""The red thread of a region: its Pokja, clinics, milestones, agreements and figures, read for one page.

What is short comes inside the statement for its row, so that the number of statements
stays the same however much there is to tell.
"""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from ssk_portal.clinics.days import newest
from ssk_portal.clinics.models import Agreement, AgreementState, Clinic, Participation
from ssk_portal.clinics.models.agreement import OPEN as STILL_OPEN
from ssk_portal.clinics.models.clinic import numbers_label
from ssk_portal.clinics.standing import Standing, with_standing
from ssk_portal.common.nested import nested, unnest
from ssk_portal.indicators.gaps import held_against, nearest_target
from ssk_portal.indicators.models import Achievement, Target, break_years
from ssk_portal.milestones.models import Progress, ReportedStatus
from ssk_portal.milestones.overview import earlier_rounds, reported_of, strip_of
from ssk_portal.milestones.rounds import following, newest_repeating, why_no_round
from ssk_portal.pokja.models import ExpectedAgency, Pokja
from ssk_portal.pokja.overview import Overviews, with_overview
from ssk_portal.regions.days import day_of, today_in, today_there
from ssk_portal.review.states import DONE, OPEN


def attached(regions, user):
    """The regions with what publications report (newest first), what is still to be kept (most pressing first; `agreed` counts them all),
    the agencies expected in a Pokja, and the duties of a province.
    """
    open_ones = Agreement.objects.visible_to(user).still_open().filter(district=OuterRef("pk"))
    to_keep = nested(open_ones.due_first(), "clinic", "institution", most=8)
    expected = nested(ExpectedAgency.objects.in_time(day_of(OuterRef("time_zone"))))
    duties = nested(Progress.objects.visible_to(user).duties().filter(region=OuterRef("pk")).order_by("-year", "milestone__number"), "milestone", most=12)
    return regions.annotate(reported=reported_of("pk", most=6), to_keep=to_keep, expected=expected, agreed=_agreed(user), duties=duties)


def _agreed(user) -> Subquery:
    """How many agreements a region made, without those called off; how many of them were kept, are open, and are late there."""
    still = Q(state__in=STILL_OPEN)
    late = still & Q(due__lt=today_there("district"))
    counts = JSONObject(total=Count("pk"), kept=Count("pk", filter=Q(state=AgreementState.KEPT)), open=Count("pk", filter=still), late=Count("pk", filter=late))
    made = Agreement.objects.visible_to(user).filter(district=OuterRef("pk")).exclude(state=AgreementState.CANCELLED)
    return Subquery(made.order_by().values("district").annotate(counts=counts).values("counts"))


def duties_of(region) -> list[Progress]:
    """The duties of a province in the newest year that was begun."""
    rows = unnest(Progress, region.duties, "milestone")
    return [row for row in rows if row.year == rows[0].year]


def statuses_of(region) -> list[ReportedStatus]:
    return unnest(ReportedStatus, region.reported)


def agreements_of(region) -> list[Agreement]:
    """The open agreements; whether one is late is told by the region's own day."""
    agreements = unnest(Agreement, region.to_keep, "clinic", "institution")
    for agreement in agreements:
        agreement.clinic.region = region
    return agreements


def pokjas_of(region, user, *, also=None) -> list[Pokja]:
    """The region's Pokja at work, each with the decree that stands (`decree`) and how it stands at a glance (`overview`); those with a decree first.

    `also(rows, day)` adds what a page reads besides.
    """
    today = today_in(region)
    rows = with_overview(Pokja.objects.visible_to(user).at_work().of(region), today).select_related("secretariat")
    pokjas = list(also(rows, today) if also else rows)
    read = Overviews(unnest(ExpectedAgency, region.expected), today)
    for pokja in pokjas:
        pokja.region = region
        pokja.overview = read.of(pokja)
    return sorted(pokjas, key=lambda pokja: pokja.decree is None)


def clinics_of(region, user) -> list[Clinic]:
    """The newest events that the region held or took part in, each with how it stands and as which clinic it counts here."""
    taking_part = Q(participations__district=region)
    found = Clinic.objects.visible_to(user).filter(Q(region=region) | taking_part).distinct()
    own = Participation.objects.filter(clinic=OuterRef("pk"), district=region).values("clinic_numbers")[:1]
    clinics = list(newest(with_standing(found.annotate(own_numbers=Subquery(own))))[:8])
    for clinic in clinics:
        clinic.standing = Standing(clinic.standing)
        clinic.label = numbers_label(clinic.own_numbers) if clinic.own_numbers else clinic.number_label
    return clinics


def figures_of(region) -> list[Achievement]:
    """The newest value that counts of each indicator, each with the target it is compared with and the gap.

    The towns and the villages of a region are lines of their own: their value is not the region's.
    """
    settled = Achievement.objects.settled().of(region).filter(is_reference=True)
    # Backwards by letter: total, perkotaan, perdesaan.
    newest = settled.order_by("indicator__order", "indicator_id", "-area", "-year").distinct("indicator__order", "indicator_id", "area")
    targets = Target.objects.settled().filter(indicator=OuterRef("indicator"), region=OuterRef("region"), area=OuterRef("area"), in_force=True)
    figures = list(newest.select_related("indicator", "publisher").annotate(targets=nested(targets.order_by("pk"), "layer"), breaks=break_years("indicator")))
    for figure in figures:
        figure.target = nearest_target(unnest(Target, figure.targets, "layer"), figure.year, region.level)
        figure.gap, figure.no_gap = held_against(figure, figure.target, figure.indicator, figure.breaks) if figure.target else (None, "")
    return figures


def progresses_of(region):
    """The milestones of a district, those of the latest assistance first."""
    return Progress.objects.of(region).for_lists().order_by("-assistance__cohort_year", "milestone__number", "round")


def of_latest(progresses) -> list[Any]:
    """Those of the latest assistance among the rows of `progresses_of`."""
    rows = list(progresses)
    return [progress for progress in rows if progress.assistance_id == rows[0].assistance_id]


def milestones_of(region) -> dict:
    """The milestones of the district's latest assistance: the assistance, the strip, the milestone it works on and the one to fill in."""
    own = of_latest(progresses_of(region))
    if not own:
        return {"assistance": None, "steps": [], "current": None, "to_fill": None}
    assistance = own[0].assistance
    steps, newest = strip_of(own), newest_repeating(own)
    current = next((step for step in steps if step["state"] not in DONE), steps[-1])
    has_left = assistance.has_left(region)
    to_fill = None if has_left else next((step for step in steps if step["state"] in OPEN), None)
    next_round = following(newest) if newest and not why_no_round(assistance, newest) else None
    return {
        "assistance": assistance,
        "steps": steps,
        "current": current,
        "to_fill": to_fill,
        "earlier": earlier_rounds(own),
        "next_round": next_round,
        "has_left": has_left,
    }
