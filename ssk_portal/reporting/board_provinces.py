"""The country's board summed up: a line a province, how many districts stand where and what waits."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.reporting.board import PROVINCE, code_of, kind_of, late_of, left_of, name_of, number_of, rows_of, standing, state_of, waited_of
from ssk_portal.reporting.board_asked import Order
from ssk_portal.review.states import DONE, WAITING, State

STATES = [State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.RETURNED]
ALL_DONE = "done"


@dataclass
class ProvinceLine:
    """One province: its districts by where they stand. Who left the programme is counted as that only."""

    code: str
    name: str
    districts: int = 0
    assisted: int = 0
    left: int = 0
    at: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    late: int = 0
    waiting: int = 0
    oldest: int | None = None

    def add(self, row) -> None:
        """One district, by its cells."""
        self.districts += 1
        here = standing(row)
        if here is None:
            return
        if left_of(here):
            self.left += 1
            return
        self.assisted += 1
        state = state_of(here)
        self.at[number_of(here)] += 1
        self.states[ALL_DONE if state in DONE else state] += 1
        self.late += any(map(late_of, row))
        waiting = [waited_of(cell) for cell in row if state_of(cell) in WAITING]
        self.waiting += len(waiting)
        self.oldest = max([*waiting, self.oldest or 0]) if waiting else self.oldest

    def figures(self, numbers) -> list[int | None]:
        """The figures under `headings`, from the districts on."""
        return [
            self.districts, self.assisted, self.left, *(self.at[number] for number in numbers),
            *(self.states[state] for state in [*STATES, ALL_DONE]), self.late, self.waiting, self.oldest,
        ]  # fmt: skip


COLUMNS = {
    "kabupaten": gettext_lazy("Regencies and cities"),
    "didampingi": gettext_lazy("Assisted"),
    "keluar": gettext_lazy("Left the programme"),
    **{state.value: state.label for state in STATES},
    ALL_DONE: gettext_lazy("All approved"),
    "terlambat": gettext_lazy("Late"),
    "menunggu": gettext_lazy("Milestones waiting for a decision"),
    "terlama": gettext_lazy("Longest wait for a decision (days)"),
}


def columns(numbers) -> list[str]:
    """The columns of figures, as an address names them: where the districts stand comes after the third."""
    names = list(COLUMNS)
    return [*names[:3], *(f"m{number}" for number in numbers), *names[3:]]


@dataclass(frozen=True)
class ProvinceOrder(Order):
    """In which order the provinces stand: by code, unless another is asked for."""

    @staticmethod
    def label_of(key: str) -> str:
        if re.fullmatch("m[1-9]", key):
            return _("Stands at M%(number)s") % {"number": key[1:]}
        return _("Province") if key == "nama" else str(COLUMNS.get(key, ""))

    @staticmethod
    def falls_first(key: str) -> bool:
        return key != "nama"

    def arrange(self, lines: list[ProvinceLine], numbers) -> list[ProvinceLine]:
        """The lines in this order; where nothing waits nothing waits longest, so these come last."""
        if self.key == "nama":
            return sorted(lines, key=lambda line: line.name.casefold(), reverse=self.falling)
        if self.key not in columns(numbers):
            return lines
        place, sign = columns(numbers).index(self.key), -1 if self.falling else 1
        figures = {line.code: line.figures(numbers)[place] for line in lines}
        return sorted(lines, key=lambda line: (figures[line.code] is None, sign * (figures[line.code] or 0)))


def headings(numbers) -> list[str]:
    """The columns of figures: their words."""
    return [ProvinceOrder.label_of(column) for column in columns(numbers)]


def lines_of(cells) -> list[ProvinceLine]:
    """The country's cells by province, in the order of the codes."""
    lines: list[ProvinceLine] = []
    for row in rows_of(cells):
        if kind_of(row[0]) == PROVINCE:
            lines.append(ProvinceLine(code_of(row[0]), name_of(row[0])))
        else:
            lines[-1].add(row)
    return lines


def total(lines: Iterable[ProvinceLine]) -> ProvinceLine:
    """The country's sums."""
    summed = ProvinceLine("", "Indonesia")
    for line in lines:
        for name in ("districts", "assisted", "left", "late", "waiting"):
            setattr(summed, name, getattr(summed, name) + getattr(line, name))
        summed.at += line.at
        summed.states += line.states
        summed.oldest = max((days for days in (summed.oldest, line.oldest) if days is not None), default=None)
    return summed


def sheet(lines: Iterable[ProvinceLine], numbers) -> Iterator[list]:
    """The lines as rows of a file, headings first."""
    yield [_("Code"), _("Province"), *headings(numbers)]
    for line in lines:
        yield [line.code, line.name, *line.figures(numbers)]
