"""The day for which a page is asked."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.models.terms import wrong_years
from ssk_portal.screens.forms import DateInput


class DayForm(forms.Form):
    per = forms.DateField(label=_("As of"), required=False, widget=DateInput)

    def clean_per(self) -> date | None:
        day = self.cleaned_data["per"]
        if day and (wrong := wrong_years({"per": day.year})):
            raise forms.ValidationError(wrong["per"])
        return day
