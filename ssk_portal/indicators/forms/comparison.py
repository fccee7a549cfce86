"""What is asked of a comparison; all of it stands in the address."""

from collections import Counter
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.comparison.peers import Peers, best_year
from ssk_portal.indicators.models import Area
from ssk_portal.regions.models import Kind
from ssk_portal.screens.forms import helper

NEWEST = "terbaru"
TARGETS = [("", _("all")), ("tercapai", _("target reached")), ("belum", _("short of the target")), ("tanpa", _("without a target"))]


class ComparisonForm(forms.Form):
    """Which regions, which years, and which of them are shown."""

    di = forms.ChoiceField(label=_("Compare"), required=False)
    tahun = forms.ChoiceField(label=_("Year (regions with a value)"), required=False)
    dengan = forms.ChoiceField(label=_("Beside the year"), required=False)
    area = forms.ChoiceField(label=_("Area"), choices=Area.choices, required=False)
    jenis = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), (Kind.REGENCY, Kind.REGENCY.label), (Kind.CITY, Kind.CITY.label)])
    target = forms.ChoiceField(label=_("Target"), choices=TARGETS, required=False)
    q = forms.CharField(label=_("Search"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, data: Mapping, *, offered: Mapping[str, Peers], peers: Peers, area: str, years: Counter):
        self.best = best_year(years)
        # What was not asked is shown as it is taken.
        asked = {name: data.get(name, "") for name in self.base_fields} | {"di": data.get("di") or peers.key, "area": data.get("area") or area}
        asked["tahun"] = asked["tahun"] or str(self.best or NEWEST)
        super().__init__(asked)
        self.fields["di"].choices = [(key, each.label) for key, each in offered.items()]
        listed = [(str(year), f"{year} ({years[year]})") for year in sorted(years, reverse=True)]
        self.fields["tahun"].choices = [*listed, (NEWEST, _("the newest of each"))]
        self.fields["dengan"].choices = [("", _("– none –")), *listed]
        if peers.is_of_provinces:
            del self.fields["jenis"]

    def clean_dengan(self):
        other = self.cleaned_data["dengan"]
        if other and self.cleaned_data.get("tahun") == NEWEST:
            raise forms.ValidationError(_("Two years side by side: choose the other year too, instead of the newest of each."))
        return other if other != self.cleaned_data.get("tahun") else ""

    @property
    def helper(self):
        return helper(self)

    def _said(self, name: str) -> str:
        """What was chosen, where it makes sense."""
        self.is_valid()
        return self.cleaned_data.get(name, "")

    @property
    def newest(self) -> bool:
        return self._said("tahun") == NEWEST

    @property
    def year(self) -> int | None:
        said = self._said("tahun")
        return None if self.newest else int(said) if said else self.best

    @property
    def other_year(self) -> int | None:
        said = self._said("dengan")
        return int(said) if said else None

    def shows(self, place) -> bool:
        """Whether a region is shown; its rank is that among all."""
        words, kind, target = self._said("q").lower().split()[:8], self._said("jenis"), self._said("target")
        if kind and place.region.kind != kind:
            return False
        if not all(word in f"{place.region.full_name} {place.region.code}".lower() for word in words):
            return False
        if target == "tanpa":
            return place.gap is None and not place.no_gap
        return not target or (place.gap is not None and place.gap.reached == (target == "tercapai"))
