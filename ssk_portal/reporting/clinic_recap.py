"""The recap of the coaching clinics: of a year by regency and city and by clinic, of a district over the years.

A clinic counts for a district by the number of its own participation, else by the event's.
How an event stands is told by `clinics.standing`; of several for one clinic the one held last
is shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.days import first_day, last_day, year_of
from ssk_portal.clinics.models import Agreement, AgreementState, Clinic, ClinicType, Participation
from ssk_portal.clinics.models.agreement import OPEN
from ssk_portal.clinics.models.clinic import numbers_label
from ssk_portal.clinics.models.parts import COMING
from ssk_portal.clinics.standing import REPORT_SENT, Standing, with_standing
from ssk_portal.regions.days import today_there
from ssk_portal.regions.models import Region

# What the recap counts, in this order; an event whose report was sent was held too.
COUNTED = [("planned", gettext_lazy("planned")), ("held", gettext_lazy("held")), ("reported", gettext_lazy("reported")), ("late", gettext_lazy("late"))]


@dataclass(frozen=True)
class Event:
    """One event as a district took part in it."""

    pk: int
    title: str
    numbers: tuple[int, ...]
    standing: Standing
    day: date | None
    last_day: date | None
    written: str
    year: int | None

    @property
    def days(self) -> str:
        if self.day is None:
            return self.written
        if self.last_day and self.last_day > self.day:
            return f"{date_format(self.day)} – {date_format(self.last_day)}"
        return date_format(self.day)

    @property
    def rank(self) -> tuple:
        """What tells most of a clinic: that it was held, then that it is late or planned; the latest of these."""
        return (self.standing.was_held, self.standing.is_late, self.standing == Standing.PLANNED, self.day or date.min, self.pk)


@dataclass
class Agreed:
    """The agreements of a district: how many, kept, still to be kept, and of these late."""

    total: int = 0
    kept: int = 0
    open: int = 0
    late: int = 0

    @property
    def not_kept(self) -> int:
        return self.total - self.kept - self.open

    @property
    def badge(self) -> str:
        """The shape of the whole, as the looks know it."""
        return "late" if self.late else "submitted" if self.open else "historical" if self.not_kept else "approved" if self.total else "none"

    def __add__(self, other):
        return Agreed(self.total + other.total, self.kept + other.kept, self.open + other.open, self.late + other.late)


@dataclass
class Line:
    """One district in the recap of a year: its events by clinic number (None: without a number), its agreements."""

    district: Region
    cells: dict[int | None, list[Event]] = field(default_factory=dict)
    agreed: Agreed = field(default_factory=Agreed)

    def shown(self, number) -> Event | None:
        return max(self.cells.get(number, []), key=lambda event: event.rank, default=None)

    @property
    def counted(self) -> Counter:
        """How many of its clinics stand how; several events for one clinic count once, what has no number once each."""
        return sum((counted(self.shown(number)) for number in self.cells if number is not None), Counter())


def counted(event: Event | None) -> Counter:
    if event is None:
        return Counter()
    standing = event.standing
    return Counter(planned=standing == Standing.PLANNED, held=standing.was_held, reported=standing in REPORT_SENT, late=standing.is_late)


def years_of(region: Region, user) -> list[int]:
    """The years in which a district of `region` took part in anything, the latest first."""
    years = _taking_part(region, user).annotate(year=year_of("clinic__")).order_by().values_list("year", flat=True).distinct()
    return sorted({year for year in years if year}, reverse=True)


def lines_of(region: Region, user, year: int) -> list[Line]:
    """The districts of `region`, each with what it took part in in `year` and what it agreed there. A fixed number of statements."""
    lines = {district.pk: Line(district) for district in Region.objects.districts().within(region).select_related("province").order_by("code")}
    for district, event in _events(_taking_part(region, user).annotate(year=year_of("clinic__")).filter(year=year)):
        for number in event.numbers or (None,):
            lines[district].cells.setdefault(number, []).append(event)
    for district, agreed in _agreed(region, user, Q(year=year)).items():
        lines[district].agreed = agreed
    return list(lines.values())


def clinics_of(year: int) -> dict[int, str]:
    """The clinics that the scheme of `year` has: number and name."""
    in_force = Q(scheme__valid_to=None) | Q(scheme__valid_to__gte=year)
    types = ClinicType.objects.filter(in_force, scheme__valid_from__lte=year).select_related("scheme").order_by("-scheme__valid_from", "number")
    newest = next((list(clinics) for _scheme, clinics in groupby(types, key=lambda clinic: clinic.scheme_id)), [])
    return {clinic.number: clinic.name for clinic in newest}


def columns_of(lines: Iterable[Line], clinics: dict[int, str]) -> list[int]:
    """The clinic numbers that the recap has columns for: those of the scheme, and what events name beside them."""
    return sorted({*clinics, *(number for line in lines for number in line.cells if number is not None)})


def history_of(district: Region, user) -> tuple[list[Event], Agreed]:
    """All events in which the district took part, the latest first, and how many of its agreements were kept."""
    events = [event for _district, event in _events(_taking_part(district, user).annotate(year=year_of("clinic__")))]
    events.sort(key=lambda event: (event.year or 0, event.day or date.min, event.pk), reverse=True)
    return events, _agreed(district, user, Q()).get(district.pk, Agreed())


def _taking_part(region: Region, user):
    """The participations of the districts of `region` that count, each as often as it is named."""
    return Participation.objects.visible_to(user).filter(_in(region, "district"), role__in=COMING)


def _in(region: Region, district: str) -> Q:
    """Rows whose `district` is named and lies in `region`."""
    if region.is_country:
        return Q(**{f"{district}__isnull": False})
    return Q(**{f"{district}__province": region}) if region.is_province else Q(**{district: region})


def _events(participations) -> Iterator[tuple[int, Event]]:
    """(district, event) for each participation. How the events stand is asked in a statement of its own."""
    parts = list(participations.order_by("clinic", "order", "pk").values_list("district", "clinic", "clinic_numbers", "year"))
    rows = with_standing(Clinic.objects.filter(pk__in={clinic for _district, clinic, *_rest in parts})).annotate(begins=first_day(), ends=last_day())
    known = {pk: told for pk, *told in rows.order_by().values_list("pk", "title", "slug", "clinic_numbers", "standing", "begins", "ends", "date_as_written")}
    for district, clinic, own, year in parts:
        title, slug, numbers, standing, begins, ends, written = known[clinic]
        yield district, Event(clinic, title or slug, tuple(dict.fromkeys(own or numbers)), Standing(standing), begins, ends, written or "", year)


def _agreed(region: Region, user, which: Q) -> dict[int, Agreed]:
    """How the agreements of each district stand. One that names no district holds for all that took part, and counts for each."""
    rows = Agreement.objects.visible_to(user).annotate(year=year_of("clinic__")).filter(which)
    there = "clinic__participations__district"
    own = _counts(rows.filter(_in(region, "district")), "district")
    shared = _counts(rows.filter(_in(region, there), district=None, clinic__participations__role__in=COMING), there)
    return {district: own.get(district, Agreed()) + shared.get(district, Agreed()) for district in {*own, *shared}}


def _counts(rows, district: str) -> dict[int, Agreed]:
    """The rows counted by their `district`; each once, however often an event names it."""
    still = Q(state__in=OPEN)
    which = {
        "total": ~Q(state=AgreementState.CANCELLED),
        "kept": Q(state=AgreementState.KEPT),
        "open": still,
        "late": still & Q(due__lt=today_there("clinic__region")),
    }
    counts = {name: Count("pk", filter=condition, distinct=True) for name, condition in which.items()}
    return {row.pop(district): Agreed(**row) for row in rows.order_by().values(district).annotate(**counts).values(district, *counts)}


def sheet(lines: Iterable[Line], numbers: list[int]) -> Iterator[list]:
    """The recap of a year as rows of a file, headings first."""
    yield [_("Code"), _("Regency or city"), *[f"CC {number} {heading}" for number in numbers for heading in (_("State"), _("Date"))], _("Other events"), *_agreed_headings()]
    for line in lines:
        row: list = [line.district.code, line.district.full_name]
        for number in numbers:
            event = line.shown(number)
            row += [event.standing.label, event.days] if event else [None, None]
        yield [*row, "; ".join(event.title for event in line.cells.get(None, [])), *_agreed_numbers(line.agreed)]


def _agreed_headings() -> list[str]:
    return [_("Agreements"), _("of which kept"), _("still to be kept"), _("of which late")]


def _agreed_numbers(agreed: Agreed) -> list[int]:
    return [agreed.total, agreed.kept, agreed.open, agreed.late]


@dataclass
class ProvinceLine:
    """One province in the recap of the country."""

    province: Region
    districts: int
    taking_part: int
    counted: Counter
    agreed: Agreed


def by_province(lines: Iterable[Line]) -> list[ProvinceLine]:
    found = []
    for province, group in groupby(lines, key=lambda line: line.district.province):
        own = list(group)
        found.append(ProvinceLine(province, len(own), sum(bool(line.cells) for line in own), total(own), sum((line.agreed for line in own), Agreed())))
    return found


def total(lines) -> Counter:
    """The sums of what is planned, held, reported and late."""
    return sum((line.counted for line in lines), Counter())


def province_sheet(rows: Iterable[ProvinceLine]) -> Iterator[list]:
    yield [_("Code"), _("Province"), _("Regencies and cities"), _("took part in an event"), *[str(label) for _key, label in COUNTED], *_agreed_headings()]
    for row in rows:
        yield [row.province.code, row.province.name, row.districts, row.taking_part, *[row.counted[key] for key, _label in COUNTED], *_agreed_numbers(row.agreed)]


def history_sheet(events: Iterable[Event]) -> Iterator[list]:
    yield [_("Year"), _("Clinic"), _("Event"), _("Date"), _("State")]
    for event in events:
        yield [event.year, numbers_of(event), event.title, event.days, event.standing.label]


def numbers_of(event: Event) -> str:
    return numbers_label(event.numbers) if event.numbers else ""
