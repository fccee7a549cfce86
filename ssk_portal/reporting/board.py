"""The board: districts x milestones, each cell with state, days in it, what is missing, and a link.

Up to 2,056 cells: the rows come from the database as tuples and the body is joined
from escaped fragments; everything around it is an ordinary template.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import groupby
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
           WHERE requirement.compulsory AND requirement.milestone_id = progress.milestone_id AND (progress.round = 1 OR NOT requirement.first_year_only) AND NOT EXISTS (
               SELECT FROM milestones_evidence evidence WHERE evidence.progress_id = progress.id AND evidence.requirement_id = requirement.id AND evidence.removed_at IS NULL
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

    def narrow(self, cells) -> list[tuple]:
        """The cells of the districts that are shown, each whole, under their provinces."""
        if not self:
            return cells
        kept = {cell[0] for cell in cells if (not self.cohort or cell[3] == self.cohort) and (not self.state or cell[6] == self.state)}
        kept |= {code[:2] for code in kept}
        return [cell for cell in cells if cell[0] in kept]


def cells_of(region) -> list[tuple]:
    """The cells of every district of `region` (all of them for the country): code, kind, name, cohort,
    milestone number, progress id, state, days in it, how many compulsory requirements are missing.
    In the order of codes and numbers; for the country each province comes before its districts, as a single empty cell.
    """
    return fetch(CELLS, {"today": timezone.localdate(), "region": None if region.is_country else region.pk})


def counts(cells) -> Counter:
    """How many cells there are of each state."""
    return Counter(map(itemgetter(6), cells))


def cohorts(cells) -> list[int]:
    """The cohort years on the board, newest first."""
    return sorted(set(map(itemgetter(3), cells)) - {None}, reverse=True)


def numbers_of(cells) -> list[int]:
    """The milestone numbers that the board has columns for."""
    return sorted(set(map(itemgetter(4), cells)) - {None}) or [1, 2, 3, 4]


@dataclass(frozen=True)
class Body:
    """The rows of the board's table, and how many districts there are in it, assisted or not."""

    markup: SafeString
    districts: int
    assisted: int


def body_of(cells, numbers) -> Body:
    """The board's table, a row a district; for the country each province's name above its districts.

    Written in one go over the cells: a country's board has thousands of them.
    """
    district_page = reverse("reporting:region_detail", args=["0"]).removesuffix("0/")
    province_page = reverse("reporting:board_province", args=["0"]).removesuffix("0/")
    opening, words, ending, missing, last = _wording()
    columns, gap = len(numbers), "<td class=s-none>–"
    none = f"<td class=s-none colspan={columns}>{escape(_('not assisted'))}"
    parts: list[str] = []
    add = parts.append
    row, column, districts, assisted = None, columns, 0, 0
    for code, kind, name, cohort, number, pk, state, days, lacking in cells:
        if code != row:
            parts += [gap] * (columns - column)
            row, column = code, columns
            if kind == PROVINCE:
                add(f"<tr class=group><th scope=rowgroup colspan={columns + 2}><a href={province_page}{code}/>{escaped(name)}</a>")
                continue
            districts += 1
            add(f"<tr><th scope=row><a href={district_page}{code}/>{'Kota ' if kind == 'kota' else ''}{escaped(name)}</a><td>{cohort or '–'}")
            if number is None:
                add(none)
                continue
            assisted += 1
            column = 0
        while numbers[column] != number:
            add(gap)
            column += 1
        column += 1
        add(f"{opening[state]}{pk}{words[state]}{days}{missing}{lacking}{last}" if lacking else f"{opening[state]}{pk}{words[state]}{days}{ending}")
    parts += [gap] * (columns - column)
    return Body(mark_safe("".join(parts)), districts, assisted)  # noqa: S308 - every text above is escaped or a number


def legend() -> SafeString:
    """The states with their colours and shapes, as under every board."""
    return _legend(get_language())


@cache
def _legend(language: str) -> SafeString:
    return render_to_string("components/board_legend.html", {"states": SHOWN})


def _wording():
    """What a cell is made of but its numbers: by state its opening and its words up to the days, then how it ends:
    with the days, or with what is missing.
    """
    page = reverse("milestones:progress_detail", args=[0]).removesuffix("0/")
    # "12 hari", "kurang 3": where the number stands is the language's own matter.
    before_days, after_days = escape(_("%(count)s days")).split("%(count)s")
    before_missing, after_missing = escape(_("%(count)s missing")).split("%(count)s")
    opening = {state: f"<td class=s-{state}><a href={page}" for state in State.values}
    words = {state: f"/>{escape(str(label))}<i>{before_days}" for state, label in State.choices}
    return opening, words, f"{after_days}</i></a>", f"{after_days}</i><b>{before_missing}", f"{after_missing}</b></a>"


def table(cells, numbers):
    """The same cells as rows of a sheet, headings first."""
    words = dict(State.choices)
    yield [_("Code"), _("Regency or city"), _("Cohort"), *[f"{heading} M{number}" for number in numbers for heading in (_("State"), _("Days in state"), _("Missing"))]]
    for code, group in groupby(cells, key=itemgetter(0)):
        found = {cell[4]: cell for cell in group}
        _code, kind, name, cohort = next(iter(found.values()))[:4]
        if kind == PROVINCE:
            continue
        row = [code, f"{kind.capitalize()} {name}", cohort]
        for number in numbers:
            cell = found.get(number)
            row += [str(words[cell[6]]), cell[7], cell[8]] if cell else [_("not assisted"), None, None]
        yield row
