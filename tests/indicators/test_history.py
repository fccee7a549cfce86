"""The history of a figure: whole for its region and those above; for everyone else only what is settled."""

import pytest
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.indicators.actions import save_figure
from ssk_portal.review.actions import advance
from tests.indicators import factories

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def approved(regions, cast):
    """Approved at the second try: first drafted as 12, sent back with a note, then 80."""

    def step(row, name, who, note=""):
        with acting(cast[who]):
            return advance(row, name, by=cast[who], note=note)

    row = factories.achievement(cast["tabalong"], value="12")
    row = step(step(row, "submit", "tabalong"), "send_back", "kalsel", "Angka ini keliru")
    row.value = "80"
    with acting(cast["tabalong"]):
        row = save_figure(row, by=cast["tabalong"])
    return step(step(row, "submit", "tabalong"), "approve", "kalsel", "Sesuai berita acara")


def page(client, row) -> str:
    return client.get(reverse("reporting:row_history", args=["indicators", "achievement", row.pk])).content.decode()


@pytest.mark.parametrize("name", ["tabalong", "kalsel", "pusat", "pembaca"])
def test_inside_its_reach_the_whole_way_is_told(name, approved, login):
    told = page(login(name), approved)
    assert all(words in told for words in ("12", "Angka ini keliru", "Sesuai berita acara", "80"))


@pytest.mark.parametrize("name", ["hst", "kalteng", "gumas"])
def test_from_elsewhere_neither_drafts_nor_the_talk_are_read(name, approved, login):
    told = page(login(name), approved)
    assert "<ins>80</ins>" in told
    assert "<ins>12</ins>" not in told
    assert "Angka ini keliru" not in told
    assert "Sesuai berita acara" not in told
