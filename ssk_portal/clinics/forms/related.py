"""Other events that belong to an event, ticked in a list; codes of events elsewhere are typed."""

from django import forms
from django.db.models import Case, F, Q, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.clinics.days import first_day
from ssk_portal.clinics.models import Clinic, Participation

OFFERED = 30  # the latest ones near the event; others are named by their code


class RelatedEvents:
    """For the form of an event: `related` is ticked, `related_events` holds the codes that the list does not offer."""

    def offer_related(self):
        kept = self.instance.related_events
        rows = self._near(kept)
        offered = {row.slug for row in rows}
        self.initial["related_events"] = [code for code in kept if code not in offered]
        self.fields["related_events"].label = _("Further related events (codes)")
        self.fields["related"] = forms.MultipleChoiceField(
            label=_("Related events"), choices=[(row.slug, _shown(row)) for row in rows], initial=[code for code in kept if code in offered],
            required=False, widget=forms.CheckboxSelectMultiple, help_text=_("The latest events of the region and its districts; others are named by their code."),
        )  # fmt: skip
        if not rows:
            del self.fields["related"]

    def _near(self, kept) -> list[Clinic]:
        """Those that are named already, then the latest of the same province or with the same districts."""
        region = self.instance.region if self.instance.region_id else self.user.region
        rows = Clinic.objects.visible_to(self.user).exclude(pk=self.instance.pk)
        if not region.is_country:
            districts = Participation.objects.filter(clinic=self.instance.pk, district__isnull=False).order_by().values("district")
            shared = Participation.objects.filter(district__in=districts).order_by().values("clinic")
            rows = rows.filter(Q(region__province=region.province_id) | Q(pk__in=shared) | Q(slug__in=kept))
        named = Case(When(slug__in=kept, then=Value(0)), default=Value(1))
        rows = rows.annotate(named=named, day=first_day()).order_by("named", F("day").desc(nulls_last=True), "-pk")
        return list(rows.only("slug", "title", "clinic_numbers", "kind", "date_start", "date_end", "planned_start", "planned_end", "programme_year")[: OFFERED + len(kept)])

    def join_related(self) -> list[str]:
        """All codes, in the order in which they stood, new ones after them."""
        chosen = [*(self.cleaned_data.get("related") or []), *(self.cleaned_data.get("related_events") or [])]
        stay = [code for code in self.instance.related_events if code in chosen]
        return [*stay, *(code for code in dict.fromkeys(chosen) if code not in stay)]


def _shown(row: Clinic) -> str:
    when = date_format(row.days[0]) if row.days else row.programme_year
    return " · ".join(str(word) for word in (row, when) if word)
