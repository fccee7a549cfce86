"""The form of a Pokja."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.choices import institutions_for, regions_of, with_region
from ssk_portal.pokja.models import Institution, Pokja
from ssk_portal.screens.forms import REASON, DateInput, PortalForm


class PokjaForm(PortalForm):
    sections = (
        (_("The group"), ["region", "name", "brand", "predecessor"]),
        (_("Secretariat"), ["secretariat", "secretariat_as_written", "contact"]),
        (_("Tasks and remarks"), ["tasks", "legal_basis", "status_note", "note"]),
        (_("Source"), ["source", "published"]),
    )
    how_to = (
        _("Write the name as it stands in the decree. Choose under “kind” which of the usual names it is."),
        _("The secretariat is the institution that runs the group. If it is not in the list, add it under Institutions first, or write it as the decree does."),
        _("Decrees, positions and members are added on the page of the Pokja, once it is saved."),
    )

    class Meta:
        model = Pokja
        fields = [
            "region", "name", "brand", "predecessor", "secretariat", "secretariat_as_written", "contact",
            "tasks", "legal_basis", "status_note", "note", "source", "published",
        ]  # fmt: skip
        widgets = {
            "published": DateInput,
            "tasks": forms.Textarea(attrs={"rows": 4}),
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "status_note": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def narrow(self):
        if self.instance.pk:
            # A Pokja does not move to another region: its decrees and members would move along.
            del self.fields["region"]
            regions = [self.instance.region_id]
            institutions = institutions_for(self.instance.region, kept=self.instance.secretariat)
        else:
            self._narrow_region()
            regions = regions_of(self.user)
            near = Q(region__in=regions) | Q(region=self.user.region.province_id)
            institutions = Institution.objects.filter(near).select_related("region").order_by("region__code", "name")
        self.fields["secretariat"].queryset = institutions
        self.fields["secretariat"].label_from_instance = with_region
        self.fields["predecessor"].queryset = Pokja.objects.filter(region__in=regions).exclude(pk=self.instance.pk)

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
                help_text=_("Needed where you record a Pokja for one of your districts. Stands in the history."),
            )

    def clean(self):
        cleaned = super().clean()
        region = cleaned.get("region") or (self.instance.region if self.instance.pk else None)
        if region is None:
            return cleaned
        if not self.instance.pk and self.user.region.is_above(region) and not cleaned.get(REASON):
            self.add_error(REASON, _("Say why you record this for the district."))
        self._same_place("secretariat", (region.pk, region.province_id), _("Choose an institution of this region or of its province."))
        self._same_place("predecessor", (region.pk,), _("The predecessor must be a Pokja of the same region."))
        return cleaned

    def _same_place(self, name, regions, sentence):
        chosen = self.cleaned_data.get(name)
        if chosen is not None and name in self.changed_data and chosen.region_id not in regions:
            self.add_error(name, sentence)
