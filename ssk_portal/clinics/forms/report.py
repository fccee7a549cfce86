"""The forms of a report: the report itself with its expected outputs, an outcome, photos and files."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.parts import PartForm, districts_at
from ssk_portal.clinics.models import ClinicFile, ClinicReport, FileKind, Outcome, Reached, Session
from ssk_portal.clinics.reports import Output, outputs_of
from ssk_portal.common.uploads.kinds import ACCEPT_PICTURES, TAKEN_PICTURES
from ssk_portal.documents.forms import FilesInputField
from ssk_portal.screens.forms import PortalForm

LINE = "line"  # the lines that the form was shown with: the plan may change meanwhile
MOST_LINES, MOST_AT_ONCE = 200, 20


@dataclass(frozen=True)
class Line:
    """An expected output on the form, with its two fields."""

    output: Output
    reached: forms.BoundField
    evidence: forms.BoundField


class ReportForm(PortalForm):
    how_to = (
        gettext_lazy("The report can be saved at any time; nothing has to be complete for that."),
        gettext_lazy("Say of each expected output whether it was reached. What was reached, whole or in part, needs something by which it can be seen: a number, a file, a place."),
        gettext_lazy("Minutes are written with their session; information, decisions and agreements each stand on their own on the page of the report."),
    )

    class Meta:
        model = ClinicReport
        fields = ("summary",)
        widgets = {"summary": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for line in self.lines:
            line.reached.field.choices = [("", _("not answered yet")), *Reached.choices]

    def narrow(self):
        self.outputs = self._outputs()
        for number, output in enumerate(self.outputs):
            check = output.check
            self.fields[f"reached{number}"] = forms.ChoiceField(label=_("Reached?"), required=False, choices=[("", ""), *Reached.choices], initial=check.reached if check else "")
            self.fields[f"evidence{number}"] = forms.CharField(
                label=_("What shows it"), required=False, initial=check.evidence if check else "", widget=forms.Textarea(attrs={"rows": 2})
            )

    def _outputs(self) -> list[Output]:
        """The lines that the form was shown with; those of the plan and those said before that it did not know stand behind."""
        known = {output.text: output for output in outputs_of(self.instance.clinic, list(self.instance.clinic.output_checks.all()))}
        shown = self.data.getlist(LINE)[:MOST_LINES] if hasattr(self.data, "getlist") else []
        # PostgreSQL keeps no NUL, so no line of the plan has one.
        texts = dict.fromkeys(text.replace("\r\n", "\n").replace("\0", "") for text in shown)
        first = [known.pop(text, None) or Output(text, planned=False) for text in texts if text.strip()]
        return first + list(known.values())

    @property
    def lines(self) -> list[Line]:
        return [Line(output, self[f"reached{number}"], self[f"evidence{number}"]) for number, output in enumerate(self.outputs)]

    @property
    def said(self) -> dict[str, tuple[str, str]]:
        """What was typed, by line."""
        typed = self.cleaned_data
        return {output.text: (typed.get(f"reached{number}", ""), typed.get(f"evidence{number}", "")) for number, output in enumerate(self.outputs)}

    def clean(self):
        cleaned = super().clean()
        for number in range(len(self.outputs)):
            if cleaned.get(f"reached{number}") in (Reached.YES, Reached.PARTLY) and not cleaned.get(f"evidence{number}") and f"evidence{number}" not in self.errors:
                self.add_error(f"evidence{number}", _("Say what shows it."))
        return cleaned


class OutcomeForm(PartForm):
    how_to = (gettext_lazy("Information was made known; a decision binds from the day of the event. What somebody is to do until a day is an agreement and has its own form."),)

    class Meta:
        model = Outcome
        fields = ["kind", "text", "district", "session"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def narrow(self):
        self.fields["district"].queryset = districts_at(self.clinic)
        self.fields["session"].queryset = Session.objects.filter(clinic=self.clinic)


class GivenFilesForm(PartForm):
    """What photos and files are given with: all of one form share caption and session."""

    class Meta:
        model = ClinicFile
        fields = ["caption", "session"]

    def files_field(self) -> FilesInputField:
        raise NotImplementedError

    def narrow(self):
        self.fields["files"] = self.files_field()
        self.fields["session"].queryset = Session.objects.filter(clinic=self.clinic)
        self.order_fields(["files", "kind", "caption", "session"])

    def clean_files(self):
        chosen = self.cleaned_data["files"]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)s files are taken at once; %(count)s were chosen.") % {"most": MOST_AT_ONCE, "count": len(chosen)})
        return chosen

    def ask_files_again(self):
        """The form is shown once more and nothing was kept: say which files have to be chosen again."""
        if chosen := self.cleaned_data.get("files"):
            self.add_error("files", _("Choose these files again: %(names)s.") % {"names": ", ".join(upload.name for upload in chosen)})


class PhotosForm(GivenFilesForm):
    kind = FileKind.PHOTO

    def files_field(self):
        return FilesInputField(label=_("Photos"), accept=ACCEPT_PICTURES, taken=TAKEN_PICTURES)


KINDS = [(kind.value, kind.label) for kind in FileKind if kind != FileKind.PHOTO]


class FilesForm(GivenFilesForm):
    how_to = (gettext_lazy("Slides are best given as PDF. The official report that was signed on paper comes back here as a scan, as “signed paper”."),)

    class Meta(GivenFilesForm.Meta):
        fields = ["kind", "caption", "session"]

    def files_field(self):
        return FilesInputField(label=_("Files"))

    def narrow(self):
        super().narrow()
        self.fields["kind"].choices = KINDS

    @property
    def kind(self) -> str:
        return self.cleaned_data["kind"]


class FileForm(PartForm):
    """What is said of a file that was given."""

    class Meta:
        model = ClinicFile
        fields = ["kind", "caption", "session"]

    def narrow(self):
        self.fields["session"].queryset = Session.objects.filter(clinic=self.clinic)
        if self.instance.kind == FileKind.PHOTO:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = KINDS
