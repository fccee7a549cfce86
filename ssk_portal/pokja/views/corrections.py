"""What the screens of a Pokja's parts have in common: the way back, and the reason of a correction."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ssk_portal.pokja.models import Member, Pokja
from ssk_portal.screens.edits import DeleteScreen


def pokja_of(part) -> Pokja:
    """The Pokja that `part` belongs to: a decree, a seat, a member, what does not apply, or itself."""
    if isinstance(part, Pokja):
        return part
    return part.position.pokja if isinstance(part, Member) else part.pokja


class UnderPokja:
    """A page about a part of a Pokja: the way back leads over the page of the Pokja."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pokja = pokja_of(getattr(self, "parent", None) or self.object)
        here = context.get("title") or _("Delete")
        return context | {"breadcrumbs": [("Pokja", reverse("pokja:pokja_list")), (pokja.name, pokja.get_absolute_url()), (here, None)]}


class PokjaPartDelete(UnderPokja, DeleteScreen):
    """Deleting a Pokja or a part of it. What a province does in the Pokja of its districts is a correction, and says why."""

    permission = "pokja.change"

    def asks_reason(self, row):
        return self.request.user.region.is_above(row.reach_region)
