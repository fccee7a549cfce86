"""What the parts of a brief are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST = 8  # of each kind of lines: more would not be read, nor stand on one sheet
LONGEST = 140  # signs of a text that somebody typed


@dataclass(frozen=True)
class Line:
    """One line: what it says, what stands smaller beside it, where it leads."""

    text: str
    detail: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class Part:
    """Lines of one kind, the most pressing first: those that are shown, and how many there are in all."""

    lines: list
    total: int

    @property
    def more(self) -> str:
        """`dan 7 lainnya`; empty where all are shown."""
        return others(self.total - len(self.lines))


def part(lines: Iterable, total: int | None = None) -> Part:
    """The first of `lines`; `total` where more are known than were read."""
    known = list(lines)
    return Part(known[:MOST], max(total or 0, len(known)))


def others(count: int) -> str:
    return ngettext("and %(count)s other", "and %(count)s others", count) % {"count": count} if count > 0 else ""


def named(names: Iterable[str], most: int = 3) -> str:
    """`Bappeda, Dinas PUPR, Dinas Kesehatan, dan 4 lainnya`"""
    known = [short(name, 60) for name in names]
    return ", ".join(filter(None, [*known[:most], others(len(known) - most)]))


def short(text: str, most: int = LONGEST) -> str:
    """A typed text on one line, cut behind a word where it is long."""
    line = " ".join(text.split())
    cut = Truncator(line).chars(most)
    whole = cut[:-1].rpartition(" ")[0]
    # One word that fills the line is cut itself.
    return f"{whole}…" if cut != line and len(whole) > most // 2 else cut


def no_data() -> str:
    return _("no data yet")
