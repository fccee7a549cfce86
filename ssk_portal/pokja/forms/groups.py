"""The form of a Pokja."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.numbers import is_key
from ssk_portal.pokja.actions import circle
from ssk_portal.pokja.choices import InstitutionField, institutions_for, regions_of
from ssk_portal.pokja.models import Pokja
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import REASON, DateInput, DeleteForm, PortalForm


class PokjaForm(PortalForm):
    predecessors = forms.ModelMultipleChoiceField(
        label=_("Took over from"),
        queryset=Pokja.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The Pokja of this region whose work this one continues; several where they were merged. They stay readable, with their decrees and members."),
    )
    sections = (
        (_("The group"), ["region", "name", "brand", "predecessors"]),
        (_("Secretariat"), ["secretariat", "secretariat_as_written", "secretariat_since", "contact"]),
        (_("Tasks and remarks"), ["tasks", "legal_basis", "status_note", "note"]),
        (_("Source"), ["source", "published"]),
    )
    how_to = (
        _("Write the name as it stands in the decree. Choose under “kind” which of the usual names it is."),
        _("The secretariat is the institution that runs the group: type its name. One that is not suggested is added under Institutions first, or written as the decree does."),
        _("When the secretariat moves, change it here and write since when: the page keeps telling who ran the group before."),
        _("Decrees, positions and members are added on the page of the Pokja, once it is saved."),
    )

    class Meta:
        model = Pokja
        fields = [
            "region", "name", "brand", "secretariat", "secretariat_as_written", "secretariat_since", "contact",
            "tasks", "legal_basis", "status_note", "note", "source", "published",
        ]  # fmt: skip
        field_classes = {"secretariat": InstitutionField}
        widgets = {
            "published": DateInput,
            "secretariat_since": DateInput,
            "tasks": forms.Textarea(attrs={"rows": 4}),
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "status_note": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def narrow(self):
        if self.instance.pk:
            # A Pokja does not move to another region: its decrees and members would move along.
            del self.fields["region"]
        else:
            self._narrow_region()
        self.region = self._region_at_hand()
        self.fields["secretariat"].offer(institutions_for(self.region, kept=self.instance.secretariat_id), instead=self.fields["secretariat_as_written"].label)
        others = Pokja.objects.filter(region=self.region).exclude(pk=self.instance.pk)
        mine = Q(successor=self.instance.pk) if self.instance.pk else Q(pk=None)
        self.fields["predecessors"].queryset = others.filter(Q(successor=None) | mine)
        if self.instance.pk:
            self.initial["predecessors"] = [pokja for pokja in self.fields["predecessors"].queryset if pokja.successor_id]
        # Of a region without another Pokja there is nothing to choose.
        if not self.fields["predecessors"].queryset:
            del self.fields["predecessors"]

    def _region_at_hand(self) -> Region:
        """The region whose institutions and groups are offered: the one chosen, else the person's own."""
        if self.instance.pk:
            return self.instance.region
        chosen = self.data.get("region", "") if self.is_bound else getattr(self.initial.get("region"), "pk", "")
        found = self.fields["region"].queryset.filter(pk=chosen).first() if is_key(str(chosen)) else None
        return found or self.user.region

    def _narrow_region(self):
        field = self.fields["region"]
        field.queryset = regions_of(self.user)
        if self.user.region.is_district:
            field.initial = self.user.region_id
            field.empty_label = None
        else:
            # Only who records a Pokja for a level below says why; which one is known when it is sent.
            self.fields[REASON] = forms.CharField(
                label=_("Reason for the correction"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Needed where you record a Pokja for one of your districts. Kept in the history."),
            )

    def clean(self):
        cleaned = super().clean()
        region = cleaned.get("region")
        if region and self.user.region.is_above(region) and not cleaned.get(REASON):
            self.add_error(REASON, _("Say why you record this for the district."))
        self._check_circle(cleaned.get("predecessors") or ())
        return cleaned

    def _check_circle(self, predecessors):
        for other in self.instance.continued_by():
            if other in predecessors:
                self.add_error("predecessors", circle(other))


class PokjaDeleteForm(DeleteForm):
    """Where more hangs on the Pokja, one says that it goes too."""

    def __init__(self, *args, holds_more: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if holds_more:
            missing = _("Tick this, or keep the Pokja: its decrees and seats do not stand without it.")
            self.fields["with_all"] = forms.BooleanField(label=_("Delete its decrees, seats and members too"), error_messages={"required": missing})
            self.order_fields(["with_all"])
