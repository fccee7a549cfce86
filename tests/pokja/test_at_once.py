"""Two people at one Pokja in the same moment."""

import threading
import time
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from ssk_portal.pokja.merging import merge_institutions
from ssk_portal.pokja.models import Decree, Institution, Pokja, Position
from tests import factories as people
from tests.factories import key
from tests.pokja import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage():
    regions = people.regions()
    return regions, people.cast(regions)["tabalong"]


def post(user, url, typed, answers):
    """Send it in a thread of its own, which is handed back running."""

    def send():
        try:
            client = Client()
            client.force_login(user)
            answers.append(client.post(url, typed))
        finally:
            connection.close()

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def until_one_waits():
    """Until another connection waits for a lock that this one holds."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError


def test_an_institution_merged_while_it_is_saved_is_gone(stage):
    regions, user = stage
    kept, given_up = (factories.institution(regions["63.09"], name) for name in ("Dinas Kesehatan", "Dinkes lama"))
    typed = key(region=regions["63.09"].pk, kind=factories.kind().pk, name="Puskesmas", row_version=given_up.version)
    answers = []
    with transaction.atomic():
        merge_institutions(kept, given_up, by=user, reason="Satu lembaga")
        thread = post(user, reverse("pokja:institution_update", args=[given_up.pk]), typed, answers)
        until_one_waits()
    thread.join()
    assert [answer.status_code for answer in answers] == [404]
    assert Institution.objects.get() == kept


def test_a_decree_is_renewed_once(stage):
    """Terms of unknown end are not compared, so it is no overlap that stops the second."""
    regions, user = stage
    old = factories.decree(factories.pokja(regions["63.09"]), date=date(2022, 1, 1), valid_from=date(2022, 1, 1), valid_to=None)
    factories.position(old.pokja, decree=old)
    answers = []
    with transaction.atomic():
        Decree.objects.select_for_update().get(pk=old.pk)
        typed = [key(kind="bupati", number=number, valid_from="2025-01-01", confirm="1") for number in ("2", "3")]
        threads = [post(user, reverse("pokja:decree_renew", args=[old.pk]), each, answers) for each in typed]
        until_one_waits()
        time.sleep(0.5)
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert (Decree.objects.count(), Position.objects.count()) == (2, 2)


@pytest.mark.parametrize(("model", "link", "make"), [(Institution, "predecessor", factories.institution), (Pokja, "successor", factories.pokja)])
def test_two_rows_do_not_come_to_name_each_other(stage, model, link, make):
    regions, _user = stage
    one, other = (make(regions["63.09"], name) for name in ("Satu", "Dua"))
    refused = []

    def name_the_first():
        try:
            model.objects.filter(pk=other.pk).update(**{link: one})
        except IntegrityError as error:
            refused.append(error.__cause__.diag.constraint_name)
        finally:
            connection.close()

    with transaction.atomic():
        model.objects.filter(pk=one.pk).update(**{link: other})
        thread = threading.Thread(target=name_the_first)
        thread.start()
        until_one_waits()
    thread.join()
    assert refused == [f"{model._meta.model_name}_no_circle"]
    assert list(model.objects.exclude(**{link: None})) == [one]


@pytest.mark.parametrize(
    ("screen", "make", "link"),
    [("institution_update", factories.institution, "predecessor"), ("pokja_update", factories.pokja, "predecessors"), ("institution_merge", factories.institution, "")],
)
def test_two_forms_that_name_each_other_wait_and_the_second_is_told(stage, screen, make, link):
    """No deadlock: the first is taken, the second gets its sentence and not the page of a database that is away."""
    regions, user = stage
    rows = [make(regions["63.09"], name) for name in ("Satu", "Dua")]
    answers, threads = [], []
    with transaction.atomic():
        list(type(rows[0]).objects.select_for_update().order_by("pk"))
        for row, other in (rows, rows[::-1]):
            said = {link: other.pk if link == "predecessors" else other.name} if link else {"change_reason": "Satu lembaga"}
            named = {"region": row.region_id, "kind": factories.kind().pk} if make is factories.institution else {"brand": row.brand}
            typed = key(name=row.name, row_version=row.version, **named, **said)
            threads.append(post(user, reverse(f"pokja:{screen}", args=[row.pk]) + f"?lembaga={other.pk}", typed, answers))
        until_one_waits()
        time.sleep(0.5)
    for thread in threads:
        thread.join()
    taken, refused = sorted(answers, key=lambda answer: answer.status_code != 302)
    assert (taken.status_code, refused.status_code in (200, 404, 409)) == (302, True), refused.status_code
    if link:
        assert type(rows[0]).objects.exclude(**{"predecessor" if link == "predecessor" else "successor": None}).count() == 1
