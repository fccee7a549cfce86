"""The forms of the composition check: the list of expected agencies, what a seat counts as, what does not apply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.composition import Words
from ssk_portal.pokja.models import AgencyAbsence, ExpectedAgency, Position
from ssk_portal.regions.days import today_in
from ssk_portal.screens.forms import DateInput, PortalForm


def agency_choices() -> list[tuple[str, str]]:
    """The agencies that may be chosen, by code."""
    return [(agency.code, agency.name) for agency in ExpectedAgency.objects.all()]


def agencies_field(**kwargs) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class ExpectedAgencyForm(PortalForm):
    sections = (
        (_("The agency"), ["name_id", "name_en", "code", "level", "compulsory", "order"]),
        (_("How a seat is recognised"), ["patterns", "is_unit"]),
        (_("Since when, and who says so"), ["valid_from", "valid_to", "basis", "source"]),
    )
    how_to = (
        _("The list holds for all Pokja: a change shows on every Pokja's page at once, and nothing that was stated by hand is lost."),
        _("An agency that is no longer expected gets a last day; deleted is only what no Pokja names."),
    )

    class Meta:
        model = ExpectedAgency
        fields = ["name_id", "name_en", "code", "level", "compulsory", "order", "patterns", "is_unit", "valid_from", "valid_to", "basis", "source"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def narrow(self):
        if self.instance.pk:
            # Seats and institutions are linked by it.
            del self.fields["code"]


WORDS, HAND = "words", "hand"


class PositionCountsForm(PortalForm):
    """As what one seat counts."""

    by_hand = forms.ChoiceField(label=_("This seat counts as"), widget=forms.RadioSelect, choices=[(WORDS, ""), (HAND, _("what is ticked here"))])
    counts_as = agencies_field(label=_("Agencies"), help_text=_("None ticked: it counts as none of the expected agencies."))

    sections = ((_("What it counts as"), ["by_hand", "counts_as"]),)
    how_to = (
        _("Where the portal recognised the seat wrongly, choose “what is ticked here” and tick the right agency."),
        _("One seat may count as two agencies where one agency has the duties of both."),
    )

    class Meta:
        model = Position
        fields = ["counts_as"]

    def narrow(self):
        seat = self.instance
        agencies = list(ExpectedAgency.objects.expected(seat.pokja.region, today_in(seat.pokja.region)))
        codes = Words(agencies).recognised(seat)
        recognised = [agency for agency in agencies if agency.code in codes]
        told = "; ".join(agency.name for agency in recognised) or _("none of the expected agencies")
        self.fields["counts_as"].choices = [(agency.code, agency.name) for agency in agencies]
        self.fields["by_hand"].choices = [(WORDS, _("what its name says: %(agencies)s") % {"agencies": told}), (HAND, _("what is ticked here"))]
        self.initial["by_hand"] = WORDS if seat.counts_as is None else HAND
        self.initial["counts_as"] = [agency.code for agency in recognised] if seat.counts_as is None else seat.counts_as

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("by_hand") == WORDS:
            if set(cleaned.get("counts_as", [])) != set(self.initial["counts_as"]):
                self.add_error("by_hand", _("You changed the ticks: choose “what is ticked here”, or leave them as they were."))
            cleaned["counts_as"] = None
        return cleaned


class PositionAssignForm(PortalForm):
    """Which seat counts as an agency that was not recognised."""

    seat = forms.ModelChoiceField(label=_("Seat"), queryset=Position.objects.none(), help_text=_("It then counts as this agency, beside what it counts as already."))

    class Meta:
        model = Position
        fields: list[str] = []

    def narrow(self):
        self.fields["seat"].queryset = self.parent.positions.on(today_in(self.parent.region)).select_related("institution")
        self.fields["seat"].label_from_instance = seat_label


def seat_label(position: Position) -> str:
    """A seat with all by which it can be told from the others: “Anggota – Kepala Bagian Hukum, Sekretariat Daerah”."""
    return " – ".join(filter(None, [str(position), position.field, position.holder]))


class AgencyAbsenceForm(PortalForm):
    how_to = (_("For an agency that this region does not have, or whose duties another one has. One that is merely not appointed yet stays “not represented”."),)

    class Meta:
        model = AgencyAbsence
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
