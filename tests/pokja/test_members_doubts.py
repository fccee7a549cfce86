"""A row of a sheet of members whose name is hardly a person's is warned of; it is taken all the same."""

import pytest
from django.urls import reverse

from tests.factories import key
from tests.pokja import sheets
from tests.pokja.sheets import line


@pytest.mark.parametrize(("name", "warned"), [("KOSONG", True), ("Banjarbaru, 12 Mei 2025", True), ("Rina, S.T.", False), ("", False)])
def test_what_is_hardly_a_person(login, regions, name, warned):
    group = sheets.staffed(regions["63.09"])
    sheet = sheets.sheet(line(rank="Anggota", title="Anggota Teknis", name=name))
    answer = login("tabalong").post(reverse("pokja:member_import", args=[group.pk]), key(file=sheet))
    (change,) = answer.context["to_confirm"]
    assert change.warnings == (("Apakah ini nama orang? Kosongkan nama selama kedudukan belum terisi.",) if warned else ())
