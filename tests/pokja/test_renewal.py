"""A new decree from the old one: the form, the page that checks, and what is saved."""

from datetime import date

import pytest

from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.forms.renewal import NEW_SEATS
from ssk_portal.pokja.models import Decree, DecreeStatus, Member, Position, Rank
from ssk_portal.screens import once
from tests.common.uploads import files
from tests.counting import queries
from tests.factories import key
from tests.pokja import factories
from tests.pokja.renewals import at, changed, person, seat, structure, typed


@pytest.fixture
def group(regions):
    return factories.pokja(regions["63.09"])


@pytest.fixture
def old(group):
    """In force through 2024, with a chair, two members and a vacant seat."""
    decree = factories.decree(group, number="1", valid_from=date(2022, 1, 1), valid_to=date(2024, 12, 31), legal_basis=["PP 14/2016"])
    chair = factories.position(group, Rank.CHAIR, decree=decree, office="Sekretaris Daerah", order=1)
    health, public_works = (factories.position(group, Rank.MEMBER, decree=decree, office=office, order=order) for order, office in enumerate(("Kadinkes", "Kadis PUPR"), 1))
    factories.position(group, Rank.SECRETARIAT, decree=decree, office="Bappeda")
    factories.member(chair, "Ani", since=date(2022, 1, 1), telephone="0526-1", email="ani@example.org")
    factories.member(health, "Budi", post="Kadinkes")
    factories.member(public_works, "Cici", until=date(2024, 12, 31))
    factories.member(public_works, "Dedi Lama", until=date(2023, 5, 31))
    return decree


@pytest.fixture
def staff(login):
    return login("tabalong")


class TestForm:
    def test_it_is_filled_in_from_the_old_decree(self, staff, old):
        form = staff.get(at(old)).context["form"]
        assert (form["kind"].value(), form["valid_from"].value(), form["legal_basis"].value(), form["number"].value()) == ("bupati", date(2025, 1, 1), "PP 14/2016", "")
        assert [(part.seat.office, [person.member.name for person in part.people]) for part in form.seats] == [
            ("Sekretaris Daerah", ["Ani"]), ("Kadinkes", ["Budi"]), ("Kadis PUPR", ["Cici"]), ("Bappeda", []),
        ]  # fmt: skip
        assert len(form.new_seats) == NEW_SEATS

    def test_first_it_says_what_would_change_and_saves_nothing(self, staff, old):
        response = staff.post(at(old), changed(check="1"))
        assert response.status_code == 200
        plan = response.context["plan"]
        assert [[(name, seat.office) for name, seat in part] for part in (plan.stay, plan.leave, plan.come)] == [
            [("Ani", "Sekretaris Daerah")], [("Budi", "Kadinkes"), ("Cici", "Kadis PUPR")], [("Eka", "Kadinkes"), ("Fitri", "Bappeda"), ("Gita", "Kadis LH")],
        ]  # fmt: skip
        assert [seat.office for seat in plan.vacant] == ["Kadis PUPR"]
        assert Decree.objects.get() == old
        assert dict(response.context["typed"])["b0-office"] == "Kadis LH"

    def test_one_may_go_back_and_nothing_typed_is_lost(self, staff, old):
        form = staff.post(at(old), changed(edit="1")).context["form"]
        assert form["number"].value() == "2"
        assert [part.people[0]["name"].value() for part in form.seats if part.people] == [None, "Eka", None]
        assert form.new_seats[0]["office"].value() == "Kadis LH"

    def test_every_error_is_told_at_its_place_and_nothing_typed_is_lost(self, staff, old):
        wrong = person("Ani", fate="stays", name="Hadi") | person("Budi", fate="replaced") | seat("Bappeda", dropped="on", name="Fitri") | {"b0-name": "Gita"}
        response = staff.post(at(old), typed(valid_from="", **wrong))
        form = response.context["form"]
        assert form.errors.keys() == {"valid_from"}
        told = {part.prefix: list(part.errors) for part in form.forms if part.errors}
        assert {tuple(value) for value in told.values()} == {("fate",), ("name",), ("dropped",), ("rank",)}
        page = response.content.decode()
        assert "Ada 5 isian yang perlu diperbaiki" in page
        assert 'value="Hadi"' in page
        assert Decree.objects.count() == 1

    @pytest.mark.parametrize(("first", "last"), [("2019-01-01", "2020-12-31"), ("2022-01-01", "2024-12-31")])
    def test_it_does_not_begin_before_the_old_one(self, staff, old, first, last):
        """Whose members would else have left before they came."""
        form = staff.post(at(old), changed(valid_from=first, valid_to=last, confirm="1")).context["form"]
        assert "SK itu mulai berlaku 1 Januari 2022, tidak lebih awal daripada SK ini." in form.errors["valid_from"]
        assert set(Member.objects.filter(name="Ani").values_list("until", flat=True)) == {None}

    def test_a_new_seat_finds_its_place_after_the_highest_order_there_can_be(self, staff, old):
        Position.objects.update(rank=Rank.FIELD, order=32_767)
        assert staff.post(at(old), changed(confirm="1")).status_code == 302
        assert Position.objects.get(office="Kadis LH").order == 32_767

    def test_somebody_added_meanwhile_must_be_decided_on(self, staff, old):
        sent = typed()
        factories.member(Position.objects.get(office="Bappeda"), "Indra")
        form = staff.post(at(old), sent).context["form"]
        assert [part.errors for part in form.forms if part.errors] == [{"fate": ["Pilih salah satu: orang ini ditambahkan sewaktu halaman ini terbuka."]}]

    @pytest.mark.parametrize("change", [lambda seat: seat.members.all().delete(), lambda seat: seat.delete()])
    def test_who_was_named_for_somebody_gone_meanwhile_is_told(self, staff, old, change):
        sent = changed(confirm="1")
        change(Position.objects.get(office="Kadinkes"))
        form = staff.post(at(old), sent).context["form"]
        assert "tidak memiliki tempat lagi: Eka." in form.non_field_errors()[0]
        assert Decree.objects.get() == old

    def test_who_was_named_for_a_seat_filled_meanwhile_is_told(self, staff, old):
        sent = changed(confirm="1")
        factories.member(Position.objects.get(office="Bappeda"), "Indra")
        assert "tidak memiliki tempat lagi: Fitri." in staff.post(at(old), sent).context["form"].non_field_errors()[0]

    def test_it_costs_as_many_queries_with_more_seats(self, staff, old):
        one = queries(staff, at(old))
        for number in range(20):
            factories.member(factories.position(old.pokja, Rank.MEMBER, decree=old, institution=factories.institution(old.pokja.region, f"Dinas {number}")))
        assert queries(staff, at(old)) == one

    def test_what_was_typed_comes_back_after_signing_in_again(self, staff, old, cast):
        sent = changed(confirm="1", form_owner=once.mark_of(cast["tabalong"]))
        staff.logout()
        staff.post(at(old), sent, headers={"Referer": f"http://testserver{at(old)}"})
        staff.force_login(cast["tabalong"])
        form = staff.get(at(old)).context["form"]
        assert (form["number"].value(), form.new_seats[0]["office"].value()) == ("2", "Kadis LH")
        assert [part.people[0]["fate"].value() for part in form.seats if part.people] == ["stays", "replaced", "leaves"]
        assert Decree.objects.count() == 1


class TestSave:
    def renew(self, client, old, sent):
        response = client.post(at(old), sent | {"confirm": "1"})
        assert response.status_code == 302, response.context["form"].errors
        return Decree.objects.get(number="2")

    def test_the_new_decree_has_the_structure(self, staff, old):
        new = self.renew(staff, old, changed())
        assert (new.supersedes, new.valid_from, new.valid_to) == (old, date(2025, 1, 1), date(2027, 12, 31))
        assert structure(new) == [
            ("Ketua", "Sekretaris Daerah", ["Ani"]), ("Ketua Bidang Teknis", "Kadis LH", ["Gita"]), ("Anggota", "Kadinkes", ["Eka"]),
            ("Anggota", "Kadis PUPR", []), ("Sekretariat", "Bappeda", ["Fitri"]),
        ]  # fmt: skip
        ani = Member.objects.get(name="Ani", position__decree=new)
        assert (ani.since, ani.until, ani.telephone, ani.email) == (date(2025, 1, 1), None, "0526-1", "ani@example.org")
        assert {member.since for member in Member.objects.filter(position__decree=new)} == {date(2025, 1, 1)}

    def test_the_old_one_keeps_its_members_as_on_its_last_day(self, staff, old):
        before = structure(old)
        self.renew(staff, old, changed())
        assert structure(old) == before
        assert {member.name: member.until for member in Member.objects.filter(position__decree=old)} == {
            "Ani": date(2024, 12, 31), "Budi": date(2024, 12, 31), "Cici": date(2024, 12, 31), "Dedi Lama": date(2023, 5, 31),
        }  # fmt: skip
        sit = {day: sorted(Member.objects.on(day).values_list("name", flat=True)) for day in (date(2024, 12, 31), date(2025, 1, 1))}
        assert sit == {date(2024, 12, 31): ["Ani", "Budi", "Cici"], date(2025, 1, 1): ["Ani", "Eka", "Fitri", "Gita"]}

    def test_a_seat_that_is_dropped_is_not_copied(self, staff, old):
        new = self.renew(staff, old, typed(**seat("Kadinkes", dropped="on")))
        assert [office for _name, office, _people in structure(new)] == ["Sekretaris Daerah", "Kadis PUPR", "Bappeda"]
        assert Position.objects.filter(office="Kadinkes").count() == 1

    def test_seats_that_named_no_decree_become_the_old_ones(self, staff, old):
        factories.member(factories.position(old.pokja, Rank.MEMBER, office="Camat"), "Joko")
        new = self.renew(staff, old, typed())
        assert [position.decree for position in Position.objects.filter(office="Camat").order_by("pk")] == [old, new]
        assert [position.office for position in Position.objects.on(date(2025, 6, 1))].count("Camat") == 1

    def test_a_term_that_reaches_into_the_new_one_is_ended_with_consent(self, staff, old):
        sent = changed(valid_from="2024-07-01", confirm="1")
        errors = staff.post(at(old), sent).context["form"].errors
        assert errors == {
            "valid_from": [
                "“SK Bupati 1” berlaku pada masa yang sama (1 Januari 2022 – 31 Desember 2024). Perbaiki tanggalnya, atau centang bahwa SK yang digantikan berakhir lebih awal."
            ]
        }
        self.renew(staff, old, changed(valid_from="2024-07-01", ends_replaced="on"))
        old.refresh_from_db()
        assert (old.valid_to, old.revoked_on, old.status) == (date(2024, 12, 31), date(2024, 7, 1), DecreeStatus.REVOKED)
        assert {member.until for member in Member.objects.filter(position__decree=old).exclude(name="Dedi Lama")} == {date(2024, 6, 30)}

    def test_of_a_gap_nothing_is_made_up(self, staff, old):
        new = self.renew(staff, old, changed(valid_from="2025-03-01"))
        assert {member.since for member in Member.objects.filter(position__decree=new)} == {date(2025, 3, 1)}
        assert Member.objects.on(date(2025, 2, 1)).count() == 0
        assert Position.objects.on(date(2025, 2, 1)).count() == 4

    def test_a_planned_end_is_kept_where_it_lies_in_the_new_term(self, staff, old):
        Member.objects.filter(name="Ani").update(until=date(2026, 6, 30))
        self.renew(staff, old, typed())
        assert list(Member.objects.filter(name="Ani").order_by("pk").values_list("since", "until")) == [
            (date(2022, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2026, 6, 30)),
        ]  # fmt: skip

    def test_the_scan_comes_with_the_last_page(self, staff, old):
        wrong = staff.post(at(old), changed(confirm="1", file=files.upload("sk.pdf", files.HTML)))
        assert wrong.templates[0].name == "pokja/decree_renew_check.html"
        assert wrong.context["form"].errors.keys() == {"file"}
        assert Decree.objects.count() == 1
        assert self.renew(staff, old, changed(file=files.upload("SK 2.pdf", files.pdf()))).scan.name == "SK 2.pdf"

    def test_sixty_seats_are_renewed_at_once(self, staff, old):
        for number in range(60):
            factories.member(factories.position(old.pokja, Rank.MEMBER, decree=old, office=f"Kepala {number}"), f"Orang {number}")
        page = staff.get(at(old)).content.decode()
        new = self.renew(staff, old, typed())
        assert new.positions.count() == 64
        assert page.count("-fate") > 60

    def test_the_history_tells_it(self, staff, old):
        new = self.renew(staff, old, changed())
        assert [entry.what for entry in history_of(new)] == ["dibuat"]
        budi = history_of(Member.objects.get(name="Budi"))
        assert [(change.label, change.after) for change in budi[0].changes] == [("Sampai", "31 Desember 2024")]

    def test_done_twice_it_is_refused(self, staff, old):
        self.renew(staff, old, changed())
        assert staff.get(at(old)).status_code == 409
        again = staff.post(at(old), typed(number="3", confirm="1"))
        assert again.status_code == 409
        assert "SK Bupati 1 sudah digantikan oleh SK Bupati 2." in again.content.decode()

    def test_sent_twice_it_is_done_once(self, staff, old):
        sent = changed(confirm="1")
        assert [staff.post(at(old), sent).status_code for _ in range(2)] == [302, 302]
        assert Decree.objects.count() == 2

    def test_the_province_says_why(self, login, old):
        client = login("kalsel")
        assert client.post(at(old), changed()).context["form"].errors.keys() == {"change_reason"}
        response = client.post(at(old), changed(change_reason="Staf kabupaten cuti"))
        assert response.context["reason"] == "Staf kabupaten cuti"
        new = self.renew(client, old, changed(change_reason="Staf kabupaten cuti"))
        assert history_of(new)[0].actor.reason == "Staf kabupaten cuti"


class TestTakeOver:
    """A successor that was entered by itself, without seats."""

    @pytest.fixture
    def successor(self, old):
        return factories.decree(old.pokja, number="2", valid_from=date(2025, 1, 1), supersedes=old)

    def test_it_takes_the_seats_of_the_old_one_over(self, staff, old, successor):
        page = staff.get(old.pokja.get_absolute_url()).content.decode()
        assert f'href="{at(old)}"' in page
        assert "SK Bupati 2 belum memuat kedudukan." in page
        form = staff.get(at(old)).context["form"]
        assert list(form.fields) == []
        sent = key(**{name: value for name, value in changed().items() if name[0] in "mkb" and "-" in name})
        assert staff.post(at(old), sent).templates[0].name == "pokja/decree_renew_check.html"
        assert structure(successor) == []
        assert staff.post(at(old), sent | {"confirm": "1"}).status_code == 302
        assert [people for _name, _office, people in structure(successor)] == [["Ani"], ["Gita"], ["Eka"], [], ["Fitri"]]
        assert Member.objects.get(name="Budi").until == date(2024, 12, 31)
        assert Decree.objects.count() == 2

    def test_its_first_day_must_be_known(self, staff, old, successor):
        Decree.objects.filter(pk=successor.pk).update(valid_from=None, date=None, valid_to=None)
        response = staff.get(at(old))
        assert (response.status_code, "Isi dahulu tanggal mulai berlaku SK Bupati 2" in response.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [("hst", "63.09", 404), ("gumas", "63.09", 404), ("kalteng", "63.09", 404), ("tabalong", "63", 403), ("pusat", "63.09", 403), ("pembaca_tabalong", "63.09", 403)],
)
def test_who_may_not(login, regions, who, code, status):
    decree, client = factories.decree(factories.pokja(regions[code]), valid_to=date(2024, 12, 31)), login(who)
    assert client.get(at(decree)).status_code == status
    assert client.post(at(decree), typed(change_reason="a", confirm="1")).status_code == status
    assert Decree.objects.count() == 1
