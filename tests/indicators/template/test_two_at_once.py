"""Two people with one sheet in the same moment: one is taken, the other is shown again."""

import pytest
from django.test import Client

from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.indicators.published import load_reference
from tests import factories as people
from tests.at_once import at_once
from tests.indicators.template.sheets import confirm, send, shown, taken, told

pytestmark = pytest.mark.django_db(transaction=True)
FILLED = {"achievement": {"Nilai": "55,5", "Penerbit": "Pokja", "Sumber": "Laporan 2024"}, "target": {"Nilai": "55,5", "Sumber": "RPJMD"}}


@pytest.fixture
def clients():
    cast = people.cast(people.regions())
    load_reference()
    both = (Client(), Client())
    for client, name in zip(both, ("tabalong", "tabalong2"), strict=True):
        client.force_login(cast[name])
    return both


def lines(client, kind):
    return [row | FILLED[kind] for row in taken(client, kind)]


@pytest.mark.parametrize(("kind", "model"), [("achievement", Achievement), ("target", Target)])
def test_of_two_that_confirm_the_same_new_figures_one_is_told_what_stands_by_now(clients, kind, model):
    """Each waited for the other to say whether a figure is there already, and the database gave up one of them."""
    rows = lines(clients[0], kind)
    previews = [(client, send(client, *rows, kind=kind)) for client in clients]
    answers = at_once(*(lambda client=client, seen=seen: confirm(client, seen, kind) for client, seen in previews))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    again = next(answer for answer in answers if answer.status_code == 200)
    assert shown(again) == []
    assert model.objects.count() == len(rows)


def test_of_two_previews_none_stands_in_the_way_of_the_other(clients):
    rows = lines(clients[0], "achievement")
    answers = at_once(*(lambda client=client: send(client, *rows) for client in clients))
    assert [told(answer) for answer in answers] == [[], []]
    assert [len(answer.context["to_confirm"]) for answer in answers] == [len(rows)] * 2
    assert Achievement.objects.count() == 0
