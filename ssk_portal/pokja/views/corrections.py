"""What a province does in the Pokja of its districts is a correction, and says why."""

from ssk_portal.screens.edits import DeleteScreen


class PokjaPartDelete(DeleteScreen):
    """Deleting a Pokja or a part of it."""

    permission = "pokja.change"

    def asks_reason(self, row):
        return self.request.user.region.is_above(row.reach_region)
