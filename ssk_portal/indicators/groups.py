"""Several values of one thing, of which one counts: which it is, why it does, and what the others say.

One thing is one indicator, region, year and area, of targets one layer too (`Figure.group`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from ssk_portal.common.numbers import number
from ssk_portal.indicators.models import Figure
from ssk_portal.indicators.why import why_it_counts

Kind = TypeVar("Kind", bound=Figure)


def dispute(values: Iterable[Decimal]) -> str:
    """`dua sumber berbeda: 77,09 dan 88,68` where the values of one year disagree, else nothing."""
    values = list(values)
    shown = [number(value) for value in sorted(set(values))]
    if len(shown) < 2:
        return ""
    listed = _("%(some)s and %(last)s") % {"some": ", ".join(shown[:-1]), "last": shown[-1]}
    if len(values) == 2:
        return _("two sources differ: %(values)s") % {"values": listed}
    return _("%(count)s sources name different values: %(values)s") % {"count": len(values), "values": listed}


@dataclass
class FigureGroup(Generic[Kind]):
    """The values of one thing; where one counts, whoever makes the group puts it first."""

    rows: list[Kind]

    @property
    def first(self) -> Kind:
        return self.rows[0]

    @property
    def kind(self) -> str:
        return self.first._meta.model_name or ""

    @property
    def indicator(self):
        return self.first.indicator

    @property
    def region(self):
        return self.first.region

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def settled(self) -> list[Kind]:
        return [row for row in self.rows if row.is_settled]

    @property
    def why(self) -> str:
        """Why the one that counts does; empty where it stands alone or none does."""
        return why_it_counts(self.settled)

    @property
    def dispute(self) -> str:
        return dispute(row.value for row in self.settled)
