"""Which template is taken away: of which year, regions and indicators."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.numbers import number
from ssk_portal.indicators.models import Indicator
from ssk_portal.indicators.template.columns import FIRST, LAST
from ssk_portal.indicators.template.prefilled import Wanted
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import helper
from ssk_portal.screens.sheets.parts import MOST_ROWS


class TemplateForm(forms.Form):
    """Year, region, indicator. A district takes its own; a province also with its districts; the centre any province."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST, max_value=LAST)
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), to_field_name="code", empty_label=None)
    below = forms.BooleanField(label=_("with all regions below it"), required=False)
    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.none(), required=False, empty_label=_("all indicators"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own, fields = user.region, self.fields
        self.choices_of("indicator").queryset = Indicator.objects.near(own).select_related("region")
        if own.is_district:
            del fields["below"]
        if not own.is_country:
            del fields["region"]
            self.own = own
        else:
            self.choices_of("region").queryset = Region.objects.filter(level__in=("country", "province")).order_by("code")
            self.choices_of("region").label_from_instance = lambda region: region.full_name

    def choices_of(self, name: str) -> Any:
        return self.fields[name]

    @property
    def helper(self):
        return helper(self)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.wanted = self._wanted(cleaned)
            if (rows := sum(1 for _place in self.wanted.places)) > MOST_ROWS:
                said = {"rows": number(rows), "most": number(MOST_ROWS)}
                raise ValidationError(gettext("That would be %(rows)s rows, and a template holds %(most)s. Choose one indicator.") % said)
        return cleaned

    def _wanted(self, cleaned) -> Wanted:
        region = cleaned.get("region") or self.own
        regions = list(Region.objects.within(region).order_by("code")) if cleaned.get("below") else [region]
        indicators = [cleaned["indicator"]] if cleaned["indicator"] else list(self.choices_of("indicator").queryset)
        return Wanted(cleaned["year"], regions, indicators)
