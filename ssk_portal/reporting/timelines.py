"""The timeline of a region: what happened in its Pokja, clinics, milestones and figures."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext

from ssk_portal.audit.timeline import LABELS, Actor, Source, region_events
from ssk_portal.clinics.models import Agreement, Clinic, ClinicFile, ClinicReport, Outcome, OutputCheck, Participation
from ssk_portal.common.bilingual import chosen_column
from ssk_portal.common.numbers import number
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.milestones.models import Assistance, Evidence, Progress, ReportedStatus
from ssk_portal.pokja.models import AgencyAbsence, Decree, Member, Pokja, Position
from ssk_portal.review.states import State


def _text(*parts):
    """Several columns as one text; numbers among them are written out."""
    return Concat(*(Cast(part, CharField()) if isinstance(part, str) else part for part in parts), output_field=CharField())


def _progress():
    """`Progress.short`, asked of the database."""
    short = Case(When(milestone__symbol="", then=_text(Value("M"), "milestone__number")), default=F("milestone__symbol"), output_field=CharField())
    before, between = (gettext("%(milestone)s year %(year)s") % {"milestone": "\n", "year": "\r"}).replace("\r", "").split("\n")
    return Case(
        When(assistance=None, then=_text(short, Value(" "), "year")),
        When(round__gt=1, then=_text(Value(before), short, Value(between), "round")),
        default=short,
        output_field=CharField(),
    )


def sources() -> tuple[Source, ...]:
    """The kinds of rows in a timeline, named in the reader's language."""
    figure = _text(chosen_column("indicator__name"), Value(" "), "year")
    return (
        Source(Pokja, "region_id", F("name"), "pokja:pokja_detail"),
        Source(Decree, "pokja__region_id", F("number"), "pokja:pokja_detail", key="pokja_id"),
        Source(Position, "pokja__region_id", _text("title", Value(" "), "office"), "pokja:pokja_detail", key="pokja_id"),
        Source(Member, "position__pokja__region_id", F("name"), "pokja:pokja_detail", key="position__pokja_id"),
        Source(AgencyAbsence, "pokja__region_id", chosen_column("agency__name"), "pokja:pokja_detail", key="pokja_id"),
        Source(Clinic, "region_id", F("title"), "clinics:clinic_detail"),
        Source(Participation, "district_id", F("clinic__title"), "clinics:clinic_detail", key="clinic_id"),
        Source(Agreement, "district_id", F("text"), "clinics:report_detail", key="clinic_id"),
        Source(ClinicReport, "clinic__region_id", F("clinic__title"), "clinics:report_detail", key="clinic_id", has_state=True),
        Source(Outcome, "clinic__region_id", F("text"), "clinics:report_detail", key="clinic_id"),
        Source(OutputCheck, "clinic__region_id", F("text"), "clinics:report_detail", key="clinic_id"),
        Source(ClinicFile, "clinic__region_id", F("clinic__title"), "clinics:report_detail", key="clinic_id"),
        Source(Assistance, "district_id", F("cohort_year"), "milestones:assistance_detail"),
        Source(Progress, "region_id", _progress(), "milestones:progress_detail", has_state=True),
        Source(Evidence, "progress__region_id", chosen_column("requirement__title"), "milestones:progress_detail", key="progress_id"),
        Source(ReportedStatus, "district_id", _text(Value("M"), "first"), "milestones:progress_list", key="district_id"),
        Source(Target, "region_id", figure, "indicators:target_detail", has_state=True),
        Source(Achievement, "region_id", figure, "indicators:achievement_detail", has_state=True),
    )


@dataclass(frozen=True)
class Line:
    """One line of the timeline."""

    at: datetime
    actor: Actor
    kind: str
    name: str
    what: str
    sign: str
    state: str
    url: str


def timeline(region, *, limit: int, skip: int = 0) -> list[Line]:
    """The newest events of the region's rows, newest first, after the first `skip`."""
    kinds = sources()
    return [_line(event, kinds[event[3]]) for event in region_events(kinds, region, limit=limit, skip=skip)]


def _line(event, source: Source) -> Line:
    at, what, context, _position, key, state, count, first, last, name = event[:10]
    gone = what == "delete" and source.key == "pgh_obj_id"
    url = "" if gone or key is None else _page(source, key)
    shown = str(State(state).label) if state else ""
    return Line(at, Actor.of(context), *_told(source.model, count if first != last else 1, name), str(LABELS[what]), state, shown, url)


def _told(model, count: int, name: str | None) -> tuple[str, str]:
    """Kind and name of a row; of several alike how many they are."""
    if count > 1:
        return f"{number(count)} {model._meta.verbose_name_plural}", ""
    kind = str(model._meta.verbose_name)
    return kind[:1].upper() + kind[1:], (name or "").strip()


def _page(source, key) -> str:
    if source.page == "milestones:progress_list":
        return reverse(source.page)
    return reverse(source.page, args=[key])
