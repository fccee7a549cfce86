"""Positions and members: the screens, and which seats are vacant."""

from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.models import Member, Position, Rank
from tests.factories import key
from tests.pokja import factories


@pytest.fixture
def group(regions):
    return factories.pokja(regions["63.09"])


@pytest.fixture
def seat(group):
    return factories.position(group, office="Sekretaris Daerah")


def at(name, pk):
    return reverse(f"pokja:{name}", args=[pk])


@pytest.mark.parametrize(
    ("terms", "vacant"),
    [
        ([], True),
        ([{}], False),
        ([{"since": date(2025, 6, 1), "until": date(2025, 6, 1)}], False),
        ([{"until": date(2025, 5, 31)}], True),
        ([{"since": date(2025, 6, 2)}], True),
        ([{"until": date(2025, 5, 31)}, {"since": date(2025, 6, 1)}], False),
    ],
)
def test_a_seat_is_vacant_when_nobody_sits_in_it_today(seat, freezer_at, terms, vacant):
    for number, term in enumerate(terms):
        factories.member(seat, f"Orang {number}", **term)
    with freezer_at("2025-06-01T03:00:00+00:00"):
        assert seat.is_vacant == vacant
        assert Position.objects.vacant().exists() == vacant


def test_a_published_seat_without_any_name_is_not_called_vacant(regions):
    seat = factories.position(factories.pokja(regions["63.07"], reference="hst-2023"))
    assert (seat.is_vacant, Position.objects.vacant().exists()) == (False, False)
    factories.member(seat, until=date(2024, 1, 1))
    assert (seat.is_vacant, Position.objects.vacant().exists()) == (True, True)


class TestPosition:
    def test_the_district_adds_and_goes_on_adding(self, login, group):
        client, bappeda = login("tabalong"), factories.institution(group.region)
        url = at("position_create", group.pk)
        response = client.post(url, key(rank=Rank.SECRETARY, title="Sekretaris I", order=1, institution=bappeda.pk, add_another="1"))
        assert response.url == url
        client.post(url, key(rank=Rank.CHAIR, order=1))
        assert [(str(seat), seat.institution) for seat in group.positions.all()] == [("Ketua", None), ("Sekretaris I", bappeda)]

    def test_institutions_and_decrees_are_those_at_hand(self, login, group, regions):
        near = [factories.institution(regions[code], f"Dinas {code}") for code in ("63.09", "63", "ID")]
        factories.institution(regions["63.07"], "Dinas tetangga")
        decree = factories.decree(group)
        factories.decree(factories.pokja(regions["63.07"]))
        fields = login("tabalong").get(at("position_create", group.pk)).context["form"].fields
        assert (list(fields["institution"].queryset), list(fields["decree"].queryset)) == (near, [decree])

    def test_it_is_changed_and_deleted(self, login, seat, group):
        client = login("tabalong")
        assert client.post(at("position_update", seat.pk), key(rank=Rank.DEPUTY, order=2, row_version=0)).url == f"{group.get_absolute_url()}#members"
        seat.refresh_from_db()
        assert seat.rank == Rank.DEPUTY
        assert client.post(at("position_delete", seat.pk), key()).url == f"{group.get_absolute_url()}#members"
        assert Position.objects.count() == 0

    def test_the_province_says_why(self, login, seat):
        client = login("kalsel")
        assert client.post(at("position_update", seat.pk), key(rank=Rank.CHAIR, order=2, row_version=0)).context["form"].errors.keys() == {"change_reason"}
        client.post(at("position_update", seat.pk), key(rank=Rank.CHAIR, order=2, row_version=0, change_reason="Urutan SK"))
        assert history_of(seat)[0].actor.reason == "Urutan SK"


class TestMember:
    def test_the_district_adds_changes_and_deletes(self, login, seat, group):
        client = login("tabalong")
        assert client.post(at("member_create", seat.pk), key(name="Siti Aminah", post="Plt. Kepala Bappeda", since="2024-01-02")).url == f"{group.get_absolute_url()}#members"
        member = Member.objects.get()
        assert (member.position, member.name, member.since) == (seat, "Siti Aminah", date(2024, 1, 2))
        client.post(at("member_update", member.pk), key(name="Siti Aminah", since="2024-01-02", until="2024-06-30", row_version=0))
        member.refresh_from_db()
        assert member.until == date(2024, 6, 30)
        client.post(at("member_delete", member.pk), key())
        assert Member.objects.count() == 0

    def test_nobody_leaves_before_coming(self, login, seat):
        response = login("tabalong").post(at("member_create", seat.pk), key(name="Siti", since="2024-02-01", until="2024-01-01"))
        assert response.context["form"].errors == {"until": ["Akhir mendahului awal."]}

    def test_the_province_says_why(self, login, seat):
        client = login("kalsel")
        assert client.post(at("member_create", seat.pk), key(name="Siti")).context["form"].errors.keys() == {"change_reason"}
        client.post(at("member_create", seat.pk), key(name="Siti", change_reason="Menurut SK"))
        assert history_of(Member.objects.get())[0].actor.reason == "Menurut SK"


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [("hst", "63.09", 404), ("gumas", "63.09", 404), ("kalteng", "63.09", 404), ("tabalong", "63", 403), ("pusat", "63.09", 403), ("pembaca_tabalong", "63.09", 403)],
)
def test_who_may_not_write(login, regions, who, code, status):
    group = factories.pokja(regions[code])
    seat = factories.position(group)
    member, client = factories.member(seat), login(who)
    urls = [
        at("position_create", group.pk), at("position_update", seat.pk), at("position_delete", seat.pk),
        at("member_create", seat.pk), at("member_update", member.pk), at("member_delete", member.pk),
    ]  # fmt: skip
    for url in urls:
        assert client.get(url).status_code == status
        assert client.post(url, key(name="Diubah", rank=Rank.OTHER, order=0, row_version=0, change_reason="a")).status_code == status
    assert [(found.name, found.position.rank) for found in Member.objects.all()] == [("Siti Aminah", Rank.CHAIR)]
    assert Position.objects.count() == 1
