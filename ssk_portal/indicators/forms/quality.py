"""What the pages on the quality of the data are asked, and the form of a disagreement."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.checks import Check
from ssk_portal.indicators.models import Area, Disagreement, Indicator
from ssk_portal.regions.models import Level, Region
from ssk_portal.screens.forms import PortalForm, helper

EVERY = ("", _("all"))


def places(code: str) -> list[Region]:
    """The regions offered beside the one with `code`: country, provinces, and the districts of its province; one query."""
    around = Q(level__in=(Level.COUNTRY, Level.PROVINCE)) | Q(province__code=code) | Q(province__in=Region.objects.filter(code=code).values("province"))
    return sorted(Region.objects.at_work().filter(around), key=lambda region: (not region.is_country, region.code))


class QualityForm(forms.Form):
    """Where, and what of it. What is senseless is told at its field and leaves the page unnarrowed."""

    wilayah = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, data, *, region: Region, offered: list[Region]):
        super().__init__({**{name: data.get(name, "") for name in data}, "wilayah": region.code})
        self.region = region
        self.narrow(offered)

    def narrow(self, offered: list[Region]) -> None:
        country, provinces, districts = ([(place.code, place.full_name) for place in offered if place.level == level] for level in Level.values[:3])
        groups = [*country, (_("Provinces"), provinces), (_("Regencies and cities"), districts)]
        self.fields["wilayah"].choices = [group for group in groups if group[1]]

    @property
    def helper(self):
        return helper(self)

    @property
    def asked(self) -> dict:
        """What is asked for, without what is left open or not understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "") and name != "wilayah"}


def year_field(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1000, max_value=9999)


class CoverageForm(QualityForm):
    jenjang = forms.ChoiceField(label=_("Counted are"), required=False)
    tahun = year_field(_("Up to the year"))
    area = forms.ChoiceField(label=_("Area"), required=False, choices=[EVERY, *Area.choices])

    def narrow(self, offered):
        super().narrow(offered)
        levels = [Level.DISTRICT, Level.PROVINCE, Level.COUNTRY]
        words = {Level.DISTRICT: _("regencies and cities"), Level.PROVINCE: _("provinces"), Level.COUNTRY: _("the country itself")}
        self.fields["jenjang"].choices = [(level, words[level]) for level in levels[: levels.index(self.region.level) + 1]]

    @property
    def level(self) -> str:
        return self.asked.get("jenjang") or Level.DISTRICT


class FiguresForm(QualityForm):
    """Which figures are looked through."""

    indikator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.all(), required=False, empty_label=EVERY[1])
    tahun = year_field(_("Year"))
    area = forms.ChoiceField(label=_("Area"), required=False, choices=[EVERY, *Area.choices])

    @property
    def narrowed(self) -> dict:
        """The same as fields of a figure."""
        names = {"indikator": "indicator", "tahun": "year", "area": "area"}
        return {names[name]: value for name, value in self.asked.items() if name in names}


class DisputesForm(FiguresForm):
    jenis = forms.ChoiceField(label=_("Kind"), required=False, choices=[EVERY, ("achievement", _("Achievements")), ("target", _("Targets"))])


class WarningsForm(FiguresForm):
    periksa = forms.ChoiceField(label=_("Check that warns"), required=False, choices=[EVERY, *Check.choices])


class SourcesForm(QualityForm):
    mutu = forms.ChoiceField(label=_("Show"), required=False, choices=[EVERY, ("cacat", _("only sources that cannot be found"))])


class DisagreementForm(PortalForm):
    sections = (
        (_("What it is about"), ["topic_id", "topic_en", "about", "code", "region", "indicator", "other_indicator"]),
        (_("One side"), ["one_id", "one_en", "one_source"]),
        (_("The other side"), ["other_id", "other_en", "other_source"]),
        (_("How it is read"), ["reading_id", "reading_en"]),
    )
    how_to = (
        _("For sources that speak of different indicators, years or plans. Two values of one indicator, region and year are entered as figures, and stand side by side."),
        _("Write each side as it was published. How it is to be read is our own word and stands apart."),
    )

    class Meta:
        model = Disagreement
        fields = [
            "topic_id", "topic_en", "about", "code", "region", "indicator", "other_indicator", "one_id", "one_en", "one_source", "other_id", "other_en",
            "other_source", "reading_id", "reading_en",
        ]  # fmt: skip
        widgets = dict.fromkeys(("reading_id", "reading_en"), forms.Textarea(attrs={"rows": 3}))

    def narrow(self):
        self.fields["region"].queryset = Region.objects.at_work()
