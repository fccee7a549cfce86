"""What is asked of the board: which districts, in which order. Read from the address, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import asked_number
from ssk_portal.reporting.board import PROVINCE, code_of, cohort_of, days_of, kind_of, lacking_of, late_of, name_of, number_of, round_of, rows_of, standing, state_of
from ssk_portal.review.states import DONE, State

LONGEST_NAME = 100
ANY = "ada"  # of whatever cohort: what the address asks for in the place of a year


@dataclass(frozen=True)
class Filters:
    """Which districts: of a province, a cohort or any of them, those who stand at a milestone, have one in a state or late, by their name."""

    province: str = ""
    cohort: int | None = None
    assisted: bool = False
    milestone: int | None = None
    state: str = ""
    late: bool = False
    name: str = ""

    @classmethod
    def read(cls, asked) -> "Filters":
        """Of what is asked, what makes sense."""
        state = asked.get("status", "")
        return cls(
            province=code if len(code := asked.get("provinsi", "")) == 2 and asked_number(code) is not None else "",
            cohort=asked_number(asked.get("angkatan", "")) or None,
            assisted=asked.get("angkatan") == ANY,
            milestone=asked_number(asked.get("milestone", ""), digits=2) or None,
            state=state if state in State.values else "",
            late=asked.get("terlambat") == "1",
            name=" ".join(asked.get("cari", "").replace("\0", "").split())[:LONGEST_NAME],
        )

    def __bool__(self) -> bool:
        return self != Filters()

    def narrow(self, cells) -> list[tuple]:
        """The cells of the districts that are shown, each whole, under their provinces."""
        if not self:
            return cells
        rows = rows_of(cells)
        kept = {code_of(row[0]) for row in rows if kind_of(row[0]) != PROVINCE and self._takes(row)}
        kept |= {code[:2] for code in kept}
        return [cell for cell in cells if code_of(cell) in kept]

    def _takes(self, row) -> bool:
        """Whether the district with these cells is one of those asked for."""
        first = row[0]
        if self.province not in ("", code_of(first)[:2]) or self.cohort not in (None, cohort_of(first)) or self.name.casefold() not in full_name(first).casefold():
            return False
        if self.assisted and cohort_of(first) is None:
            return False
        here = standing(row) if self.milestone else None
        if self.milestone and (here is None or number_of(here) != self.milestone):
            return False
        # A state or being late is asked of one and the same milestone: where the district stands, if that is asked too.
        asked = [here] if here else row
        return any(self.state in ("", state_of(cell)) and (not self.late or late_of(cell)) for cell in asked)

    def in_words(self, provinces: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is asked, as people say it: label and value."""
        told = [
            (_("Province"), provinces.get(self.province, self.province)),
            (_("Cohort"), _("assisted") if self.assisted else self.cohort),
            (_("Stands at"), f"M{self.milestone}" if self.milestone else ""),
            (_("State"), State(self.state).label if self.state else ""),
            (_("Late"), _("yes") if self.late else ""),
            (_("Name"), self.name),
        ]
        return [(str(label), str(value)) for label, value in told if value]

    def asked(self) -> dict[str, str]:
        """The same as an address asks for it."""
        values = {
            "provinsi": self.province,
            "angkatan": ANY if self.assisted else self.cohort,
            "milestone": self.milestone,
            "status": self.state,
            "terlambat": "1" if self.late else "",
            "cari": self.name,
        }
        return {name: str(value) for name, value in values.items() if value}

    def in_file_name(self) -> list[str]:
        """`angkatan-2024`, `milestone-2`, `terlambat`: what somebody searched for by name is not told there."""
        return [name if name in ("cari", "terlambat") else f"{name}-{value}" for name, value in self.asked().items()]


def full_name(cell) -> str:
    """`Kabupaten Tabalong`"""
    return f"{kind_of(cell).capitalize()} {name_of(cell)}"


# What a district is sorted by; of where it stands, unless its name or cohort says it. First the order that is meant mostly.
ORDERS = {
    "nama": (gettext_lazy("Regency or city"), lambda row, _here: name_of(row[0]).casefold()),
    "angkatan": (gettext_lazy("Cohort"), lambda row, _here: cohort_of(row[0])),
    "milestone": (gettext_lazy("Milestone reached"), lambda _row, here: (number_of(here), round_of(here) or 1, state_of(here) in DONE)),
    "hari": (gettext_lazy("Days in state"), lambda _row, here: days_of(here)),
    "kurang": (gettext_lazy("Missing"), lambda _row, here: lacking_of(here)),
    "terlambat": (gettext_lazy("Late"), lambda row, here: (sum(bool(late_of(cell)) for cell in row), days_of(here))),
}
FALLING_FIRST = ("milestone", "hari", "kurang", "terlambat")


@dataclass(frozen=True)
class Order:
    """In which order the districts stand: under their provinces by code, unless another is asked for."""

    key: str = ""
    falling: bool = False

    @classmethod
    def read(cls, asked) -> "Order":
        key = asked.get("urut", "")
        return cls(key.removeprefix("-"), key.startswith("-")) if cls.label_of(key.removeprefix("-")) else cls()

    @staticmethod
    def label_of(key: str) -> str:
        """What is sorted by, in words; empty for what nothing is sorted by."""
        return str(ORDERS[key][0]) if key in ORDERS else ""

    @staticmethod
    def falls_first(key: str) -> bool:
        return key in FALLING_FIRST

    def sort(self, cells) -> list[tuple]:
        """The cells of the districts in this order, without the provinces' names; who is not assisted comes last."""
        if not self.key:
            return cells
        key_of = ORDERS[self.key][1]
        rows = [row for row in rows_of(cells) if kind_of(row[0]) != PROVINCE]
        last = [] if self.key == "nama" else [row for row in rows if standing(row) is None]
        rows = [row for row in rows if standing(row) is not None] if last else rows
        ordered = sorted(rows, key=lambda row: key_of(row, standing(row)), reverse=self.falling)
        return [cell for row in [*ordered, *last] for cell in row]

    @property
    def in_words(self) -> str:
        if not self.key:
            return ""
        way = _("falling") if self.falling else _("rising")
        return f"{self.label_of(self.key)}, {way}"

    def in_file_name(self) -> list[str]:
        return [f"urut-{self.key}", *(["menurun"] if self.falling else [])] if self.key else []

    @property
    def asked(self) -> str:
        """The same as an address asks for it."""
        return f"-{self.key}" if self.falling else self.key

    def next(self, key: str) -> "Order":
        """What the heading of `key` leads to: that order, or the other way round where it is sorted so already."""
        return type(self)(key, not self.falling if key == self.key else self.falls_first(key))
