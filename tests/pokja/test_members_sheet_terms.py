"""A sheet of members that tells of a term which is over enters it once, however often it is sent."""

from django.urls import reverse

from ssk_portal.pokja.models import Member
from tests.factories import key
from tests.pokja import sheets
from tests.pokja.sheets import line


def test_a_term_that_is_over_is_told_once(login, regions):
    group, client = sheets.staffed(regions["63.09"]), login("tabalong")
    url = reverse("pokja:member_import", args=[group.pk])

    def send(row):
        """Send a sheet of one row and confirm what it would change. Returns how much that was."""
        answer = client.post(url, key(file=sheets.sheet(row)))
        changes = answer.context["to_confirm"]
        if changes:
            client.post(url, key(rows=answer.context["confirm"]["rows"].value()))
        return len(changes)

    over = line(rank="Anggota", name="Rina", since="1/3/2024", until="1/2/2025")
    again = line(rank="Anggota", name="Rina", since="1/3/2025")
    assert [send(over), send(over), send(again), send(over)] == [1, 0, 1, 0]
    assert [member.has_left for member in Member.objects.filter(name="Rina").order_by("since")] == [True, False]
