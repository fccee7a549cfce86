"""The forms of an institution: its own, and that in which two are merged."""

from django import forms
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.choices import InstitutionField, nearest_first, regions_of
from ssk_portal.pokja.forms.agencies import agencies_field, agency_choices
from ssk_portal.pokja.merging import why_not
from ssk_portal.pokja.models import Institution
from ssk_portal.pokja.names import alike_in
from ssk_portal.screens.forms import OneLine, PortalForm, helper, reason_field
from ssk_portal.screens.suggest import SuggestInput

ANOTHER = "another_one"


class InstitutionForm(PortalForm):
    counts_as = agencies_field(
        label=_("Counts in the composition check as"), help_text=_("Tick only where its name does not tell it: a seat of this institution then counts as what is ticked.")
    )

    sections = (
        (_("The institution"), ["region", "kind", "name", ANOTHER, "short_name", "former_names", "predecessor", "counts_as"]),
        (_("Contact"), ["address", "telephone", "email"]),
    )
    how_to = (
        _("While you type the name, those recorded already are suggested: one of them need not be recorded again."),
        _("An institution that was renamed or merged is recorded as a new one that names its predecessor: older papers keep the older name."),
        _("The name is read by everyone who signs in, the contact only in your province and by the centre."),
    )

    class Meta:
        model = Institution
        fields = ["region", "kind", "name", "short_name", "former_names", "predecessor", "counts_as", "address", "telephone", "email"]
        field_classes = {"predecessor": InstitutionField}
        widgets = {"name": SuggestInput}

    def narrow(self):
        region = self.fields["region"]
        region.queryset = regions_of(self.user)
        if self.user.region.is_district:
            # The only one there is; it need not be asked for.
            region.initial, region.choices = self.user.region_id, [(self.user.region_id, str(self.user.region))]
        known = nearest_first(Q(pk__in=Institution.objects.within(self.user.region))).exclude(pk=self.instance.pk)
        before = self.fields["predecessor"]
        before.offer(known)
        self.fields["name"].widget.choices = lambda: dict.fromkeys(row.name for row in before.nearest)
        self.fields["counts_as"].choices = agency_choices()
        if self.data.get(ANOTHER):
            self._ask()

    def _ask(self):
        self.fields[ANOTHER] = forms.BooleanField(label=_("It is none of these: record it as another institution"), required=False)

    def clean(self):
        cleaned = super().clean()
        region, before = cleaned.get("region"), cleaned.get("predecessor")
        if region and before and before.region_id != region.pk:
            self.add_error("predecessor", _("The predecessor must be an institution of the same region."))
        if region and cleaned.get("name") and not cleaned.get(ANOTHER) and {"region", "name", "short_name"} & set(self.changed_data):
            self._ask_whether_known(region, [cleaned["name"], cleaned.get("short_name", "")])
        return cleaned

    def _ask_whether_known(self, region, names):
        """Institutions of the region that may be the same: "is it this one?" before a second one is made."""
        # The one it follows is known to be another one, however near its name.
        near = [row for row in alike_in(region, names, but=self.instance) if row != self.cleaned_data.get("predecessor")]
        if near and not any(row.name == names[0] for row in near):  # the same name is refused by itself
            links = format_html_join(", ", '<a href="{}">{}</a>', ((row.get_absolute_url(), f"{row}{f' ({row.short_name})' if row.short_name else ''}") for row in near[:5]))
            self._ask()
            self.add_error("name", format_html("{} {}", _("Is it one of these? Then it is recorded already:"), links))


class MergeForm(PortalForm):
    """Why two institutions are one; which two is said in the address."""

    class Meta:
        model = Institution
        fields: list[str] = []

    def narrow(self):
        field = self.fields["change_reason"] = reason_field()
        field.label, field.help_text = _("Reason for the merger"), _("Kept in the history of every row that is moved.")


class OtherForm(OneLine, forms.Form):
    """Which institution is given up for another one."""

    lembaga = InstitutionField(label=_("The institution that is given up"), queryset=Institution.objects.none())

    def __init__(self, *args, kept, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["lembaga"].offer(mergeable(kept, user))

    def clean_lembaga(self):
        given_up = self.cleaned_data["lembaga"]
        if sentence := why_not(self.kept, given_up):
            raise forms.ValidationError(sentence)
        return given_up

    @property
    def helper(self):
        return helper(self)


def mergeable(kept, user):
    """The institutions in `user`'s reach that may be the same as `kept`: of its region, and of those above and below it."""
    region = kept.region
    line = Q(region=region) | Q(region=region.province_id) | Q(region__level="country")
    line |= Q() if region.is_country else Q(region__province=region.pk)
    rows = nearest_first(line).exclude(pk=kept.pk)
    return rows.filter(pk__in=Institution.objects.editable_by(user).values("pk"))
