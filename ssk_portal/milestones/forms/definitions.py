"""Keeping the definitions: schemes, milestones, requirements, wordings."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.milestones.models import FileGroup, Milestone, MilestoneScheme, Requirement, RequirementKind, Wording
from ssk_portal.screens.forms import PortalForm

SHORT = forms.Textarea(attrs={"rows": 3})


class SchemeForm(PortalForm):
    how_to = (
        _("A scheme holds the milestones of one period of the programme. Districts that were taken in under a scheme stay under it."),
        _("It is a draft until it is put in force; from then on what it asks for is changed by a new edition."),
    )

    class Meta:
        model = MilestoneScheme
        fields = ("code", "level", "name_id", "name_en", "valid_from", "valid_to", "source", "note")
        widgets = {"note": SHORT}

    def narrow(self):
        if self.instance.in_force_since is not None or self.instance.edition > 1:
            # Editions are known by their code, and those who work under them by their level.
            del self.fields["code"], self.fields["level"]


class MilestoneForm(PortalForm):
    how_to = (
        _("The milestones of a scheme go in the order of their numbers: each is submitted after the one before it."),
        _("A milestone that the edition before has too keeps its number: districts are moved by it."),
    )

    class Meta:
        model = Milestone
        fields = ("number", "symbol", "name_id", "name_en", "purpose_id", "purpose_en", "assistance_year", "repeats", "basis", "source")
        widgets = {"purpose_id": SHORT, "purpose_en": SHORT}

    def narrow(self):
        if self.instance.predecessor_id is not None:
            self.fields["number"].disabled = True


class RequirementForm(KeepsFile, PortalForm):
    accepts = forms.MultipleChoiceField(
        label=_("Accepted kinds of files"),
        choices=FileGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of documents only. None chosen: all kinds are accepted."),
    )
    file = file_field(_("Template file"))

    sections = (
        (_("What is asked for"), ("order", "title_id", "title_en", "help_id", "help_en", "compulsory", "first_year_only")),
        (_("How it is given"), ("kind", "record_kind", "accepts", "file")),
        (_("How it is known"), ("basis", "source")),
    )
    how_to = (
        _("A compulsory requirement has to be there before a district can submit. Keep these few."),
        _("The template is a form to fill in, such as a Word or Excel file; everyone signed in can download it."),
    )

    class Meta:
        model = Requirement
        fields = ("order", "title_id", "title_en", "help_id", "help_en", "kind", "record_kind", "accepts", "compulsory", "first_year_only", "basis", "source")
        widgets = {"help_id": SHORT, "help_en": SHORT}

    def narrow(self):
        if self.instance.template:
            self.show_kept(self.instance.template, reverse("milestones:requirement_template", args=[self.instance.pk]))

    def clean(self):
        """What belongs to one kind only is asked for where it was typed."""
        cleaned = super().clean()
        kind, record = cleaned.get("kind"), cleaned.get("record_kind")
        if kind == RequirementKind.RECORD and not record:
            self.add_error("record_kind", _("Choose which record of the portal is asked for."))
        if kind and kind != RequirementKind.RECORD and record:
            self.add_error("record_kind", _("Only the kind “record of the portal” names a record. Choose nothing here."))
        if kind and kind != RequirementKind.DOCUMENT and cleaned.get("accepts"):
            self.add_error("accepts", _("Kinds of files are chosen for documents only."))
        return cleaned


class ExplanationForm(RequirementForm):
    """What only explains a requirement stays free once its scheme is in force: the help, the English, the template, the source."""

    sections = ((_("What is asked for"), ("title_en", "help_id", "help_en", "file")), (_("How it is known"), ("basis", "source")))
    how_to = (_("What is asked for stays as it is in this edition; here stands only what explains it."),)
    accepts = None

    class Meta(RequirementForm.Meta):
        fields = ("title_en", "help_id", "help_en", "basis", "source")


class WordingForm(PortalForm):
    class Meta:
        model = Wording
        fields = ("text", "year", "source")
