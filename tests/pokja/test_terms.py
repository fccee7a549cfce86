"""Terms of decrees: kept apart by the database, told in words, the same by row and by query."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ssk_portal.pokja.models import Decree, DecreeStatus, Member, Pokja, Position, Rank
from ssk_portal.pokja.standing import with_decree_status
from tests.factories import key
from tests.pokja import factories

TODAY = date(2025, 6, 1)
OVERLAP = "“SK Bupati 1” berlaku pada masa yang sama (2 Januari 2024 – 31 Desember 2099)."


@pytest.fixture
def group(regions):
    return factories.pokja(regions["63.09"])


def insert(group, **fields):
    """A row as any door may write it, without the form's and the model's own checks."""
    with transaction.atomic():
        return Decree.objects.create(pokja=group, kind="bupati", **fields)


FIRST = {"valid_from": date(2024, 1, 1), "valid_to": date(2024, 12, 31)}


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (FIRST, FIRST, True),
        (FIRST, {"valid_from": date(2024, 12, 31), "valid_to": date(2025, 12, 31)}, True),
        (FIRST, {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 12, 31)}, False),
        (FIRST, {"valid_from": date(2023, 1, 1), "valid_to": date(2023, 12, 31)}, False),
        # Without a first day it begins with its date, and without that it may have begun at any time.
        (FIRST, {"date": date(2025, 1, 1), "valid_to": date(2025, 12, 31)}, False),
        (FIRST, {"valid_to": date(2025, 12, 31)}, True),
        # Revoked, it counts to the day before.
        (FIRST | {"revoked_on": date(2024, 7, 1)}, {"valid_from": date(2024, 7, 1), "valid_to": date(2025, 12, 31)}, False),
        (FIRST | {"revoked_on": date(2024, 7, 2)}, {"valid_from": date(2024, 7, 1), "valid_to": date(2025, 12, 31)}, True),
        (FIRST | {"revoked_on": date(2023, 7, 1)}, FIRST, False),
        (FIRST | {"valid_to": None, "revoked_on": date(2024, 7, 1)}, {"valid_from": date(2024, 6, 30), "valid_to": date(2025, 12, 31)}, True),
        # A term without a known end is not compared.
        (FIRST, {"valid_from": date(2024, 1, 1)}, False),
        (FIRST, {}, False),
    ],
)
def test_the_database_keeps_the_terms_of_a_pokja_apart(group, regions, first, second, refused):
    kept = insert(group, number="1", **first)
    insert(factories.pokja(regions["63.07"]), number="2", **second)
    assert kept.overlaps(Decree(pokja=group, **second)) == refused
    if refused:
        with pytest.raises(IntegrityError, match="decree_terms_apart"):
            insert(group, number="2", **second)
    else:
        insert(group, number="2", **second)


def test_no_update_brings_terms_together(group):
    insert(group, number="1", **FIRST)
    second = insert(group, number="2", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    with pytest.raises(IntegrityError, match="decree_terms_apart"), transaction.atomic():
        Decree.objects.filter(pk=second.pk).update(valid_from=date(2024, 12, 1))


DAYS = [None, *(TODAY + timedelta(days=days) for days in (-1, 0, 1, 90, 91))]


def test_row_and_query_say_the_same_of_every_term(group):
    """Every combination of days round today, each in a Pokja of its own."""
    rows = []
    for begins, ends, revoked, dated in product(DAYS, DAYS, DAYS, (None, TODAY + timedelta(days=1))):
        if not (begins and ends and begins > ends):
            other = Pokja(region=group.region, name=f"Pokja {begins} {ends} {revoked} {dated}")
            rows.append(Decree(pokja=other, kind="bupati", valid_from=begins, valid_to=ends, revoked_on=revoked, date=dated))
    Pokja.objects.bulk_create(row.pokja for row in rows)
    Decree.objects.bulk_create(rows)
    asked = dict(Decree.objects.with_status(TODAY).values_list("pk", "status_then"))
    assert asked == {row.pk: row.status_on(TODAY) for row in rows}
    assert set(asked.values()) == set(DecreeStatus) - {DecreeStatus.NONE}
    in_force = set(Decree.objects.in_force(TODAY).values_list("pk", flat=True))
    assert in_force == {row.pk for row in rows if row.in_force_on(TODAY)}
    assert in_force == {row.pk for row in rows if row.ends and (row.begins or date.min) <= TODAY <= row.ends}


STORIES = {
    "none": [],
    "expired": [FIRST],
    "ending": [FIRST, {"valid_from": date(2025, 1, 1), "valid_to": TODAY + timedelta(days=90)}],
    "in_force": [{"valid_from": date(2025, 1, 1), "valid_to": TODAY + timedelta(days=91)}, {"valid_from": date(2025, 5, 1)}, FIRST],
    "revoked": [{"valid_from": date(2025, 1, 1), "valid_to": date(2026, 1, 1), "revoked_on": TODAY}],
    "not_yet": [{"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}],
    "unknown": [FIRST, {"valid_from": date(2025, 2, 1)}],
    "lapsed, the next has not begun": [FIRST, {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}],
    "nothing known": [{}, {}],
}


def test_a_pokja_stands_as_its_decree_does_by_row_and_by_query(regions, freezer_at):
    for story, decrees in STORIES.items():
        group = factories.pokja(regions["63.09"], story)
        for number, fields in enumerate(decrees):
            decree = insert(group, number=str(number), **fields)
            factories.position(group, decree=decree, office=f"{story} {number}")
    with freezer_at("2025-06-01T03:00:00+00:00"):
        told = {group.name: group.newest_decree.status if group.newest_decree else "none" for group in Pokja.objects.all()}
        asked = {group.name: group.decree_state for group in with_decree_status(Pokja.objects.all(), TODAY)}
    assert told == asked
    assert told == {story: story for story in STORIES} | {"lapsed, the next has not begun": "expired", "nothing known": "unknown"}
    for day in (TODAY, date(2024, 6, 1), date(2020, 1, 1), date(2026, 6, 1)):
        stand = {group.name: group.decree_on(day) for group in Pokja.objects.all()}
        seats = {seat.pokja.name: seat.decree for seat in Position.objects.on(day)}
        assert seats == {name: decree for name, decree in stand.items() if decree}


class TestSeats:
    @pytest.fixture
    def seats(self, group):
        """A seat of each of two decrees with a gap between them, and one of none, each with somebody."""
        first = insert(group, number="1", valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31))
        second = insert(group, number="2", valid_from=date(2024, 3, 1), valid_to=date(2024, 12, 31))
        seats = [factories.position(group, Rank.CHAIR, decree=decree) for decree in (None, first, second)]
        for seat, name in zip(seats, ("Tanpa SK", "Lama", "Baru"), strict=True):
            factories.member(seat, name)
        factories.member(seats[1], "Keluar", until=date(2023, 6, 30))
        return seats

    @pytest.mark.parametrize(
        ("day", "stand", "sit"),
        [
            (date(2022, 12, 31), [0], ["Tanpa SK"]),
            (date(2023, 6, 30), [0, 1], ["Keluar", "Lama", "Tanpa SK"]),
            (date(2023, 7, 1), [0, 1], ["Lama", "Tanpa SK"]),
            (date(2024, 2, 29), [0, 1], ["Lama", "Tanpa SK"]),
            (date(2024, 3, 1), [0, 2], ["Baru", "Tanpa SK"]),
            (date(2030, 1, 1), [0, 2], ["Baru", "Tanpa SK"]),
        ],
    )
    def test_they_stand_and_people_sit_by_the_decree_of_the_day(self, seats, day, stand, sit):
        assert list(Position.objects.on(day).order_by("pk")) == [seats[place] for place in stand]
        assert sorted(Member.objects.on(day).values_list("name", flat=True)) == sit

    def test_a_seat_is_vacant_on_a_day_by_row_and_by_query(self, seats):
        Member.objects.exclude(name="Keluar").delete()
        for day in (date(2023, 6, 30), date(2023, 7, 1)):
            assert set(Position.objects.vacant(day)) == {seat for seat in Position.objects.all() if seat.is_vacant_on(day)}
        assert seats[1] not in Position.objects.vacant(date(2023, 6, 30))


class TestForm:
    @pytest.fixture
    def client(self, login):
        return login("tabalong")

    @pytest.fixture
    def first(self, group):
        return factories.decree(group, number="1")

    def send(self, client, group, **fields):
        typed = {"kind": "bupati", "number": "2", "valid_from": "2026-01-01", "valid_to": "2026-12-31"} | fields
        return client.post(reverse("pokja:decree_create", args=[group.pk]), key(**typed))

    @pytest.mark.parametrize(
        ("fields", "at"),
        [
            ({}, "valid_from"),
            ({"valid_from": "2023-01-01"}, "valid_to"),
            ({"valid_from": "2023-01-01", "valid_to": "", "revoked_on": "2025-01-01"}, "revoked_on"),
            ({"valid_from": "2023-01-01", "revoked_on": "2025-01-01"}, "revoked_on"),
            ({"valid_from": "2023-01-01", "valid_to": "2024-12-31", "revoked_on": "2026-01-01"}, "valid_to"),
        ],
    )
    def test_it_names_the_other_decree_at_the_day_to_mend(self, client, group, first, fields, at):
        response = self.send(client, group, **fields)
        assert response.context["form"].errors == {at: [f"{OVERLAP} Perbaiki tanggalnya, atau pilih SK itu pada “menggantikan” dan centang bahwa SK itu berakhir lebih awal."]}
        assert response.context["form"]["number"].value() == "2"
        assert Decree.objects.count() == 1

    def test_it_asks_for_the_first_day_where_that_is_what_is_missing(self, client, group):
        insert(group, number="1", valid_to=date(2026, 6, 30))
        response = self.send(client, group)
        assert response.context["form"].errors == {
            "valid_from": [
                "“SK Bupati 1” berlaku pada masa yang sama (sampai 30 Juni 2026). Hari pertamanya belum dicatat: jika SK itu mulai berlaku lebih kemudian, isi dahulu tanggal itu."
            ]
        }

    def test_who_replaces_a_decree_may_end_it(self, client, group, first):
        assert self.send(client, group, supersedes=first.pk).context["form"].errors.keys() == {"valid_from"}
        assert self.send(client, group, supersedes=first.pk, ends_replaced="on").status_code == 302
        first.refresh_from_db()
        assert (first.valid_to, first.revoked_on, first.ends) == (date(2099, 12, 31), date(2026, 1, 1), date(2025, 12, 31))
        assert Decree.objects.get(number="2").supersedes == first

    def test_what_ends_by_itself_is_not_revoked(self, client, group):
        ended = insert(group, number="1", **FIRST)
        self.send(client, group, supersedes=ended.pk, ends_replaced="on")
        ended.refresh_from_db()
        assert ended.revoked_on is None

    def test_nothing_ends_before_it_began(self, client, group, first):
        response = self.send(client, group, supersedes=first.pk, ends_replaced="on", valid_from="2024-01-02")
        assert response.context["form"].errors.keys() == {"supersedes", "valid_from"}
        assert self.send(client, group, ends_replaced="on").context["form"].errors.keys() == {"supersedes", "valid_from"}

    def test_a_decree_replaces_none_that_begins_later(self, client, group, first):
        response = self.send(client, group, supersedes=first.pk, valid_from="2020-01-01", valid_to="2021-12-31")
        assert response.context["form"].errors == {"supersedes": ["SK itu mulai berlaku 2 Januari 2024, tidak lebih awal daripada SK ini."]}

    def test_a_replaced_decree_does_not_move_behind_its_successor(self, client, group):
        first = factories.decree(group, number="1", valid_to=date(2025, 12, 31))
        self.send(client, group, supersedes=first.pk)
        typed = key(kind="bupati", number="1", valid_from="2028-01-01", valid_to="2029-12-31", row_version=first.version)
        answer = client.post(reverse("pokja:decree_update", args=[first.pk]), typed)
        assert answer.context["form"].errors == {"valid_from": ["SK Bupati 2 menggantikan SK ini dan mulai berlaku 1 Januari 2026, tidak sesudahnya."]}

    def test_a_change_is_held_against_the_others_not_itself(self, client, group, first):
        insert(group, number="2", valid_from=date(2100, 1, 1), valid_to=date(2100, 12, 31))
        url = reverse("pokja:decree_update", args=[first.pk])
        typed = {"kind": "bupati", "number": "1", "valid_from": "2024-01-02", "valid_to": "2099-12-31", "row_version": first.version}
        assert client.post(url, key(**typed)).status_code == 302
        typed |= {"row_version": first.version + 1, "valid_to": "2100-01-01"}
        assert client.post(url, key(**typed)).context["form"].errors.keys() == {"valid_to"}
