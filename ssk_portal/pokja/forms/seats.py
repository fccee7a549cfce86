"""The forms of a seat and of who sits in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.choices import InstitutionField, institutions_for
from ssk_portal.pokja.models import Member, Position
from ssk_portal.pokja.models.beside import beyond, misses
from ssk_portal.screens.forms import DateInput, PortalForm


class PositionForm(PortalForm):
    sections = (
        (_("The seat"), ["rank", "title", "field", "order", "decree"]),
        (_("Who holds it"), ["office", "institution", "institution_as_written"]),
    )
    how_to = (
        _("One position is one seat. Record the seats as the decree lists them, then add who sits in each."),
        _("The order counts inside one kind of position: 1 stands before 2."),
    )

    class Meta:
        model = Position
        fields = ["rank", "title", "field", "order", "decree", "office", "institution", "institution_as_written"]
        field_classes = {"institution": InstitutionField}

    def narrow(self):
        pokja = self.instance.pokja
        if self.instance.pk is None:
            self.initial["decree"] = pokja.newest_decree
        self.fields["decree"].queryset = pokja.decrees.all()
        self.fields["institution"].offer(institutions_for(pokja.region, kept=self.instance.institution_id), instead=self.fields["institution_as_written"].label)


BEYOND = "beyond_decree"


class MemberForm(PortalForm):
    sections = (
        (_("The person"), ["name", "post"]),
        (_("Contact"), ["telephone", "email"]),
        (_("Term of office"), ["since", "until", BEYOND]),
    )
    how_to = (
        _("A member who leaves is not deleted: fill in “until”, and add the successor as a new member. The seat then shows who sat when."),
        _("The post may differ from the position: name it as on the business card, with Plt., Plh. or Pj. where it applies."),
    )

    class Meta:
        model = Member
        fields = ["name", "post", "telephone", "email", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}

    def narrow(self):
        if self.data.get(BEYOND):
            self._ask()

    def _ask(self):
        self.fields[BEYOND] = forms.BooleanField(label=_("The term is right, though it reaches beyond that of the decree"), required=False)

    def clean(self):
        cleaned = super().clean()
        term, decree = (cleaned.get("since"), cleaned.get("until")), self.instance.position.decree
        wrong = misses(*term, decree)
        if not wrong and not cleaned.get(BEYOND) and {"since", "until"} & set(self.changed_data):
            wrong = beyond(*term, decree)
            if wrong:
                self._ask()
        for name, sentence in wrong.items():
            self.add_error(name, sentence)
        return cleaned
