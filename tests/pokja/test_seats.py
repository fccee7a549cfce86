"""Positions and members: the screens, and which seats are vacant."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.models import Decree, Member, Position, Rank
from tests.factories import key
from tests.pokja import factories

TODAY = date(2025, 6, 1)


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
        assert Position.objects.vacant(TODAY).exists() == vacant


def test_a_published_seat_without_any_name_is_not_called_vacant(regions):
    seat = factories.position(factories.pokja(regions["63.07"], reference="hst-2023"))
    assert (seat.is_vacant, Position.objects.vacant(TODAY).exists()) == (False, False)
    factories.member(seat, until=date(2024, 1, 1))
    assert (seat.is_vacant, Position.objects.vacant(TODAY).exists()) == (True, True)


def test_in_a_decree_renewed_here_an_empty_seat_is_vacant_though_the_pokja_was_published(regions):
    """Who renews a decree says of every seat who sits in it."""
    group = factories.pokja(regions["63.07"], reference="hst-2023")
    old = factories.decree(group, valid_to=date(2024, 12, 31))
    seat = factories.position(group, decree=factories.decree(group, number="2", valid_from=date(2025, 1, 1), valid_to=None, supersedes=old))
    assert (seat.is_vacant, list(Position.objects.vacant(TODAY))) == (True, [seat])


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

    @pytest.fixture
    def by_decree(self, group):
        """A seat of a decree of 2024 and 2025."""
        decree = factories.decree(group, number="1", valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))
        return factories.position(group, decree=decree)

    @pytest.mark.parametrize(
        "term",
        [{}, {"since": "2024-01-01", "until": "2025-12-31"}, {"since": "2024-06-01"}, {"until": "2024-06-01"}, {"since": "2025-12-31"}, {"until": "2024-01-01"}],
    )
    def test_who_came_later_or_left_earlier_than_the_decree_is_taken(self, login, by_decree, term):
        assert login("tabalong").post(at("member_create", by_decree.pk), key(name="Siti", **term)).status_code == 302

    @pytest.mark.parametrize(
        ("term", "told"),
        [
            ({"until": "2023-12-31"}, {"until": ["SK Bupati 1 mulai berlaku 1 Januari 2024: yang berhenti sebelum itu menjabat menurut SK sebelumnya."]}),
            ({"since": "2026-01-01"}, {"since": ["SK Bupati 1 berakhir 31 Desember 2025: yang mulai sesudah itu menjabat menurut SK berikutnya."]}),
        ],
    )
    def test_a_term_wholly_outside_that_of_the_decree_is_refused(self, login, by_decree, term, told):
        response = login("tabalong").post(at("member_create", by_decree.pk), key(name="Siti", beyond_decree="on", **term))
        assert response.context["form"].errors == told
        assert Member.objects.count() == 0
        with pytest.raises(ValidationError):
            Member(position=by_decree, name="Siti", **{name: date.fromisoformat(day) for name, day in term.items()}).full_clean()

    def test_one_that_reaches_beyond_it_is_asked_for_once_and_marked(self, login, by_decree, group):
        client = login("tabalong")
        typed = {"name": "Siti", "since": "2020-01-01", "until": "2026-06-30"}
        form = client.post(at("member_create", by_decree.pk), key(**typed)).context["form"]
        assert form.errors == {
            "since": ["SK Bupati 1 mulai berlaku 1 Januari 2024, sesudah awal masa jabatan ini."],
            "until": ["SK Bupati 1 berakhir 31 Desember 2025, sebelum akhir masa jabatan ini."],
        }
        assert (form["since"].value(), "beyond_decree" in form.fields) == ("2020-01-01", True)
        assert client.post(at("member_create", by_decree.pk), key(beyond_decree="on", **typed)).status_code == 302
        member = Member.objects.get()
        assert client.post(at("member_update", member.pk), key(row_version=0, post="Kabid", **typed)).status_code == 302
        assert client.get(f"{group.get_absolute_url()}?per=2025-06-01").content.decode().count("melampaui masa berlaku SK") == 1

    def test_of_a_decree_whose_days_are_not_known_nothing_is_said(self, login, by_decree):
        Decree.objects.update(date=None, valid_from=None, valid_to=None)
        assert login("tabalong").post(at("member_create", by_decree.pk), key(name="Siti", since="2020-01-01", until="2030-01-01")).status_code == 302

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
