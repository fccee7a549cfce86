"""The way back, and the neighbouring lists, on the pages of indicators."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What the room's words mean: pages of one tab, with a row of their own below it.
DEFINITIONS = (
    ("indicator_list", gettext_lazy("Indicators")),
    ("layer_list", gettext_lazy("Target layers")),
    ("publisher_list", gettext_lazy("Publishers")),
)


def crumbs(*trail):
    """The breadcrumbs of a page under "Indicators"."""
    return [(_("Indicators"), reverse("indicators:indicator_list")), *trail]


def tabs(user, current: str) -> list[dict]:
    """The neighbouring pages: own region, definitions, the comparison, the two lists of figures, how good they are; sending and deciding."""
    entries = [
        ("region", user.region.full_name, reverse("indicators:region_figures", args=[user.region.code])),
        ("definitions", _("Indicators"), reverse("indicators:indicator_list")),
        ("comparison", _("Comparison"), reverse("indicators:comparison_list")),
        ("achievements", _("Achievements"), reverse("indicators:achievement_list")),
        ("targets", _("Targets"), reverse("indicators:target_list")),
        ("quality", _("Data quality"), reverse("indicators:data_quality")),
    ]
    if user.may("figure.fill"):
        entries.append(("submit", _("Submit figures"), reverse("indicators:figure_submit")))
    if user.may("figure.review"):
        entries.append(("review", _("To review"), reverse("indicators:figure_queue")))
    return [{"label": label, "url": url, "current": key == current} for key, label, url in entries]


class Tabbed:
    """A list with its neighbours above it."""

    template_name = "indicators/list.html"
    current = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, self.current), **kwargs)


class Defining(Tabbed):
    """One of the lists that say what the room's words mean, beside the other two."""

    current = "definitions"

    def get_context_data(self, **kwargs):
        here = self.request.resolver_match.url_name
        parts = [{"label": label, "url": reverse(f"indicators:{name}"), "current": name == here} for name, label in DEFINITIONS]
        return super().get_context_data(parts=parts, **kwargs)
