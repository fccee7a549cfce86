"""The attendance list in and out by sheet: a row is a person, told again by the code, else by name and institution."""

from typing import Any

from django.utils.translation import gettext as _

from ssk_portal.clinics.attendance.keeping import Meaning
from ssk_portal.clinics.attendance.roll import Roll, names_of
from ssk_portal.clinics.models import Attendance, AttendanceState, Clinic, Origin
from ssk_portal.common.spelling import plain
from ssk_portal.regions.models import Region
from ssk_portal.screens.sheets.columns import as_shown
from ssk_portal.screens.sheets.people import hardly_a_person
from ssk_portal.screens.sheets.preview import Change
from ssk_portal.screens.sheets.reading import Row, Sheet

TEXTS = ("name", "post", "telephone", "gender", "state", "represented_by")


def row_of(row: Attendance) -> dict[str, Any]:
    """A person as the sheet says it."""
    told = {"gender": row.get_gender_display() if row.gender else "", "state": row.get_state_display(), "district": row.district and row.district.full_name}
    return {
        "code": f"H{row.pk}",
        "name": row.name,
        "post": row.post,
        "telephone": row.telephone,
        "represented_by": row.represented_by,
        "institution": row.shown_institution,
        **told,
    }


class AttendancePlan:
    """Compares the rows of a sheet with the list. Rows are altered in memory; each change names the one to save.

    `own` is the district whose people alone the person keeps, or None for the host.
    """

    def __init__(self, clinic: Clinic, roll: Roll, sheet: Sheet, *, own: Region | None):
        self.clinic, self.roll, self.sheet, self.own = clinic, roll, sheet, own
        self.meaning = Meaning(clinic)
        self.headings = {column.name: column.heading for column in sheet.columns}
        self.by_code = {row.pk: row for row in roll.rows}
        self.spoken: dict[int, int] = {}  # row of the list, by what names it here: the row of the sheet
        self.last = max((row.order for row in roll.rows), default=-1)

    def changes(self) -> list[Change]:
        """A change for each row. What only the rows together show is added to the faults of the sheet."""
        readable = filter(self.sheet.is_readable, self.sheet.rows)
        coded_first = sorted(readable, key=lambda row: row.values["code"] is None)
        found = [self._change(row) for row in coded_first]
        return sorted((change for change in found if change), key=lambda change: change.row)

    def _fault(self, row: Row, column: str, message: str) -> None:
        self.sheet.add_fault(message, row=row.number, column=column)

    def _change(self, row: Row) -> Change | None:
        if not self._is_sound(row):
            return None
        person = self._person(row)
        if person is None:
            return None
        first = self.spoken.setdefault(id(person), row.number)
        if first != row.number:
            self._fault(row, "name", _("Row %(row)s says the same: a person is on the list only once.") % {"row": first})
            return None
        is_new = person._state.adding
        different = self._differ(person, row.values)
        odd = is_new and row.values["name"] and hardly_a_person(row.values["name"])
        warnings = (_("Is this a person? Take the row out if it is a total or a signature."),) if odd else ()
        return Change(row.number, str(person), is_new, tuple(different), person, warnings)

    def _is_sound(self, row: Row) -> bool:
        values, before = row.values, len(self.sheet.faults)
        if not values["name"] and not values["institution"]:
            self._fault(row, "name", _("Give a name or an institution."))
        if values["state"] == AttendanceState.REPRESENTED and not values["represented_by"]:
            self._fault(row, "represented_by", _("Say by whom the person was represented."))
        return len(self.sheet.faults) == before

    def _person(self, row: Row) -> Attendance | None:
        """The row of the list that is meant, or a new one; None where it may not be changed here."""
        code, values = row.values["code"], row.values
        names = names_of(*self.meaning.of(values["institution"]))
        found = ([self.by_code[code]] if code in self.by_code else []) if code else self._known(values, names)
        if code and not found:
            self._fault(row, "code", _("Nobody on the list has this code. Leave the cell empty in a row that you add."))
            return None
        if not found:
            return self._new()
        if self.own and found[0].district_id != self.own.pk:
            self._fault(row, "code" if code else "name", _("This person is on the list already, and the host keeps that row."))
            return None
        return found[0]

    def _known(self, values, names) -> list[Attendance]:
        if values["name"]:
            found = self.roll.people(values["name"], names)
            return sorted(found, key=lambda row: (id(row) in self.spoken, plain(row.post) != plain(values["post"])))
        vacant = self.roll.vacant(names)
        return [vacant] if vacant else []

    def _new(self) -> Attendance:
        self.last += 1
        return Attendance(clinic=self.clinic, origin=Origin.SHEET, order=self.last, district=self.own)

    def _differ(self, person: Attendance, values) -> list[str]:
        """What the row makes different of the person, in words; it is put into the person."""
        told = []
        for name, value in self._wanted(values).items():
            before = _shown(person, name)
            setattr(person, name, value)
            after = _shown(person, name)
            if before != after and not (name == "name" and person._state.adding):  # of a new row the name is told already
                told.append(self._told(person, name, before, after))
        if plain(values["institution"]) not in names_of(person.institution, person.institution_as_written) and values["institution"] != person.shown_institution:
            before = person.shown_institution
            person.institution, person.institution_as_written = self.meaning.of(values["institution"])
            told.append(self._told(person, "institution", before, person.shown_institution))
        if person._state.adding:
            self.roll.add(person)
        return told

    def _told(self, person: Attendance, name: str, before, after) -> str:
        heading = self.headings[name]
        return f"{heading}: {as_shown(after)}" if person._state.adding else f"{heading}: {as_shown(before)} → {as_shown(after)}"

    def _wanted(self, values) -> dict[str, Any]:
        wanted = {name: values[name] or "" for name in TEXTS}
        wanted["state"] = values["state"] or AttendanceState.EXPECTED
        return wanted if self.own else wanted | {"district": values["district"]}


def _shown(person: Attendance, name: str) -> str:
    """A field in words, as the list of changes says it."""
    if name in ("state", "gender"):
        return str(getattr(person, f"get_{name}_display")())
    value = getattr(person, name)
    return str(value) if value else ""
