"""The columns of the attendance sheet, and the words of lists on paper that are understood in them."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.models import Attendance, AttendanceState, Clinic, Gender
from ssk_portal.regions.models import Kind, Region
from ssk_portal.regions.names import RegionNames
from ssk_portal.screens.sheets.columns import Column, shortened, telephone

# As lists on paper have it.
GENDERS = {"L": Gender.MALE, "P": Gender.FEMALE, "Lk": Gender.MALE, "Pr": Gender.FEMALE, "Pria": Gender.MALE, "Wanita": Gender.FEMALE}
STATES = {"√": AttendanceState.PRESENT, "✓": AttendanceState.PRESENT, "v": AttendanceState.PRESENT}


@dataclass(frozen=True)
class DistrictColumn(Column):
    """From which of the districts that take part; of another one just that is said, and none of them proposed instead."""

    def value_of(self, cell: str) -> Region | None:
        try:
            return super().value_of(cell)
        except ValidationError:
            region = self._names.by_code.get(cell) or self._names.find_any(cell)
            if region is None or not region.is_district:
                raise
        if region in (self.choices or {}).values():
            return region
        raise ValidationError(_("%(region)s is not among the districts of this event. Add it there first, or empty the cell.") % {"region": region.full_name})

    @cached_property
    def _names(self) -> RegionNames:
        return RegionNames()


def attendance_columns(clinic: Clinic, *, hosts: bool) -> tuple[Column, ...]:
    """The columns of the sheet; whoever `hosts` says of which district a person is."""
    districts = {region.full_name: region for region in Region.objects.districts().filter(participations__clinic=clinic).distinct()}
    columns = [
        Column("code", gettext_lazy("code"), read_code, hint=gettext_lazy("Set by the portal; leave it as it is. Leave it empty in a row that you add."), width=11),
        _column("name", width=36),
        Column("institution", gettext_lazy("institution"), width=40, hint=gettext_lazy("As it is called; one that the portal knows is linked.")),
        _column("post", width=36),
        _column("telephone", read=telephone, width=18),
        _column("gender", choices={label: value for value, label in Gender.choices}, also=GENDERS, width=14),
        _column("state", choices={label: value for value, label in AttendanceState.choices}, also=STATES, width=20, hint=gettext_lazy("Empty: not yet stated.")),
        _column("represented_by", width=36),
    ]
    if hosts:
        title = Attendance._meta.get_field("district").verbose_name
        columns.insert(4, DistrictColumn("district", title, choices=districts, also=_shorter(districts.values()), width=30))
    return tuple(columns)


def _shorter(districts) -> dict[Any, Region]:
    """What else districts are called on a list: Kab. Tabalong, its code, and Tabalong where no other one is called so."""
    districts = list(districts)
    names = Counter(region.name for region in districts)
    also = {f"Kab{dot} {region.name}": region for region in districts if region.kind == Kind.REGENCY for dot in (".", "")}
    return also | {region.code: region for region in districts} | {region.name: region for region in districts if names[region.name] == 1}


def _column(name, **how: Any) -> Column:
    field: Any = Attendance._meta.get_field(name)
    how.setdefault("longest", 200 if "choices" in how else field.max_length)
    return Column(name, field.verbose_name, **how)


def read_code(cell: str) -> int | None:
    """`H12` is the row 12."""
    if not cell:
        return None
    found = re.fullmatch(r"H(\d{1,9})", cell.upper(), re.ASCII)
    if not found:
        raise ValidationError(_("“%(text)s” is not a code of the portal. Leave the cell empty in a row that you add.") % {"text": shortened(cell)})
    return int(found[1])
