"""The calendar: a month by days, or a year as a list."""

from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ssk_portal.clinics import month
from ssk_portal.clinics.lists import CalendarFilter
from ssk_portal.clinics.models import Clinic
from ssk_portal.clinics.standing import standing_of
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.clinics.views.sections import sections_of
from ssk_portal.screens.base import RowScreen

LIST = "daftar"


class ClinicCalendar(RowScreen, TemplateView):
    """Events on their days; those of no known day stand apart. The month (`bulan`), the year and the filters stand in the address."""

    permission = "clinic.view"
    model = Clinic
    template_name = "clinics/clinic_calendar.html"
    title = _("Calendar of the coaching clinics")

    @cached_property
    def as_list(self) -> bool:
        return self.request.GET.get("tampilan") == LIST

    @cached_property
    def first(self) -> date:
        """The first day of the month: the one asked for, in the year chosen."""
        first, year = month.month_asked(self.request.GET.get("bulan", ""), timezone.localdate()), self.request.GET.get("year", "")
        return month.month_asked(f"{year}-{first.month:02}", first) if year else first

    def get_context_data(self, **kwargs):
        rows = CalendarFilter(self.request.GET, queryset=month.with_days(self.get_queryset()), request=self.request)
        clinics = self._clinics(rows.qs if rows.is_valid() else rows.queryset)
        dated, undated = [clinic for clinic in clinics if clinic.days], [clinic for clinic in clinics if not clinic.days]
        today = timezone.localdate()
        return super().get_context_data(
            title=self.title,
            filter=rows,
            as_list=self.as_list,
            first=self.first,
            before=self._beside(-1),
            after=self._beside(1),
            # The same month or year without filters.
            plain_url=f"?bulan={self.first:%Y-%m}" + (f"&tampilan={LIST}" if self.as_list else ""),
            this_month=today.replace(day=1),
            weeks=[] if self.as_list else month.weeks_of(self.first, dated, today),
            months=month.months_of(self.first.year, dated) if self.as_list else [],
            dated=dated,
            undated=undated,
            region_shown=self.request.user.region,
            sections=sections_of(self.request.user, "clinics:clinic_calendar"),
            breadcrumbs=trail((_("Calendar"), None)),
            **kwargs,
        )

    def _clinics(self, rows) -> list[Clinic]:
        """The events of the month or year and those of no known day, in one statement."""
        first = self.first.replace(month=1) if self.as_list else self.first
        last = month.beside(first, 12 if self.as_list else 1) - timedelta(days=1)
        rows = rows.filter(month.between(first, last) | month.of_no_day(first.year)).select_related("region", "report")
        clinics = list(rows.order_by(F("day_first").asc(nulls_last=True), "day_last", "title", "pk"))
        for clinic in clinics:
            clinic.shown = standing_of(clinic)
        return clinics

    def _beside(self, step: int) -> date | None:
        """The month, or the year, before or after; None beyond what the calendar has."""
        there = month.beside(self.first, step * (12 if self.as_list else 1))
        return there if month.FIRST_YEAR <= there.year <= month.LAST_YEAR else None
