"""Which year's duties are begun for all provinces."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.milestones.duties import Begun, plan_of, scheme_of
from ssk_portal.milestones.models import Progress
from ssk_portal.screens.forms import PortalForm


class DutyBeginForm(PortalForm):
    year = forms.IntegerField(label=gettext_lazy("Programme year"), min_value=2010, max_value=2100)
    how_to = (
        gettext_lazy("Every province gets a draft of each duty of the year, fills it in and submits it to the centre. Those it has already stay as they are."),
        gettext_lazy("The duties of the current year open by themselves where nobody has begun them."),
    )

    class Meta:
        model = Progress
        fields = ("year",)

    def narrow(self):
        self.initial["year"] = timezone.localdate().year
        self.plan: list[Begun] = []

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year + 1:
            raise forms.ValidationError(_("At most the next year is begun ahead."))
        scheme = scheme_of(year)
        if scheme is None:
            raise forms.ValidationError(_("No duties of provinces are in force in %(year)s.") % {"year": year})
        self.plan = plan_of(year, scheme)
        return year

    @property
    def new_count(self) -> int:
        return sum(len(begun.new) for begun in self.plan)
