"""The form of an event."""

import re

from django import forms
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.kept import KeptForm, NumbersInput
from ssk_portal.clinics.forms.related import RelatedEvents
from ssk_portal.clinics.models import Clinic, HostLevel
from ssk_portal.clinics.numbering import Numbering
from ssk_portal.clinics.planning import name_host
from ssk_portal.common.numbers import is_key
from ssk_portal.pokja.choices import InstitutionField, nearest_first
from ssk_portal.pokja.models.terms import wrong_years
from ssk_portal.regions.models import Kind, Level, Region
from ssk_portal.screens.forms import REASON, DateInput

DATES = ("planned_start", "planned_end", "date_start", "date_end", "published")
SHORT = (
    "programme", "date_as_written", "date_basis", "time", "venue", "city", "host", "province", "milestone_stated", "milestone_reached",
    "milestone_expected", "follows", "source", "publisher", "published_basis", "type_as_written", "theme", "headline",
)  # fmt: skip


def level_of(region: Region) -> str:
    """The level of the host as the format writes it."""
    return HostLevel.COUNTRY if region.kind == Kind.COUNTRY else region.kind


def province_of(region: Region) -> str | None:
    return region.province.name if region.province_id else None


class ClinicForm(RelatedEvents, KeptForm):
    follows = {"region": {"host_level": level_of, "province": province_of}, "host_institution": {"host": str}}
    sections = (
        (gettext_lazy("The event"), ["title", "kind", "clinic_numbers", "programme_year", "theme", "headline"]),
        (gettext_lazy("Host"), ["region", "host_institution", "host"]),
        (gettext_lazy("When"), ["planned_start", "planned_end", "date_start", "date_end", "time", "date_as_written", "date_basis"]),
        (gettext_lazy("Where"), ["mode", "venue", "city"]),
        (gettext_lazy("Content"), ["purposes", "outputs", "expected", "participants_count", "sectors", "frameworks_named", "legal_basis"]),
        (gettext_lazy("Milestones as the event speaks of them"), ["milestone_stated", "milestone_reached", "milestone_expected"]),
        (gettext_lazy("Other events"), ["related", "related_events", "follows"]),
        (gettext_lazy("Source"), ["source", "publisher", "published", "published_basis", "other_sources", "notes"]),
        (gettext_lazy("As the source writes it"), ["type_as_written", "programme", "host_level", "province"]),
    )
    how_to = (
        gettext_lazy("Only the title and the host region are needed; the rest can follow later."),
        gettext_lazy("One event may be several clinics: write 3, 7. Leave the numbers empty where it has none, as for a kick-off."),
        gettext_lazy("Which districts take part, and for which clinic and milestone, is entered on the event's own page once it is saved."),
        gettext_lazy("Where the source words a date, a host or a count otherwise, write it as it stands there; the portal keeps both."),
    )

    class Meta:
        model = Clinic
        exclude = ["slug", "scheme", "version", "cancelled"]
        field_classes = {"clinic_numbers": NumbersInput, "host_institution": InstitutionField}
        widgets = dict.fromkeys(DATES, DateInput) | dict.fromkeys(SHORT, forms.TextInput) | {"title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "clinic_numbers": gettext_lazy("3, or 3, 7 where one event is two clinics; empty where it has no number"),
            "participants_count": gettext_lazy("The number that the source or the host states; it may differ from the list."),
            "host": gettext_lazy("Follows the institution chosen; write here what cannot be chosen."),
        }

    def narrow(self):
        self.offer_related()
        self._tell_zone()
        reach = Region.objects.within(self.user.region).select_related("province")
        self.fields["region"].queryset = reach
        self.fields["region"].initial = self.user.region_id
        chosen = self.data.get("region", "")
        places = [self.user.region_id, self.user.region.province_id, self.instance.region_id, int(chosen) if is_key(chosen) else None]
        near = Q(region__in=[pk for pk in places if pk]) | Q(region__level=Level.COUNTRY)
        self.fields["host_institution"].offer(nearest_first(near, kept=self.instance.host_institution_id), instead=self.fields["host"].label)
        if self.instance.pk is None and self.user.region.level != Level.DISTRICT:
            self.fields[REASON] = forms.CharField(
                label=_("Reason, where a region below hosts the event"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("The host records its own events; say why you record this one for it. Kept in the history."),
            )  # fmt: skip

    def _tell_zone(self):
        """Days and times are those of the host's clock; before the host is chosen that of who plans."""
        region = self.instance.region if self.instance.region_id else self.user.region
        zone = _("WIB, WITA or WIT") if region.is_country else region.get_time_zone_display()
        self.fields["time"].help_text = _("Local time of the host (%(zone)s), as 09.00–15.00") % {"zone": zone}
        for name in ("planned_start", "date_start"):
            self.fields[name].help_text = _("Local day of the host (%(zone)s)") % {"zone": zone}

    def clean(self):
        super().clean()
        data = self.cleaned_data
        data["related_events"] = self.join_related()
        if data["related_events"] == self.instance.related_events:
            self.kept_lists.add("related_events")
        self._check_years(data)
        self._check_days(data)
        self.region_before = None if self.new else self.instance.region
        self.moved = not self.new and self.year != self.instance.year
        self.check_clinics("clinic_numbers", self.year, another_year=self.moved)
        if self.moved:
            self._check_districts()
        region = data.get("region")
        if self.new and region and self.user.region.is_above(region) and not data.get(REASON):
            self.add_error(REASON, _("Say why you record the event for %(region)s.") % {"region": region.full_name})
        return data

    def _check_years(self, data):
        """A year that can only be a slip of the hand, where somebody typed it: published ones stay as they came."""
        years = {name: data[name].year for name in DATES if data.get(name)} | {"programme_year": data.get("programme_year")}
        for name, sentence in wrong_years({name: year for name, year in years.items() if name in self.changed_data}).items():
            self.add_error(name, sentence)

    def _check_days(self, data):
        """Days that end before they begin, where somebody typed one of them: published ones stay as they came."""
        for first, last in (("planned_start", "planned_end"), ("date_start", "date_end")):
            typed = {first, last} & set(self.changed_data)
            if typed and data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, _("The end lies before the beginning."))

    def _check_districts(self):
        """Numbers of the districts' own that the schemes of another year do not have."""
        numbering = Numbering()
        for row in self.instance.participations.all():
            sentence = numbering.why_not_clinics(row.clinic_numbers, self.year) or numbering.why_not_milestone(row.milestone or "", self.year)
            if sentence:
                self.add_error(None, f"{row}: {sentence}.")

    @property
    def year(self) -> int | None:
        """The year whose scheme numbers the clinics, told as the event itself tells it."""
        told = {name: self.cleaned_data.get(name) for name in ("programme_year", "date_start", "published", "planned_start")}
        return Clinic(**told).year

    def save(self, commit=True):
        clinic = self.instance
        # An event keeps the scheme under which it was recorded, whatever schemes come after.
        if self.new or self.moved or clinic.scheme is None:
            clinic.scheme = Numbering().scheme(self.year)
        if self.new:
            clinic.type_as_written = clinic.type_as_written or clinic.number_label
            clinic.slug = free_slug(clinic.title, self.year, clinic.region)
        clinic = super().save(commit)
        if clinic.region != self.region_before:
            name_host(clinic, before=self.region_before, by=self.user)
        return clinic


def free_slug(title: str, year: int | None, region: Region) -> str:
    """A code for a typed event, made of title, year and region; numbered where it is taken."""
    stem = slugify(f"{title} {year or ''} {region.full_name}")[:100].strip("-_").replace("_", "-") or f"kegiatan-{slugify(region.code)}"
    stem = re.sub("-+", "-", stem)
    taken = set(Clinic.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
