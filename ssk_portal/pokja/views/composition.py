"""What an editor of a Pokja says in the composition check: as what a seat counts, and what does not apply."""

from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.actions import count_seat
from ssk_portal.pokja.forms import AgencyAbsenceForm, PositionAssignForm, PositionCountsForm
from ssk_portal.pokja.forms.agencies import seat_label
from ssk_portal.pokja.models import AgencyAbsence, ExpectedAgency, Pokja, Position
from ssk_portal.pokja.views.corrections import PokjaPartDelete, UnderPokja
from ssk_portal.regions.days import today_in
from ssk_portal.screens.base import row_or_404
from ssk_portal.screens.edits import CreateScreen, UpdateScreen


class PositionCounts(UnderPokja, UpdateScreen):
    """As which expected agencies one seat counts."""

    permission = "pokja.change"
    model = Position
    form_class = PositionCountsForm

    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region", "institution")

    def get_title(self):
        return _("What the seat counts as: %(seat)s") % {"seat": seat_label(self.object)}

    def get_success_url(self):
        return self.next_url or f"{self.object.pokja.get_absolute_url()}#composition"


class ForAgency(UnderPokja, CreateScreen):
    """A page about one agency of the list in one Pokja; the address names it by its code."""

    permission = "pokja.change"
    parent_model = Pokja
    parent_field = "pokja"

    def get_parents(self):
        return super().get_parents().select_related("region")

    @cached_property
    def agency(self) -> ExpectedAgency:
        return row_or_404(ExpectedAgency.objects.expected(self.parent.region, today_in(self.parent.region)), code=self.kwargs["code"])

    def get_success_url(self):
        return f"{self.parent.get_absolute_url()}#composition"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"can_add_another": False}


class PositionAssign(ForAgency):
    """Which seat of the Pokja counts as an agency that was not recognised."""

    model = Position
    form_class = PositionAssignForm

    def write(self, form):
        return count_seat(form.cleaned_data["seat"], self.agency, by=self.request.user)

    def get_title(self):
        return _("Which seat is that of %(agency)s?") % {"agency": self.agency}


class AgencyAbsenceCreate(ForAgency):
    """That an agency does not apply to the Pokja, with the reason."""

    model = AgencyAbsence
    form_class = AgencyAbsenceForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].agency, kwargs["instance"].set_by = self.agency, self.request.user
        return kwargs

    def get_title(self):
        return _("%(agency)s does not apply") % {"agency": self.agency}


class AgencyAbsenceDelete(PokjaPartDelete):
    """Lifting it: the agency is expected again."""

    model = AgencyAbsence
    template_name = "pokja/agencyabsence_delete.html"

    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region", "agency").annotate(by=F("set_by__name"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Lift “does not apply”"), **kwargs)

    def after_delete(self, row):
        return row.get_absolute_url()
