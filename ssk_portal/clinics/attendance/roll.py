"""Finding a person on the attendance list of an event: by name and institution, however they are spelled."""

import re
from collections.abc import Iterable

from ssk_portal.clinics.models import Attendance
from ssk_portal.common.spelling import plain
from ssk_portal.pokja.models import Institution

# Written before a name, in front of which nobody is looked up.
TITLES = {"bapak", "bpk", "dr", "dra", "drg", "drs", "h", "hj", "hjh", "ibu", "ir", "kh", "pdt", "prof"}


def bare(name: str) -> str:
    """A name as it is compared: `Ir. Hj. Siti Aminah, S.T., M.T.` and `SITI AMINAH` are one."""
    words = plain(re.sub(r",.*", "", name, flags=re.S)).split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)


def names_of(institution: Institution | None, written: str = "") -> frozenset[str]:
    """All the names by which an institution may be meant, as they are compared."""
    known = [*institution.names, institution.label, str(institution.pk)] if institution else []
    return frozenset(found for name in (*known, written) if (found := plain(name)))


class Roll:
    """The rows of one event, to be asked who stands there already. The caller holds the event locked."""

    def __init__(self, rows: Iterable[Attendance]):
        self.rows = list(rows)
        self.named: dict[str, list[Attendance]] = {}
        for row in self.rows:
            self.named.setdefault(bare(row.name), []).append(row)

    def add(self, row: Attendance) -> None:
        self.rows.append(row)
        self.named.setdefault(bare(row.name), []).append(row)

    def people(self, name: str, names: frozenset[str]) -> list[Attendance]:
        """The rows of a person of that name in an institution of one of `names`; where a row names none, the name tells."""
        if not bare(name):
            return []
        found = [(row, names_of(row.institution, row.institution_as_written)) for row in self.named.get(bare(name), ())]
        return [row for row, own in found if not own or not names or own & names]

    def vacant(self, names: frozenset[str]) -> Attendance | None:
        """The row of an institution for which nobody has been named yet."""
        return next((row for row in self.named.get("", ()) if not row.name and names_of(row.institution, row.institution_as_written) & names), None)

    def knows(self, names: frozenset[str]) -> bool:
        """Whether anybody of the institution stands on the list."""
        return any(names_of(row.institution, row.institution_as_written) & names for row in self.rows)
