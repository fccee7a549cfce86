"""What came out of an event: information and decisions, photos and files."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.files import give_files
from ssk_portal.clinics.forms.report import FileForm, FilesForm, OutcomeForm, PhotosForm
from ssk_portal.clinics.models import ClinicFile, Outcome, OutcomeKind
from ssk_portal.clinics.views.parts import PartCreate, PartDelete, PartUpdate, ToReport
from ssk_portal.documents.actions import hand_out_small
from ssk_portal.documents.screens import FileScreen


class OutcomeCreate(PartCreate):
    model = Outcome
    form_class = OutcomeForm
    title = gettext_lazy("Add information or a decision")

    def get_initial(self):
        asked = self.request.GET.get("jenis")
        return {"kind": asked} if asked in OutcomeKind.values else {}


class OutcomeUpdate(PartUpdate):
    model = Outcome
    form_class = OutcomeForm
    title = gettext_lazy("Change what came out")


class OutcomeDelete(ToReport, PartDelete):
    model = Outcome


class GiveFiles(PartCreate):
    """Several files at once. One that is not taken does not keep the others from being saved."""

    model = ClinicFile

    def form_valid(self, form):
        if not self.request.form_key_claimed:
            return self.form_invalid(form)
        if self.saved_before():
            form.ask_files_again()
            return super().form_valid(form)
        typed = form.cleaned_data
        given, refused = give_files(self.parent, typed["files"], kind=form.kind, by=self.request.user, caption=typed["caption"], session=typed["session"], reason=form.reason)
        if not given:
            form.add_error("files", refused)
            return self.render_to_response(self.get_context_data(form=form))
        for sentence in refused:
            messages.warning(self.request, _("Not taken: %(why)s The others were saved.") % {"why": sentence})
        messages.success(self.request, self.done)
        return redirect(self.request.get_full_path() if "add_another" in self.request.POST else self.next_url or given[0].get_absolute_url())

    def form_invalid(self, form):
        form.ask_files_again()
        return super().form_invalid(form)


class ClinicFilePhotos(GiveFiles):
    form_class = PhotosForm
    title = gettext_lazy("Add photos")


class ClinicFileCreate(GiveFiles):
    form_class = FilesForm
    title = gettext_lazy("Add files")


class ClinicFileUpdate(PartUpdate):
    model = ClinicFile
    form_class = FileForm
    title = gettext_lazy("Change what is said of the file")

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class ClinicFileDelete(ToReport, PartDelete):
    model = ClinicFile

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class ClinicFileFile(FileScreen):
    """The file itself."""

    model = ClinicFile
    permission = "clinic.view"


class ClinicFileSmall(ClinicFileFile):
    """A photo as it stands among the others."""

    give = staticmethod(hand_out_small)
