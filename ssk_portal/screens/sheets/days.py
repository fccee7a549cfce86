"""Days as people write them into a cell."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ssk_portal.screens.sheets.columns import shortened

# Months as people write them, whole or shortened; also in the older spelling and in English.
MONTHS = (
    ("januari", "january"), ("februari", "pebruari", "february"), ("maret", "march"), ("april",), ("mei", "may"), ("juni", "june"), ("juli", "july"),
    ("agustus", "agt", "ags", "august"), ("september",), ("oktober", "october"), ("november", "nopember"), ("desember", "december"),
)  # fmt: skip
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
HOUR = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?"
DAYS = (
    re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){HOUR}", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?:(?P<weekday>[a-z'’]+)[ ,]+)?(?P<day>\d{1,2})[ -](?P<name>[a-z]{3,})\.?[ -](?P<year>\d{4})", re.ASCII | re.IGNORECASE),
)


def day(cell: str) -> date | None:
    """A day: a date cell, or typed as 2026-09-20, 20/9/2026 or 20 September 2026, with its weekday or hour or without."""
    if not cell:
        return None
    for shape in DAYS:
        if (found := shape.fullmatch(cell)) and (meant := _day_of(**found.groupdict())):
            return meant
    raise ValidationError(_("“%(text)s” is not a date. Write it as 20/9/2026.") % {"text": shortened(cell)})


def _day_of(*, day, year, month="", name="", weekday="") -> date | None:
    """The day that these words mean; None where there is none, or where it is another day of the week."""
    number = month or next((number for number, names in enumerate(MONTHS, start=1) if any(one.startswith(name.casefold()) for one in names)), 0)
    try:
        meant = date(int(year), int(number), int(day))
    except ValueError:
        return None
    own = WEEKDAYS[meant.weekday()]
    return meant if re.sub("['’]", "", weekday or own).casefold() == own else None
