"""The form of a ministerial decree, and the list of districts that it names."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import number
from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.milestones.enlisting import MOST_LINES, Line, lines_of, shown
from ssk_portal.milestones.models import Assistance, MilestoneScheme, MinisterialDecree
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import DateInput, PortalForm


class MinisterialDecreeForm(KeepsFile, PortalForm):
    file = file_field(gettext_lazy("File of the decree"))

    sections = (
        (gettext_lazy("Number, date, and cohort year"), ("number", "date", "cohort_year")),
        (gettext_lazy("Document and source"), ("file", "source")),
    )
    how_to = (
        gettext_lazy("The decree of the Minister of Home Affairs that names the regencies and cities of a cohort year. Write its number as it stands in the decree."),
        gettext_lazy("Once it is saved, enter its regencies and cities from its page, all at once."),
    )

    class Meta:
        model = MinisterialDecree
        fields = ("number", "date", "cohort_year", "source")
        widgets = {"date": DateInput}

    def narrow(self):
        if self.instance.document:
            self.show_kept(self.instance.document, self.instance.get_file_url())

    def clean_number(self):
        """Written once, whatever the capitals."""
        number = " ".join(self.cleaned_data["number"].split())
        if MinisterialDecree.objects.filter(number__iexact=number).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This decree is recorded already."))
        return number


@dataclass(frozen=True)
class ToTick:
    """A province with its districts, each with whether it is ticked."""

    province: Region
    districts: list[tuple[Region, bool]]

    @property
    def is_open(self) -> bool:
        return any(ticked for _district, ticked in self.districts)


class DecreeDistrictsForm(PortalForm):
    names = forms.CharField(
        label=gettext_lazy("Names or codes, one a line"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("As they stand in the decree: “Kab. Tabalong”, “Kota Solok”, or the code 63.09. Older spellings are known too."),
    )
    ticked = forms.ModelMultipleChoiceField(Region.objects.none(), label=gettext_lazy("Regencies and cities"), required=False)

    how_to = (
        gettext_lazy("Copy the list out of the decree, one regency or city a line, or tick them by province below; both count."),
        gettext_lazy("You see first what would become of each line. Nothing is recorded while one of them has a fault, and those recorded already stay as they are."),
    )

    class Meta:
        model = Assistance
        fields = ("cohort_year", "scheme", "facilitator", "basis", "source")

    def narrow(self):
        self.decree = self.parent
        schemes = MilestoneScheme.objects.in_force()
        self.fields["scheme"].queryset = schemes
        # The row itself is empty, and would stand before what a field says.
        self.initial |= {"scheme": schemes.first(), "cohort_year": self.decree.cohort_year, "source": self.decree.source or self.decree.number}
        self.fields["facilitator"].help_text = _("Holds for all of them; changed for each on its own page.")
        # Within the country that would be the country and the provinces too.
        self.fields["ticked"].queryset = Region.objects.within(self.user.region).districts().select_related("province").order_by("code")
        self.order_fields(["names", "ticked", *self._meta.fields])
        self.lines: list[Line] = []

    @property
    def helper(self):
        crispy = super().helper
        crispy.render_hidden_fields = False
        return crispy

    @property
    def provinces(self) -> list[ToTick]:
        ticked = {str(pk) for pk in self.data.getlist("ticked")} if self.is_bound else set()
        found: dict[int, ToTick] = {}
        for district in self.fields["ticked"].queryset:
            place = found.setdefault(district.province_id, ToTick(district.province, []))
            place.districts.append((district, str(district.pk) in ticked))
        return list(found.values())

    def clean_names(self):
        names = self.cleaned_data["names"]
        if len(names.splitlines()) > MOST_LINES:
            raise forms.ValidationError(_("At most %(count)s lines are read at once: this is more than a list of regencies and cities.") % {"count": number(MOST_LINES)})
        return names

    def clean(self):
        cleaned = super().clean()
        year, text, ticked = cleaned.get("cohort_year"), cleaned.get("names", ""), cleaned.get("ticked") or []
        if year is None or "names" in self.errors or "ticked" in self.errors:
            return cleaned
        self.lines = lines_of(text, ticked, cohort_year=year, decree=self.decree, user=self.user)
        if not self.lines:
            self.add_error("names", _("Write or tick at least one regency or city."))
        for line in self.lines:
            if line.is_fault:
                self.add_error("names", line.fault)
        return cleaned

    @property
    def new_count(self) -> int:
        return sum(line.is_new for line in self.lines)

    @property
    def shown(self) -> str:
        return shown(self.lines)
