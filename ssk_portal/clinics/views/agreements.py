"""The screens of agreements: made and put right by the host, told by whoever is in charge, listed for everyone."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.agreement_lists import AgreementFilter, AgreementTable, late_by_place, pressing_first
from ssk_portal.clinics.agreements import save_agreement
from ssk_portal.clinics.forms.agreement import AgreementForm, OwnAgreementForm
from ssk_portal.clinics.models import Agreement
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.clinics.views.parts import PartCreate, PartDelete, PartUpdate, ToReport
from ssk_portal.clinics.views.sections import sections_of
from ssk_portal.documents.screens import FileScreen
from ssk_portal.screens.lists import ListScreen


class AgreementWrite:
    """Making and changing an agreement write alike."""

    model = Agreement
    template_name = "clinics/agreement_form.html"

    def write(self, form):
        return save_agreement(form.save(commit=False), file=form.new_file, remove_file=form.removes_file, by=self.request.user)


class AgreementCreate(AgreementWrite, PartCreate):
    form_class = AgreementForm
    title = _("Add an agreement")


class AgreementUpdate(AgreementWrite, PartUpdate):
    permission = "agreement.change"
    conflict_form = "clinics/agreement_form.html"

    def get_queryset(self):
        return super().get_queryset().select_related("district", "institution", "document", "state_by")

    @cached_property
    def whole(self) -> bool:
        return self.keeps_all()

    def get_form_class(self):
        return AgreementForm if self.whole else OwnAgreementForm

    def get_title(self):
        return _("Change the agreement") if self.whole else _("How the agreement stands")


class AgreementDelete(ToReport, PartDelete):
    model = Agreement


class AgreementFile(FileScreen):
    """The file that shows an agreement was kept, for whoever sees the event."""

    permission = "clinic.view"
    model = Agreement


class AgreementList(ListScreen):
    """What was agreed at the events in reach, the most pressing first; on top how many are late, and where."""

    permission = "clinic.view"
    model = Agreement
    table_class = AgreementTable
    filterset_class = AgreementFilter
    template_name = "clinics/agreement_list.html"
    title = _("Agreements (RTL)")
    lead = _("What was agreed at coaching clinics and other events: who does what, by when, and whether it was kept.")
    empty_text = _("No agreement has been recorded yet. Agreements are added on the page of an event, under “Report”.")

    def get_queryset(self):
        named = ("clinic__region", "district", "institution", "document")
        return pressing_first(super().get_queryset().select_related(*named))

    def get_context_data(self, **kwargs):
        own, chosen = self.request.user.region, self.filterset.form.cleaned_data if self.filterset.is_valid() else {}
        province = int(chosen.get("province") or 0) or None
        places = late_by_place(super().get_queryset(), province=province, by_province=own.is_country and not province)
        return super().get_context_data(
            sections=sections_of(self.request.user, "clinics:agreement_list"),
            breadcrumbs=trail((self.title, None)),
            places=[] if own.is_district else places,
            late=sum(place.count for place in places),
            **kwargs,
        )
