"""Screens of the plan: how a new event begins, its districts at once, calling it off, the letter that invites."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics import drafts, planning
from ssk_portal.clinics.days import newest
from ssk_portal.clinics.forms.clinic import ClinicForm
from ssk_portal.clinics.forms.districts import DistrictsForm
from ssk_portal.clinics.forms.plan import CallOffForm, PlanForm, TakeBackForm
from ssk_portal.clinics.models import Clinic, ClinicType
from ssk_portal.clinics.papers.invitation import invitation
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.common.numbers import is_key
from ssk_portal.common.pdf import paper
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404
from ssk_portal.screens.edits import CreateScreen, UpdateScreen

TYPE, EARLIER = "jenis", "salin"  # what the address of the form names
LATEST = 10  # so many earlier events are offered; more are found by a word


class ClinicNew(PageScreen):
    """How the new event begins: from a clinic type, as a copy, or blank."""

    permission = "clinic.change"
    template_name = "clinics/clinic_new.html"

    def get_context_data(self, **kwargs):
        word = self.request.GET.get("q", "").strip().replace("\0", "")
        earlier = newest(Clinic.objects.visible_to(self.request.user).select_related("region"))
        if word:
            earlier = earlier.filter(title__icontains=word)
        title = _("Plan an event")
        found = list(earlier[: LATEST + 1])
        return super().get_context_data(
            title=title,
            types=_types_of_today(),
            earlier=found[:LATEST],
            more=len(found) > LATEST,
            q=word,
            type_field=TYPE,
            copy_field=EARLIER,
            breadcrumbs=trail((title, None)),
            **kwargs,
        )


def _types_of_today() -> list[ClinicType]:
    """The clinics of the newest scheme that still holds."""
    types = list(ClinicType.objects.filter(scheme__valid_to=None).select_related("scheme").order_by("-scheme__valid_from", "number"))
    return [kind for kind in types if kind.scheme_id == types[0].scheme_id]


class ClinicCreate(CreateScreen):
    """A new event: blank, from the types that the address names (`?jenis=`), or as a copy (`?salin=`)."""

    permission = "clinic.change"
    model = Clinic
    done = _("The event was saved. Now name the districts that take part.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.types: list[ClinicType] = []
        self.earlier: Clinic | None = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            keys = [key for key in request.GET.getlist(TYPE) if is_key(key)][:9]
            self.types = list(ClinicType.objects.filter(pk__in=keys).order_by("number")) if keys else []
            if is_key(key := request.GET.get(EARLIER, "")):
                self.earlier = row_or_404(Clinic.objects.visible_to(request.user).select_related("region"), pk=key)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return PlanForm if self.types or self.earlier else ClinicForm

    def get_initial(self):
        if self.earlier:
            return drafts.from_clinic(self.earlier, region=self.request.user.region)
        return drafts.from_types(self.types) if self.types else {}

    def write(self, form):
        clinic = form.save()
        if clinic.region.is_district:  # it takes part in its own event already
            self.done = _("The event was saved. What is still missing stands below.")
        if self.earlier:
            return planning.fill_from_copy(clinic, self.earlier, by=self.request.user)
        return planning.fill_from_types(clinic, self.types, by=self.request.user)

    def get_title(self):
        return _("Plan an event") if self.types or self.earlier else _("Record an event")

    def get_context_data(self, **kwargs):
        return super().get_context_data(types=self.types, earlier=self.earlier, cancel_url=reverse("clinics:clinic_new"), breadcrumbs=trail((self.get_title(), None)), **kwargs)

    def get_template_names(self):
        return ["clinics/clinic_plan.html" if self.types or self.earlier else "generic/form.html"]


class PlanScreen(UpdateScreen):
    """A step in the plan of an event."""

    permission = "clinic.change"
    model = Clinic

    def get_queryset(self):
        return super().get_queryset().select_related("region", "report", "scheme")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=trail((str(self.object), self.object.get_absolute_url()), (self.title, None)), **kwargs)


class ParticipationSeveral(PlanScreen):
    form_class = DistrictsForm
    template_name = "clinics/participation_several.html"
    title = _("Add several districts")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"districts": self.offered()}

    def offered(self):
        """The districts of the host's province that do not take part yet; a host of the country chooses the province first."""
        clinic = self.object
        key = self.request.GET.get("provinsi", "")
        province = (int(key) if is_key(key) else None) if clinic.region.is_country else clinic.region.province_id
        return Region.objects.districts().filter(province=province).exclude(participations__clinic=clinic) if province else []

    def get_success_url(self):
        return f"{self.object.get_absolute_url()}#participation"

    def get_context_data(self, **kwargs):
        provinces = Region.objects.provinces() if self.object.region.is_country else []
        return super().get_context_data(provinces=provinces, province=self.request.GET.get("provinsi", ""), **kwargs)


class ClinicCallOff(PlanScreen):
    form_class = CallOffForm
    template_name = "clinics/clinic_call_off.html"
    title = _("Call the event off")
    done = _("The event is called off.")

    def why_not(self, row) -> str:
        return super().why_not(row) or (_t("An event that was called off has no day on which it was held.") if row.date_start else "")


class ClinicTakeBack(PlanScreen):
    form_class = TakeBackForm
    template_name = "clinics/clinic_take_back.html"
    title = _("Let the event take place after all")
    done = _("The event is planned again.")


class ClinicInvitation(RowScreen):
    """The letter that invites, with the list of those invited and the agenda."""

    permission = "clinic.view"
    http_method_names = ["get", "head"]
    model = Clinic

    def get(self, request, pk):
        clinic = row_or_404(self.get_queryset().select_related("region", "host_institution"), pk=pk)
        return paper(invitation(clinic), f"undangan-{clinic.file_stem}.pdf")
