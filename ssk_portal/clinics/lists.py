"""The list of events: its columns and its filters."""

import django_filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.days import year_of
from ssk_portal.clinics.models import Clinic, EventKind, Scheme
from ssk_portal.clinics.reports import waiting_for
from ssk_portal.clinics.standing import Standing, with_standing
from ssk_portal.common.addresses import linked
from ssk_portal.common.templatetags.looks import state_badge
from ssk_portal.regions.models import Region
from ssk_portal.screens.lists import NUMBER, PortalTable, SearchFilterSet


class ClinicTable(PortalTable):
    title_column = "title"
    date_start = tables.Column(verbose_name=_("Date"), empty_values=(), order_by=("date_start", "planned_start", "programme_year", "pk"))
    title = tables.Column(verbose_name=_("Event"), linkify=True)
    clinic_numbers = tables.Column(verbose_name=_("Clinic"), accessor="number_label", order_by=("clinic_numbers", "kind"))
    region = tables.Column(verbose_name=_("Host"), order_by="region__name")
    participations = tables.Column(verbose_name=_("Districts taking part"), orderable=False)
    city = tables.Column(verbose_name=_("Place"), default="")
    standing = tables.Column(verbose_name=_("Status"), empty_values=())

    class Meta(PortalTable.Meta):
        model = Clinic
        fields = ("date_start", "title", "clinic_numbers", "region", "participations", "city", "standing")

    def render_date_start(self, record):
        """The day, else the planned one, else the day as written or the year."""
        day = self.value_date_start(record)
        return date_format(day) if day else record.date_as_written or record.programme_year or "–"

    def value_date_start(self, record):
        return record.days[0] if record.days else None

    def render_title(self, record):
        return str(record)

    def render_participations(self, record):
        return ", ".join(str(part) for part in record.participations.all()) or "–"

    def render_standing(self, value):
        return state_badge(Standing(value).badge, Standing(value).label)

    def value_standing(self, value):
        return Standing(value).label

    def value_participations(self, record):
        return ", ".join(str(part) for part in record.participations.all())


def taking_part(request):
    """The districts that take part in any event the person sees: no choice leads nowhere."""
    seen = Clinic.objects.visible_to(request.user)
    return Region.objects.districts().filter(participations__clinic__in=seen).distinct()


def provinces(request):
    seen = Clinic.objects.visible_to(request.user)
    districts = Region.objects.filter(participations__clinic__in=seen).order_by().values("province")
    return Region.objects.provinces().filter(Q(pk__in=seen.order_by().values("region__province")) | Q(pk__in=districts))


class ClinicFilter(SearchFilterSet):
    search_fields = ("title", "headline", "theme", "host", "city", "venue", "participations__name", "participations__district__name", "region__name", "slug")

    kind = django_filters.ChoiceFilter(label=_("Kind of event"), choices=EventKind)
    number = django_filters.ChoiceFilter(label=_("Clinic number"), method="of_number")
    year = django_filters.ChoiceFilter(label=_("Year"), method="of_year")
    standing = django_filters.ChoiceFilter(label=_("Status"), choices=Standing, method="of_standing")
    review = django_filters.ChoiceFilter(label=_("Report"), choices=[("waiting", _("waits for my review"))], method="of_review")
    province = django_filters.ModelChoiceFilter(label=_("Province"), queryset=provinces, method="of_province")
    district = django_filters.ModelChoiceFilter(label=_("Regency or city"), queryset=taking_part, method="of_district")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request is None or not self.request.user.may("clinic.review"):
            self.filters.pop("review", None)
        known = list(self.queryset.order_by().values_list("clinic_numbers", "participations__clinic_numbers", year_of()).distinct())
        numbers = sorted({number for own, of_district, _year in known for number in [*own, *(of_district or [])]})
        years = sorted({year for _own, _of_district, year in known if year}, reverse=True)
        self.filters["number"].extra["choices"] = [(number, f"CC {number}") for number in numbers]
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]

    def search(self, rows, name, text):
        return rows.filter(pk__in=super().search(Clinic.objects.order_by(), name, text).values("pk"))

    def of_number(self, rows, name, number):
        """Events that are this clinic, or are it for one of the districts."""
        number = int(number)
        return rows.filter(Q(clinic_numbers__contains=[number]) | Q(pk__in=Clinic.objects.filter(participations__clinic_numbers__contains=[number]).values("pk")))

    def of_year(self, rows, name, year):
        return rows.alias(told_year=year_of()).filter(told_year=year)

    def of_standing(self, rows, name, standing):
        return with_standing(rows).filter(standing=standing)

    def of_review(self, rows, name, value):
        return rows.filter(pk__in=waiting_for(self.request.user).order_by().values("clinic"))

    def of_province(self, rows, name, province):
        return rows.concerning(province)

    def of_district(self, rows, name, district):
        return rows.concerning(district)


class CalendarFilter(ClinicFilter):
    """The year says which month or year is shown, and leaves out no event. What waits for review is looked for in the list."""

    review = None

    def of_year(self, rows, name, year):
        return rows


class SchemeTable(PortalTable):
    title_column = "scheme"
    scheme = tables.Column(verbose_name=_("Scheme"), accessor="pk", linkify=lambda record: record.get_absolute_url(), order_by="name_id")
    valid_from = tables.Column(verbose_name=_("From year"))
    valid_to = tables.Column(verbose_name=_("To year"), default="–")
    count = tables.Column(verbose_name=_("Clinics"), attrs=NUMBER)
    source = tables.Column(verbose_name=_("Source"))

    class Meta(PortalTable.Meta):
        model = Scheme
        fields = ("scheme", "valid_from", "valid_to", "count", "source")

    def render_source(self, value):
        return linked(value)

    def value_source(self, value):
        return value

    def render_scheme(self, record):
        return str(record)

    value_scheme = render_scheme


class SchemeFilter(SearchFilterSet):
    search_fields = ("name_id", "name_en", "code", "note")
