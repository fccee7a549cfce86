"""The history tells days, moments and numbers as the reader's language writes them."""

import pytest
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.audit.timeline import event_model, history_of
from ssk_portal.pokja.models import Decree, Pokja
from tests.reporting import stage

pytestmark = pytest.mark.django_db


def page_of(client, row):
    return client.get(reverse("reporting:row_history", args=[row._meta.app_label, row._meta.model_name, row.pk])).content.decode()


def test_a_moment_has_its_zone(login, cast):
    first, *_rest = stage.assist(cast["tabalong"].region, stage.scheme())
    stage.submit(first, by=cast["tabalong"])
    page = page_of(login("kalsel"), first)
    submitted = page[page.index("Diajukan:") :]
    assert "WITA</ins>" in submitted[: submitted.index("</li>")]
    assert "+00:00" not in page


def test_what_was_saved_as_it_was_is_no_entry(login, cast):
    pokja = Pokja.objects.create(region=cast["tabalong"].region, name="Pokja PKP Tabalong")
    pokja.save()
    assert event_model(Pokja).objects.filter(pgh_obj_id=pokja.pk).count() == 2
    assert [entry.what for entry in history_of(pokja)] == ["dibuat"]


def test_a_day_is_written_out(login, cast):
    with acting(cast["tabalong"]):
        pokja = Pokja.objects.create(region=cast["tabalong"].region, name="Pokja PKP Tabalong")
        decree = Decree.objects.create(pokja=pokja, kind="bupati", number="7", date="2024-01-02")
    assert "<ins>2 Januari 2024</ins>" in page_of(login("tabalong"), decree)
