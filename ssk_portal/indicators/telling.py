"""Telling of several figures that were sent on or decided in one go: each person once, with how many they are."""

from collections import defaultdict

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell
from ssk_portal.review.actions import tell_sides


class Telling:
    """Collects, as the `teller` of `advance`, who is told of which figures of one region and step, until `tell` does it."""

    def __init__(self):
        self.figures = defaultdict(list)  # by person

    def __call__(self, people, kind, figure, *, by, note):
        for person in people:
            self.figures[person].append(figure)

    def tell(self, kind: Kind, *, by, note: str) -> None:
        for person, figures in self.figures.items():
            if len(figures) == 1:
                tell_sides([person], kind, figures[0], by=by, note=note)
                continue
            region = figures[0].region
            with translation.override(person.language):
                name = _("%(count)s figures of %(region)s") % {"count": len(figures), "region": region.full_name}
            tell([person], kind, region, by=by, note=note, name=name, url=_where(kind, region, person))


def _where(kind: Kind, region, person) -> str:
    """Whoever decides is led to the table of the region, the region to its figures, of what was sent back to those that it can submit."""
    if kind == Kind.SUBMIT or person.region_id != region.pk:
        return reverse("indicators:figure_review", args=[region.code])
    return reverse("indicators:figure_submit") if kind == Kind.SEND_BACK else reverse("indicators:region_figures", args=[region.code])
