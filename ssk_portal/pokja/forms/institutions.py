"""The form of an institution."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.choices import regions_of, with_region
from ssk_portal.pokja.forms.agencies import agencies_field, agency_choices
from ssk_portal.pokja.models import Institution
from ssk_portal.screens.forms import PortalForm


class InstitutionForm(PortalForm):
    counts_as = agencies_field(
        label=_("Counts in the composition check as"), help_text=_("Tick only where its name does not tell it: a seat of this institution then counts as what is ticked.")
    )

    sections = (
        (_("The institution"), ["region", "kind", "name", "short_name", "predecessor", "counts_as"]),
        (_("Contact"), ["address", "telephone", "email"]),
    )
    how_to = (
        _("An institution that was renamed or merged is recorded as a new one that names its predecessor: older papers keep the older name."),
        _("The name is read by everyone who signs in, the contact only in your province and by the centre."),
    )

    class Meta:
        model = Institution
        fields = ["region", "kind", "name", "short_name", "predecessor", "counts_as", "address", "telephone", "email"]

    def narrow(self):
        region = self.fields["region"]
        region.queryset = regions_of(self.user)
        if self.user.region.is_district:
            # The only one there is; it need not be asked for.
            region.initial, region.choices = self.user.region_id, [(self.user.region_id, str(self.user.region))]
        before = Institution.objects.within(self.user.region).exclude(pk=self.instance.pk)
        self.fields["predecessor"].queryset = before.select_related("region").order_by("region__code", "name")
        self.fields["predecessor"].label_from_instance = with_region
        self.fields["counts_as"].choices = agency_choices()

    def clean(self):
        cleaned = super().clean()
        region, before = cleaned.get("region"), cleaned.get("predecessor")
        if region and before and before.region_id != region.pk:
            self.add_error("predecessor", _("The predecessor must be an institution of the same region."))
        return cleaned
