"""Pages that stood open while somebody else went on."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.models import Achievement
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.indicators import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("step", "note"), [("approve", ""), ("send_back", "Sumber kurang jelas")])
def test_nobody_decides_on_a_number_that_was_not_read(cast, login, reference, step, note):
    row = factories.achievement(cast["tabalong"], value="80", step=[("submit", cast["tabalong"])])
    page = reverse("indicators:achievement_step", args=[row.pk, step])
    client = login("kalsel")
    shown = client.get(page).content.decode()
    assert "80 %" in shown
    row.refresh_from_db()
    before = key(note=note, row_version=row.version)
    assert f'name="row_version" value="{row.version}"' in shown
    row = advance(row, "withdraw", by=cast["tabalong"])
    Achievement.objects.filter(pk=row.pk).update(value=81)
    now = advance(row, "submit", by=cast["tabalong"])
    answer = client.post(page, before)
    assert answer.status_code == 409
    assert "81 %" in answer.content.decode()
    assert note in answer.content.decode()
    assert Achievement.objects.get(pk=row.pk).state == "submitted"
    now.refresh_from_db()
    assert client.post(page, key(note=note, row_version=now.version)).status_code == 302
