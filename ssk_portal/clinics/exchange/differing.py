"""What a file would make different in an event, key by key, in words."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.shape import COLUMNS, PARTS, Values
from ssk_portal.clinics.models import Clinic
from ssk_portal.common.files import shown

_PARTS = {part.key: part for part in PARTS}


@dataclass(frozen=True)
class Difference:
    """One key of an event: what the portal says, and what the file says."""

    key: str
    before: Any
    after: Any

    def __str__(self) -> str:
        before, after = self.before, self.after
        if isinstance(before, list) and isinstance(after, list):
            # Of a list only what is not on the other side as well.
            before, after = [entry for entry in before if entry not in after], [entry for entry in after if entry not in before]
        if before == after:
            return _("%(what)s: in another order, or another number of times") % {"what": self._label}
        return f"{self._label}: {_told(before)} → {_told(after)}"

    @property
    def _label(self) -> str:
        if self.key in _PARTS:
            return capfirst(str(_PARTS[self.key].model._meta.verbose_name_plural))
        column: Any = Clinic._meta.get_field(COLUMNS[self.key])
        return capfirst(str(column.verbose_name))


def _told(value: Any) -> str:
    """A value in a line."""
    if value in (None, "", []):
        return "–"
    return shown("; ".join(map(_entry, value)) if isinstance(value, list) else str(value))


def _entry(entry: Any) -> str:
    """A row of a list: what it says, without the keys that say nothing."""
    return ", ".join(str(value) for value in entry.values() if value not in (None, "", [])) if isinstance(entry, dict) else str(entry)


def differences(before: Values, event: Values) -> list[Difference]:
    return [Difference(key, before[key], value) for key, value in event.items() if before[key] != value]


def mark_of(made: list[str], changed: dict[str, list[Difference]]) -> str:
    """A checksum of what would be done: whatever else the file would do later gives another one."""
    return hashlib.sha256(repr((made, changed)).encode()).hexdigest()
