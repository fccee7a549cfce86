"""The form of an indicator: one for those that hold everywhere and for the local ones of a region."""

from django import forms
from django.db.models import Max, Min
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.defining import COUNTED, since_fault
from ssk_portal.indicators.models import Achievement, Indicator, Target, Unit
from ssk_portal.screens.forms import PortalForm
from ssk_portal.screens.suggest import SuggestInput

LINES = forms.Textarea(attrs={"rows": 3})
ALIKE, OTHERWISE = "alike", "otherwise"
MEANING = ("meaning", "since", "change_id", "change_en", "change_source")


class IndicatorForm(PortalForm):
    # Asked only where something changed by which figures that exist are read.
    meaning = forms.ChoiceField(
        label=_("What does this change mean for the figures that exist?"), widget=forms.RadioSelect,
        choices=[
            (ALIKE, _("Only the wording is clearer, or a mistake is corrected: all years are counted alike.")),
            (OTHERWISE, _("From a certain year on it is counted otherwise: a new version begins.")),
        ],
        error_messages={"required": _("You changed what is counted, and figures exist: say what that means for them.")},
    )  # fmt: skip
    since = forms.IntegerField(label=_("Counted otherwise from year"), min_value=1990, max_value=2100, required=False)
    change_id = forms.CharField(label=_("What changed, in Indonesian"), required=False, widget=LINES, help_text=_("Empty: the reason that you give for the change."))
    change_en = forms.CharField(label=_("What changed, in English"), required=False, widget=LINES, help_text=_("Empty: readers in English see the Indonesian text."))
    change_source = forms.CharField(
        label=_("Source of the change"), max_length=500, required=False, help_text=_("Address or title of the document. Empty: the source of the definition.")
    )

    sections = (
        (_("Name"), ["name_id", "name_en", "code", "sector", "part_of", "ladder", "order"]),
        (_("What is counted"), ["unit", "direction", "cumulative", "lowest", "highest"]),
        (
            _("Definition"),
            ["definition_id", "definition_en", "numerator_id", "numerator_en", "denominator_id", "denominator_en", "method_id", "method_en", "reporter_id", "reporter_en"],
        ),
        (_("Sources"), ["source", "further_sources"]),
        (_("What the change means"), MEANING),
    )
    how_to = (
        _("The unit and the direction hold for all figures of this indicator: gaps are told by them. Once figures exist, the unit stays."),
        _("“Part of” says that its values are contained in those of another indicator, as safely managed access is in improved access."),
        _("Where figures exist and you change what is counted, the form asks whether only the wording is clearer, or from which year it is counted otherwise."),
    )

    class Meta:
        model = Indicator
        fields = [
            "name_id", "name_en", "code", "sector", "part_of", "ladder", "order", "unit", "direction", "cumulative", "lowest", "highest", "definition_id", "definition_en",
            "numerator_id", "numerator_en", "denominator_id", "denominator_en", "method_id", "method_en", "reporter_id", "reporter_en", "source", "further_sources",
        ]  # fmt: skip
        widgets = {**dict.fromkeys(("definition_id", "definition_en", "method_id", "method_en"), LINES), "ladder": SuggestInput}
        help_texts = {
            "lowest": _("A value below it is warned of. For percentages, empty means 0."),
            "highest": _("A value above it is warned of. For percentages, empty means 100."),
            "reporter_id": _("Which agency counts it, how often and through which system."),
        }

    def narrow(self):
        row = self.instance
        if row.pk is None and not self.user.region.is_country:
            row.region = self.user.region
        kept = Indicator.objects.filter(region=row.region_id)
        self.fields["part_of"].queryset = (Indicator.objects.counted_in(row.region) if row.is_local else kept).exclude(pk=row.pk)
        self.fields["ladder"].widget.choices = lambda: kept.exclude(ladder="").order_by("ladder").values_list("ladder", flat=True).distinct()
        if row.is_local:
            self._narrow_to_local()
        if not self._asks_meaning():
            for name in MEANING:
                del self.fields[name]
        elif years := self._years():
            self.fields["since"].help_text = gettext("Figures exist from %(first)s to %(last)s.") % years

    def _narrow_to_local(self):
        """Its code and its place are the portal's affair; whoever has no English name shows the Indonesian one."""
        del self.fields["code"], self.fields["order"]
        self.fields["name_en"].required = False
        self.fields["name_en"].help_text = _("Empty: readers in English see the Indonesian name.")

    def _asks_meaning(self) -> bool:
        row = self.instance
        # Somebody else's change is compared first: whoever opened the form before it did not change what differs now.
        if row.pk is None or not self.is_bound or self.data.get("row_version") != str(row.version):
            return False
        return any(_plain(self.fields[name].to_python(self[name].data)) != _plain(getattr(row, name)) for name in COUNTED) and row.has_figures

    def _years(self) -> dict | None:
        """The first and last year of which figures exist."""
        found = [model.objects.filter(indicator=self.instance).aggregate(first=Min("year"), last=Max("year")) for model in (Achievement, Target)]
        known = [year for each in found for year in each.values() if year is not None]
        return {"first": min(known), "last": max(known)} if known else None

    def clean(self):
        cleaned = super().clean()
        if self.instance.is_local:
            cleaned["name_en"] = cleaned.get("name_en") or cleaned.get("name_id", "")
        if cleaned.get("unit") == Unit.PERCENT and not {"lowest", "highest"} & self.errors.keys():
            cleaned["lowest"] = 0 if cleaned.get("lowest") is None else cleaned["lowest"]
            cleaned["highest"] = 100 if cleaned.get("highest") is None else cleaned["highest"]
        if "meaning" in self.fields and "since" not in self.errors:
            self._check_since(cleaned.get("meaning"), cleaned.get("since"))
        return cleaned

    def _check_since(self, meaning, year):
        if meaning == OTHERWISE and year is None:
            self.add_error("since", _("Say from which year on it is counted otherwise."))
        elif meaning == OTHERWISE and (fault := since_fault(self.instance, year)):
            self.add_error("since", fault)
        elif meaning == ALIKE and year is not None:
            self.add_error("since", _("A year belongs to the other answer: leave it empty, or choose that one."))

    @property
    def counted_otherwise_since(self) -> int | None:
        """From which year on it is counted otherwise, where it is."""
        return self.cleaned_data.get("since")


def _plain(value):
    """A text as it is read: a browser sends other line breaks than those that stand in a file."""
    return " ".join(value.split()) if isinstance(value, str) else value
