"""A whole meeting room at one moment, behind one address: nobody is lost, nobody stands there twice."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ssk_portal.clinics.attendance import checkin
from ssk_portal.clinics.attendance.keeping import prefill
from tests import factories as stage
from tests.clinics import factories
from tests.pokja import factories as pokja

PEOPLE, EXPECTED, HANDS = 200, 80, 32


@pytest.fixture
def room(transactional_db):
    """An event of these days with 80 people on its list and an institution without any; 200 are coming."""
    regions = stage.regions()
    cast = stage.cast(regions)
    today = timezone.localdate()
    clinic = factories.clinic("63", "63.09", planned_start=today - timedelta(days=1), planned_end=today + timedelta(days=1))
    seat = pokja.position(pokja.pokja(regions["63.09"]), institution=pokja.institution(regions["63.09"]))
    for number in range(EXPECTED):
        pokja.member(seat, f"Peserta Nomor {number}")
    prefill(clinic, by=cast["kalsel"])
    clinic.attendances.create(institution_as_written="Lembaga 199")
    return clinic, checkin.open_page(clinic, by=cast["kalsel"]), cast


def send(url, number):
    """Somebody signs in by a telephone of their own, pressing twice; sends back how it ended."""
    institution = "Bappeda" if number < EXPECTED else f"Lembaga {number}"
    form = {"form_key": str(uuid.uuid4()), "name": f"Peserta Nomor {number}", "institution": institution, "post": "Staf", "consent": "on"}
    return [Client().post(url, form).status_code for _press in range(2)]


def in_threads(work, items):
    def run(item):
        try:
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(run, items))


def test_two_hundred_at_once(room):
    clinic, page, _cast = room
    url = reverse("check_in", args=[page.token])
    answers = in_threads(lambda number: send(url, number), range(PEOPLE))
    assert Counter(status for pair in answers for status in pair) == {302: 2 * PEOPLE}
    rows = list(clinic.attendances.values_list("name", "state"))
    assert Counter(name for name, _state in rows) == {f"Peserta Nomor {number}": 1 for number in range(PEOPLE)}
    assert {state for _name, state in rows} == {"present"}
    orders = clinic.attendances.values_list("order", flat=True)
    assert len(set(orders)) >= PEOPLE - 1  # the row of the fixture itself stands first


def test_the_same_person_from_many_telephones_is_one(room):
    clinic, page, _cast = room
    person = checkin.Person("Siti Aminah", "Desa Kasiau", "Kepala Desa")
    in_threads(lambda _turn: checkin.check_in(page, person, key=uuid.uuid4()), range(20))
    assert clinic.attendances.filter(name="Siti Aminah").count() == 1


def test_filled_in_by_many_while_people_sign_in(room):
    clinic, page, cast = room
    clinic.attendances.all().delete()
    people = [checkin.Person(f"Peserta Nomor {number}", "Bappeda", "Staf") for number in range(10)]
    works = [lambda: prefill(clinic, by=cast["kalsel"]), lambda: prefill(clinic, by=cast["tabalong"])] * 3
    works += [lambda person=person: checkin.check_in(page, person, key=uuid.uuid4()) for person in people]
    in_threads(lambda work: work(), works)
    assert Counter(clinic.attendances.values_list("name", flat=True)) == {f"Peserta Nomor {number}": 1 for number in range(EXPECTED)}
    assert clinic.attendances.filter(state="present").count() == 10
