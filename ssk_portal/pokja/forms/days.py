"""The day for which a page is asked."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.models.terms import YEARS
from ssk_portal.screens.forms import DateInput


class DayForm(forms.Form):
    per = forms.DateField(label=_("As of"), required=False, widget=DateInput)

    def clean_per(self) -> date | None:
        day = self.cleaned_data["per"]
        if day and day.year not in YEARS:
            raise forms.ValidationError(_("Check the year."))
        return day
