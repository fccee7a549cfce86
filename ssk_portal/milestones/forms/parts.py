"""One requirement on the form of a draft: its field, what was given before, what may be picked."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.fields import NumberInput
from ssk_portal.documents.forms import FilesInputField
from ssk_portal.milestones.accepting import offered_by, sentence_of
from ssk_portal.milestones.forms.texts import text_box
from ssk_portal.milestones.models import Evidence, Requirement, RequirementKind
from ssk_portal.milestones.overview import Asked
from ssk_portal.milestones.picking import candidates
from ssk_portal.screens.forms import DateInput

YES_NO = [("", "–"), ("yes", _("yes")), ("no", _("no"))]
FIELDS = {
    RequirementKind.TEXT: lambda **common: text_box(rows=4, **common),
    RequirementKind.NUMBER: lambda **common: NumberInput(**common),
    RequirementKind.DATE: lambda **common: forms.DateField(widget=DateInput(), **common),
}


class Part:
    """One requirement: `fields` to add to the form, and afterwards what was typed into them."""

    def __init__(self, form, asked: Asked):
        self.form, self.asked, self.requirement = form, asked, asked.requirement
        self.name = f"r{self.requirement.pk}"
        self.rows: dict[str, Any] = {}
        self.replacing = {f"e{evidence.pk}": evidence for evidence in asked.given} if self.takes_files else {}
        if self.takes_record:
            self._read_rows()

    @property
    def field(self) -> forms.BoundField:
        return self.form[self.name]

    @property
    def files(self) -> list[tuple[Evidence, forms.BoundField]]:
        """Each file that counts, with the field by which it is replaced."""
        return [(evidence, self.form[name]) for name, evidence in self.replacing.items()]

    @property
    def takes_files(self) -> bool:
        return self.requirement.kind == RequirementKind.DOCUMENT

    @property
    def has_same_title(self) -> bool:
        """Whether its field is called as the requirement is: the page does not show that twice.

        Beside files that were given, a field says that it adds further ones.
        """
        return not self.files

    @property
    def has_common_help(self) -> bool:
        """Whether the hint of its field is the one that stands above all of them."""
        return self.takes_files and self.field.help_text == self.form.common_help

    @property
    def takes_record(self) -> bool:
        return self.requirement.kind == RequirementKind.RECORD

    @property
    def value(self):
        """What was given before, as the form's field takes it."""
        if not self.asked.given:
            return None
        evidence = self.asked.given[0]
        return str(evidence.record_id) if self.takes_record else evidence.value

    def _read_rows(self):
        self.rows = {str(row.pk): row for row in candidates(self.requirement, self.asked.progress.reach_region)}
        for evidence in self.asked.given:
            evidence.found = self.rows.get(str(evidence.record_id))

    def fields(self) -> dict[str, forms.Field]:
        """The field of the requirement, and one beside each file by which it is replaced."""
        if self.takes_files:
            return {self.name: _files(self.requirement), **{name: _other_file(self.requirement, evidence) for name, evidence in self.replacing.items()}}
        common = {"label": self.requirement.title, "required": False, "initial": self.value}
        if self.takes_record:
            return {self.name: forms.ChoiceField(choices=[("", "–"), *self._choices()], help_text=self._none_to_pick(), **common)}
        kind = RequirementKind(self.requirement.kind)
        if kind == RequirementKind.YES_NO:
            common["initial"] = {True: "yes", False: "no", None: ""}[self.value]
            return {self.name: forms.TypedChoiceField(choices=YES_NO, coerce=lambda word: word == "yes", empty_value=None, **common)}
        return {self.name: FIELDS[kind](**common)}

    def _choices(self) -> list[tuple[str, str]]:
        """What can be picked; what was picked before stays among it, whatever became of it."""
        choices = {key: f"{row.evidence_name} ({row.evidence_state[1]})" for key, row in self.rows.items()}
        for evidence in self.asked.given:
            choices.setdefault(str(evidence.record_id), evidence.record_name)
        return list(choices.items())

    def _none_to_pick(self):
        return "" if self.rows else _("The portal holds nothing yet that could be picked here. Record it first; it then stands in this list.")

    def said(self, typed) -> dict:
        """What was typed, by requirement; nothing where the record that was picked before stays."""
        if self.takes_record:
            return {} if typed == (self.value or "") else {self.requirement: self.rows.get(typed)}
        return {self.requirement: typed}


@dataclass(frozen=True)
class Chosen:
    """A file that was chosen: at which field, for which requirement, in place of which one."""

    name: str
    requirement: Requirement
    upload: Any
    replaces: Evidence | None


def _files(requirement: Requirement) -> FilesInputField:
    return FilesInputField(label=_("{requirement}: add files").format(requirement=requirement.title), accept=offered_by(requirement), taken=sentence_of(requirement))


def _other_file(requirement: Requirement, evidence: Evidence) -> FilesInputField:
    return FilesInputField(label=_("Replace “{name}” with").format(name=evidence), accept=offered_by(requirement), taken="", one=True)
