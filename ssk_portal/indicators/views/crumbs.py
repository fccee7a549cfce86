"""The way back, and the neighbouring lists, on the pages of indicators."""

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*trail):
    """The breadcrumbs of a page under "Indicators"."""
    return [(_("Indicators"), reverse("indicators:indicator_list")), *trail]


def tabs(user, current: str) -> list[dict]:
    """The neighbouring pages: own region, indicators, the comparison, the two lists of figures, how good they are, layers, publishers; sending and deciding."""
    entries = [
        ("region", user.region.full_name, reverse("indicators:region_figures", args=[user.region.code])),
        ("indicators", _("Indicators"), reverse("indicators:indicator_list")),
        ("comparison", _("Comparison"), reverse("indicators:comparison_list")),
        ("achievements", _("Achievements"), reverse("indicators:achievement_list")),
        ("targets", _("Targets"), reverse("indicators:target_list")),
        ("quality", _("Data quality"), reverse("indicators:data_quality")),
        ("layers", _("Target layers"), reverse("indicators:layer_list")),
        ("publishers", _("Publishers"), reverse("indicators:publisher_list")),
    ]
    if user.may("figure.fill"):
        entries.append(("submit", _("Submit figures"), reverse("indicators:figure_submit")))
    if user.may("figure.review"):
        entries.append(("review", _("Figures to review"), reverse("indicators:figure_queue")))
    return [{"label": label, "url": url, "current": key == current} for key, label, url in entries]


class Tabbed:
    """A list with its neighbours above it."""

    template_name = "indicators/list.html"
    current = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, self.current), **kwargs)
