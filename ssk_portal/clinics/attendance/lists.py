"""The attendance list: its columns and its filters."""

import django_filters
import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models import Attendance, AttendanceState
from ssk_portal.regions.models import Region
from ssk_portal.screens.lists import PortalTable, SearchFilterSet


def districts(request):
    """Those that take part in the event of the page."""
    return Region.objects.districts().filter(participations__clinic=request.resolver_match.kwargs["pk"]).distinct()


class AttendanceFilter(SearchFilterSet):
    # The telephone is not searched: a hit would tell it to whom it is hidden from.
    search_fields = ("name", "post", "institution__name", "institution__short_name", "institution_as_written", "represented_by")
    state = django_filters.ChoiceFilter(label=_("Attendance"), choices=AttendanceState)
    district = django_filters.ModelChoiceFilter(label=_("Regency or city"), queryset=districts)


class AttendanceTable(PortalTable):
    name = tables.Column(empty_values=())
    institution = tables.Column(accessor="shown_institution", order_by=("institution_as_written", "institution__name"), verbose_name=_("Institution"))
    post = tables.Column(default="–")
    district = tables.Column(default="–", order_by="district__name")
    telephone = tables.Column(default="–", orderable=False, empty_values=())
    state = tables.Column()
    steps = tables.Column(verbose_name=_("Step"), empty_values=(), accessor="pk", orderable=False, exclude_from_export=True)

    class Meta(PortalTable.Meta):
        model = Attendance
        fields = ("name", "institution", "post", "district", "telephone", "state", "steps")

    def __init__(self, *args, clinic, keeper, **kwargs):
        self.clinic, self.keeper = clinic, keeper
        super().__init__(*args, **kwargs, exclude=() if keeper else ("steps",))

    def render_name(self, record):
        return record.name or _("not named yet")

    def value_name(self, record):
        return record.name

    def render_telephone(self, record):
        return self.value_telephone(record) or "–"

    def value_telephone(self, record):
        record.clinic = self.clinic
        return "" if record.fields_hidden_from(self.request.user) else record.telephone

    def render_state(self, record):
        if record.represented_by:
            return _("represented by %(name)s") % {"name": record.represented_by}
        return record.get_state_display()

    value_state = render_state

    def render_steps(self, record):
        region = self.keeper.region
        if not (region.reaches(self.clinic.region) or record.district_id == region.pk):
            return "–"
        return render_to_string("clinics/_buttons.html", {"noun": "attendance", "row": record, "name": str(record)})
