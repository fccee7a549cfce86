"""How the board is drawn: its rows joined from escaped fragments, its legend; everything around it is an ordinary template."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ssk_portal.reporting.board import PROVINCE, SHOWN
from ssk_portal.review.states import State

# The names of the regions: the same few hundred on every board.
escaped = lru_cache(maxsize=1000)(escape)


@dataclass(frozen=True)
class Body:
    """The rows of the board's table, and how many districts there are in it, assisted or not."""

    markup: SafeString
    districts: int
    assisted: int


def body_of(cells, numbers, provinces: Mapping[str, str] | None = None) -> Body:
    """The board's table, a row a district; for the country each province's name above its districts, or beside them
    where they stand in another order and `provinces` names them by code.

    Written in one go over the cells: a country's board has thousands of them.
    """
    district_page = reverse("reporting:region_detail", args=["0"]).removesuffix("0/")
    province_page = reverse("reporting:board_province", args=["0"]).removesuffix("0/")
    wording = _wording(get_language())
    opening, words, ending, missing, last = wording.opening, wording.words, wording.ending, wording.missing, wording.last
    columns, gap = len(numbers), "<td class=s-none>–"
    none, gone = f"<td class=s-none colspan={columns}>{wording.none}", wording.gone
    parts: list[str] = []
    add = parts.append
    row, column, districts, assisted = None, columns, 0, 0
    for cell in cells:
        code, kind, name, cohort, number, pk, state, days, lacking, round_, late, left, _waited = cell
        if code != row:
            parts += [gap] * (columns - column)
            row, column = code, columns
            if kind == PROVINCE:
                add(f"<tr class=group><th scope=rowgroup colspan={columns + 2}><a href={province_page}{code}/>{escaped(name)}</a>")
                continue
            districts += 1
            beside = f"<i>{escaped(provinces[code[:2]])}</i>" if provinces else ""
            add(f"<tr><th scope=row><a href={district_page}{code}/>{'Kota ' if kind == 'kota' else ''}{escaped(name)}</a>{beside}<td>{cohort or '–'}{gone if left else ''}")
            if number is None:
                add(none)
                continue
            assisted += 1
            column = 0
        while numbers[column] != number:
            add(gap)
            column += 1
        column += 1
        if late or round_ or pk is None:
            add(wording.rare(cell))
        elif lacking:
            add(f"{opening[state]}{pk}{words[state]}{days}{missing}{lacking}{last}")
        else:
            add(f"{opening[state]}{pk}{words[state]}{days}{ending}")
    parts += [gap] * (columns - column)
    return Body(mark_safe("".join(parts)), districts, assisted)  # noqa: S308 - every text above is escaped or a number


class Wording:
    """What a cell is made of but its numbers, in one language: by state its opening and its words up to the days, then how it ends:
    with the days, or with what is missing.
    """

    def __init__(self):
        # "12 hari", "kurang 3": where the number stands is the language's own matter.
        self.before_days, self.after_days = escape(_("%(count)s days")).split("%(count)s")
        before_missing, after_missing = escape(_("%(count)s missing")).split("%(count)s")
        self.page = reverse("milestones:progress_detail", args=[0]).removesuffix("0/")
        self.labels = {state: escape(str(label)) for state, label in State.choices}
        self.opening = {state: f"<td class=s-{state}><a href={self.page}" for state in State.values}
        self.words = {state: f"/>{label}<i>{self.before_days}" for state, label in self.labels.items()}
        self.ending = f"{self.after_days}</i></a>"
        self.missing, self.last = f"{self.after_days}</i><b>{before_missing}", f"{after_missing}</b></a>"
        self.round = escape(_("year %(year)s"))
        self.late, self.gone = (f"<b>{escape(word)}</b>" for word in (_("late"), pgettext("the programme", "left")))
        self.none = escape(_("not assisted"))

    def rare(self, cell) -> str:
        """A cell with its year in the milestone, the word that it is late, or without a link, as the milestone is there no more."""
        pk, state, days, lacking, round_, late = cell[5:11]
        kind = f'"s-{state} late"' if late else f"s-{state}"
        link = f" href={self.page}{pk}/" if pk else ""
        year = f" · {self.round % {'year': round_}}" if round_ else ""
        ending = f"{self.missing}{lacking}{self.last}" if lacking else self.ending
        told = f"{ending.removesuffix('</a>')}{self.late}</a>" if late else ending
        return f"<td class={kind}><a{link}>{self.labels[state]}{year}<i>{self.before_days}{days}{told}"


@cache
def _wording(_language: str) -> Wording:
    return Wording()


def legend() -> SafeString:
    """The states with their colours and shapes, as under every board."""
    return _legend(get_language())


@cache
def _legend(_language: str) -> SafeString:
    states = [*SHOWN, ("late", _("late"))]
    return render_to_string("components/board_legend.html", {"states": states})
