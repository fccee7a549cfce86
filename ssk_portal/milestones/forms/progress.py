"""The draft of a milestone: a summary, and one field for each requirement."""

from collections import Counter

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.documents.forms import sorted_out
from ssk_portal.milestones.accepting import accepted_by
from ssk_portal.milestones.forms.parts import Chosen, Part
from ssk_portal.milestones.forms.texts import not_too_long
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.models.evidence import in_words
from ssk_portal.milestones.overview import asked_of
from ssk_portal.milestones.picking import show_records
from ssk_portal.screens.conflicts import Difference
from ssk_portal.screens.forms import PortalForm


class ProgressForm(PortalForm):
    how_to = (
        _("Everything can be saved as a draft at any time; nothing has to be complete for that."),
        _("For each requirement give the file or the value that is asked for. What is compulsory is marked; it must be there before you submit."),
        _("Files are added to those given before; beside each file you can replace it or take it back. The version before can still be read."),
        _("A file that is not accepted is named at its field; everything else is saved all the same."),
    )

    class Meta:
        model = Progress
        fields = ("summary",)
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def narrow(self):
        self.asked = [asked for asked in asked_of(self.instance) if not asked.former]
        self.parts = [Part(self, asked) for asked in self.asked]
        self.fields["summary"].validators.append(not_too_long)
        for part in self.parts:
            self.fields.update(part.fields())
        gone = [evidence for part in self.parts for evidence in part.asked.given if evidence.record_id and not evidence.found]
        show_records(gone + [evidence for asked in self.asked for evidence in asked.before], self.user)
        self.chosen: list[Chosen] = []
        self.refused: dict[str, list[str]] = {}

    @property
    def values(self) -> dict:
        """What was typed or picked, by requirement."""
        return {requirement: value for part in self.parts if not part.takes_files for requirement, value in part.said(self.cleaned_data.get(part.name)).items()}

    @cached_property
    def common_help(self) -> str:
        """The hint that several fields for files have: it is shown once, above them."""
        hints = Counter(part.field.help_text for part in self.parts if part.takes_files)
        hint, times = max(hints.items(), key=lambda each: each[1], default=("", 0))
        return hint if times > 1 else ""

    def clean(self):
        """Sort the files out. One that is refused does not keep the rest from being saved."""
        cleaned = super().clean()
        for part in self.parts:
            if part.takes_files:
                for name, replaces in [(part.name, None), *part.replacing.items()]:
                    self._sort_out(part, name, replaces, cleaned.get(name))
        return cleaned

    def _sort_out(self, part, name, replaces, uploads):
        taken, refused = sorted_out(uploads, accepted_by(part.requirement))
        if refused:
            self.refused[name] = refused
        # Where one is replaced by several, the others are added.
        self.chosen += [Chosen(name, part.requirement, upload, None if place else replaces) for place, upload in enumerate(taken)]

    def refuse(self, chosen: Chosen, sentences: list[str]) -> None:
        """Note that a file could not be kept after all."""
        self.refused.setdefault(chosen.name, []).extend(sentences)

    def show_refused(self, refused: dict[str, list[str]]) -> None:
        """Show, at their fields, the sentences about files that were not taken."""
        self._errors = self.errors
        for name, sentences in refused.items():
            if name in self.fields:
                self._errors[name] = self.error_class(sentences)

    def ask_files_again(self) -> None:
        """The form is shown once more and nothing was kept: say which files have to be chosen again."""
        self.show_refused(self.refused)
        for name, uploads in self._sent_files().items():
            told = _("Choose these files again: %(names)s.") % {"names": ", ".join(upload.name for upload in uploads)}
            self._errors.setdefault(name, self.error_class()).append(told)

    def _sent_files(self) -> dict[str, list]:
        """The files that would have been taken, by field; those for a file that is gone meanwhile at the whole form."""
        sent: dict[str, list] = {}
        for chosen in self.chosen:
            sent.setdefault(chosen.name, []).append(chosen.upload)
        lost = [upload for name in self.files if name not in self.fields for upload in self.files.getlist(name)]
        return sent | ({"__all__": lost} if lost else {})

    def differences(self) -> list[Difference]:
        """What was typed or picked beside what stands there now, requirement by requirement."""
        found = []
        for part in self.parts:
            if part.takes_files:
                continue
            field, typed = self.fields[part.name], self.cleaned_data.get(part.name)
            pair = [dict(field.choices).get(value or "", "") if part.takes_record else in_words(value) for value in (typed, part.value)]
            if pair[0] != pair[1]:
                found.append(Difference(part.requirement.title, *(words or "–" for words in pair)))
        return found
