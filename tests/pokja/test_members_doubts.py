"""What is odd in a sheet of members: a name that is hardly a person's, an institution that is called as another one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ssk_portal.pokja.models import Rank
from tests.factories import key
from tests.pokja import factories, sheets
from tests.pokja.sheets import line


@pytest.mark.parametrize(
    ("name", "warned"),
    [("KOSONG", True), ("Banjarbaru, 12 Mei 2025", True), ("(belum ditunjuk)", True), ("Nihil", True), ("ttd.", True), ("n/a", True), ("Rina, S.T.", False), ("", False)],
)
def test_what_is_hardly_a_person(login, regions, name, warned):
    group = sheets.staffed(regions["63.09"])
    sheet = sheets.sheet(line(rank="Anggota", title="Anggota Teknis", name=name))
    answer = login("tabalong").post(reverse("pokja:member_import", args=[group.pk]), key(file=sheet))
    (change,) = answer.context["to_confirm"]
    assert change.warnings == (("Apakah ini nama orang? Kosongkan nama selama kedudukan belum terisi.",) if warned else ())


def test_what_a_publication_wrote_is_not_taken_for_an_institution_of_the_province(login, regions):
    """The seats of a published list say “Dinas PUPR”, and mean the district's own; the portal knows the province's of that name."""
    group = factories.pokja(regions["63.09"], reference="tabalong-2023")
    factories.position(group, Rank.MEMBER, institution_as_written="Dinas PUPR")
    own = factories.position(group, Rank.MEMBER, institution_as_written="Dinkes")
    institution = factories.institution(regions["63"], "Dinas PUPR")
    health = factories.institution(regions["63.09"], "Dinas Kesehatan", short_name="Dinkes")
    url, client = reverse("pokja:member_import", args=[group.pk]), login("tabalong")
    taken = SimpleUploadedFile("anggota.xlsx", b"".join(client.get(url, {"templat": 1}).streaming_content))
    answer = client.post(url, key(file=taken))
    assert (answer.context["sheet"].faults, answer.context["to_confirm"]) == ([], [])
    # Whoever chooses one from the list means it.
    answer = client.post(
        url, key(file=sheets.sheet(line(code=f"K{own.pk}", rank="Anggota", institution="Dinas Kesehatan"), line(rank="Anggota", institution="Dinas PUPR", name="Ani")))
    )
    assert [change.value[0].institution for change in answer.context["to_confirm"]] == [health, institution]
