"""What a milestone's page says once it is approved: what comes next, and that the remarks are settled."""

import pytest

from ssk_portal.milestones.assessing import Said, assess
from ssk_portal.review.actions import advance
from tests.milestones import factories
from tests.milestones.reviewing import begun

pytestmark = pytest.mark.django_db
NEXT = "M1 sudah selesai (disetujui). Berikutnya yang dapat dikerjakan:"


@pytest.fixture
def approved(regions, cast):
    """M1 of Tabalong, sent back for its first requirement, then approved."""
    row = begun(regions, cast)
    assess(row, said={row.requirements()[0].pk: Said("to_mend", "Peta belum ada.")}, note="", by=cast["kalsel"])
    row = advance(row, "send_back", by=cast["kalsel"], note="Lengkapi peta.")
    row = advance(factories.complete(row, cast["tabalong"]), "submit", by=cast["tabalong"])
    return advance(row, "approve", by=cast["kalsel"])


@pytest.mark.parametrize(("who", "told"), [("tabalong", True), ("kalsel", False)])
def test_who_fills_in_is_led_to_the_next_milestone(login, approved, regions, who, told):
    second = factories.progress(regions["63.09"], 2)
    text = login(who).get(approved.get_absolute_url()).content.decode()
    assert (NEXT in text, f'href="{second.get_absolute_url()}">M2 {second.milestone.name}</a>' in text) == (told, told)


def test_an_open_milestone_names_no_next_one(login, regions):
    assert "Berikutnya yang dapat dikerjakan" not in login("tabalong").get(factories.progress(regions["63.09"]).get_absolute_url()).content.decode()


def test_a_remark_does_not_contradict_the_approval(login, approved):
    text = login("tabalong").get(approved.get_absolute_url()).content.decode()
    assert "Peta belum ada." in text
    assert "(selesai dengan persetujuan)" in text
