"""The board: districts x milestones, each cell with state, days in it, what is missing, and a link.

Up to 2,056 cells: the rows come from the database as tuples and the body is joined
from escaped fragments; everything around it is an ordinary template.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import chain, groupby
from operator import itemgetter

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ssk_portal.common.statements import fetch
from ssk_portal.regions.models import Kind
from ssk_portal.review.states import State

PROVINCE = Kind.PROVINCE.value
# The names of the regions: the same few hundred on every board.
escaped = lru_cache(maxsize=1000)(escape)
SHOWN = [state for state in State.choices if state[0] != State.PUBLISHED]
# One row a cell, of each district's latest assistance; a district without one has a single empty cell.
# What is missing counts only while the district can still fill it in.
CELLS = """
WITH latest AS (
    SELECT DISTINCT ON (district_id) id, district_id, cohort_year
    FROM milestones_assistance ORDER BY district_id, cohort_year DESC
)
SELECT district.code, district.kind, district.name, latest.cohort_year, milestone.number, progress.id, progress.state,
       %(today)s::date - (progress.state_since AT TIME ZONE district.time_zone)::date,
       CASE WHEN progress.state IN ('draft', 'returned') THEN (
           SELECT count(*) FROM milestones_requirement requirement
           WHERE requirement.compulsory AND requirement.milestone_id = progress.milestone_id AND NOT EXISTS (
               SELECT FROM milestones_evidence evidence WHERE evidence.progress_id = progress.id AND evidence.requirement_id = requirement.id
           )
       ) ELSE 0 END
FROM regions_region district
LEFT JOIN latest ON latest.district_id = district.id
LEFT JOIN milestones_progress progress ON progress.assistance_id = latest.id
LEFT JOIN milestones_milestone milestone ON milestone.id = progress.milestone_id
WHERE CASE WHEN %(region)s::bigint IS NULL THEN district.level IN ('province', 'district')
      ELSE district.level = 'district' AND (district.province_id = %(region)s OR district.id = %(region)s) END
ORDER BY district.code, milestone.number
"""


@dataclass(frozen=True)
class Filters:
    """What the person asked for: a cohort year, a state."""

    cohort: int | None = None
    state: str = ""

    def __bool__(self) -> bool:
        return bool(self.cohort or self.state)

    def keep(self, cells) -> bool:
        """Whether a district with these cells is shown."""
        if self.cohort and cells[0][3] != self.cohort:
            return False
        return not self.state or any(cell[6] == self.state for cell in cells)


def cells_of(region) -> list[tuple]:
    """The cells of every district of `region` (all of them for the country): code, kind, name, cohort,
    milestone number, progress id, state, days in it, how many compulsory requirements are missing.
    For the country each province comes before its districts, as a single empty cell.
    """
    return fetch(CELLS, {"today": timezone.localdate(), "region": None if region.is_country else region.pk})


def by_district(cells, filters: Filters | None = None) -> list[list[tuple]]:
    """The cells grouped a district, those that the filter keeps."""
    groups = (list(group) for _code, group in groupby(cells, key=itemgetter(0)))
    districts = [group for group in groups if group[0][1] != PROVINCE]
    return [group for group in districts if filters.keep(group)] if filters else districts


def provinces_in(cells) -> dict[str, str]:
    """The names of the provinces among the cells, by code; none on the board of a province."""
    return {cell[0]: cell[2] for cell in cells if cell[1] == PROVINCE}


def counts(groups) -> Counter:
    """How many cells there are of each state."""
    return Counter(map(itemgetter(6), chain.from_iterable(groups)))


def cohorts(cells) -> list[int]:
    """The cohort years on the board, newest first."""
    return sorted(set(map(itemgetter(3), cells)) - {None}, reverse=True)


def numbers_of(groups) -> list[int]:
    """The milestone numbers that the board has columns for."""
    return sorted(set(map(itemgetter(4), chain.from_iterable(groups))) - {None}) or [1, 2, 3, 4]


def body(groups, numbers, provinces=None) -> SafeString:
    """The rows of the board's table, grouped under the `provinces` that are named by code."""
    district_page = reverse("reporting:region_detail", args=["0"]).removesuffix("0/")
    province_page = reverse("reporting:board_province", args=["0"]).removesuffix("0/")
    write, none, columns = _cell_writer(), escape(_("not assisted")), len(numbers)
    parts, province = [], None
    add = parts.append
    for group in groups:
        first = group[0]
        code, cohort = first[0], first[3]
        if provinces and code[:2] != province:
            province = code[:2]
            add(f"<tr class=group><th scope=rowgroup colspan={columns + 2}><a href={province_page}{province}/>{escaped(provinces[province])}</a>")
        add(f"<tr><th scope=row><a href={district_page}{code}/>{'Kota ' if first[1] == 'kota' else ''}{escaped(first[2])}</a><td>{cohort or '–'}")
        if cohort is None:
            add(f"<td class=s-none colspan={columns}>{none}")
        elif len(group) == columns:
            # As many as there are numbers on the board, each once and in order.
            parts += write(group)
        else:
            found = {cell[4]: cell for cell in group}
            for number in numbers:
                parts += write([found[number]]) if number in found else ["<td class=s-none>–"]
    return mark_safe("".join(parts))  # noqa: S308 - every text above is escaped or a number


def legend() -> SafeString:
    """The states with their colours and shapes, as under every board."""
    return _legend(get_language())


@cache
def _legend(language: str) -> SafeString:
    return render_to_string("components/board_legend.html", {"states": SHOWN})


def _cell_writer():
    """A function that writes cells: their link, the state in words, the days in it, what is missing.

    What all cells of a state share is put together once; a country's board has thousands of cells.
    """
    page = reverse("milestones:progress_detail", args=[0]).removesuffix("0/")
    # "12 hari", "kurang 3": where the number stands is the language's own matter.
    before_days, after_days = escape(_("%(count)s days")).split("%(count)s")
    before_missing, after_missing = escape(_("%(count)s missing")).split("%(count)s")
    opening = {state: f"<td class=s-{state}><a href={page}" for state in State.values}
    words = {state: f"/>{escape(str(label))}<i>{before_days}" for state, label in State.choices}
    complete, missing = f"{after_days}</i></a>", f"{after_days}</i><b>{before_missing}"
    last = f"{after_missing}</b></a>"

    def write(cells) -> list[str]:
        return [
            f"{opening[state]}{pk}{words[state]}{days}{missing}{lacking}{last}" if lacking else f"{opening[state]}{pk}{words[state]}{days}{complete}"
            for _code, _kind, _name, _cohort, _number, pk, state, days, lacking in cells
        ]

    return write


def table(groups, numbers):
    """The same cells as rows of a sheet, headings first."""
    words = dict(State.choices)
    yield [_("Code"), _("Regency or city"), _("Cohort"), *[f"{heading} M{number}" for number in numbers for heading in (_("State"), _("Days in state"), _("Missing"))]]
    for group in groups:
        code, kind, name, cohort = group[0][:4]
        found = {cell[4]: cell for cell in group}
        row = [code, f"{kind.capitalize()} {name}", cohort]
        for number in numbers:
            cell = found.get(number)
            row += [str(words[cell[6]]), cell[7], cell[8]] if cell else [_("not assisted"), None, None]
        yield row
