"""The indicators in a brief: each newest value beside its target, with the gap in words and whether the pace is enough."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.models import Area
from ssk_portal.indicators.reading import Aim, Line, read
from ssk_portal.regions.days import today_in
from ssk_portal.reporting.brief.parts import Part, named, no_data, part, short


@dataclass(frozen=True)
class Row:
    """One indicator."""

    name: str
    url: str
    value: str
    source: str
    target: str
    layer: str
    gap: str
    pace: str
    reached: bool
    falls_short: bool


@dataclass(frozen=True)
class Figures:
    rows: Part
    lacking: str


def figures_of(region, user) -> Figures:
    """What falls short of its target first, then in the order of the indicators; towns and villages apart are left to the table of the region."""
    reading = read(region, user)
    rows = [_row(line, region) for line in reading.lines if line.area == Area.TOTAL]
    return Figures(part(sorted(rows, key=lambda row: not row.falls_short)), named((indicator.name for indicator in reading.lacking), most=4))


def _row(line: Line, region) -> Row:
    value, target = line.achievement, line.nearest
    aim = next((aim for aim in line.aims if aim.target == target), None)
    gap, no_gap = (aim.gap, aim.no_gap) if aim else (None, "")
    return Row(
        name=short(line.name, 70),
        url=reverse("indicators:series", args=[line.indicator.pk, region.code]),
        value=value.shown_value if value else no_data(),
        source=f"{value.year}, {short(value.publisher.name, 60)}" if value else "",
        target=quantity(target.value, line.indicator.unit) if target else _("no target recorded"),
        layer=f"{target.year}, {short(target.layer.name, 60)}" if target else "",
        gap=gap.words if gap else no_gap,
        pace=_pace(line, aim, this_year=today_in(region).year),
        reached=bool(gap and gap.reached),
        falls_short=bool(gap and not gap.reached),
    )


def _pace(line: Line, nearest: Aim | None, *, this_year: int) -> str:
    """Whether the pace so far is enough: for the target that the value stands beside, else for the next one that is still to come."""
    if nearest is None or line.achievement is None:
        return ""
    told = [(aim, aim.pace.in_short) for aim in [nearest, *line.aims] if aim.pace and aim.pace.in_short]
    if told:
        aim, words = told[0]
        said = {"year": aim.target.year, "value": quantity(aim.target.value, line.indicator.unit), "pace": words}
        return words if aim is nearest else _("target of %(year)s (%(value)s): %(pace)s") % said
    if nearest.gap and nearest.gap.reached:
        return ""
    if line.trend is None:
        return _("no comparable year yet")
    return _("the year of the target has gone by") if nearest.target.year < this_year else ""
