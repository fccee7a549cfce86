"""Who came to an event: filled in from the Pokja and the invitations, typed, marked, counted."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from ssk_portal.audit.timeline import history_of
from ssk_portal.clinics.attendance.keeping import prefill
from ssk_portal.clinics.attendance.roll import bare
from ssk_portal.clinics.models import Attendance
from tests.clinics import factories
from tests.factories import key
from tests.pokja import factories as pokja

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09", "63.07", planned_start=DAY, planned_end=DAY)


@pytest.fixture
def staffed(regions):
    """Tabalong with a Pokja of two people on the day; one of them left, one comes later."""
    group = pokja.pokja(regions["63.09"])
    bappeda = pokja.institution(group.region)
    chair = pokja.position(group, "3_ketua", office="Sekda", institution=bappeda)
    pokja.member(chair, "Dra. Siti Aminah, M.Si.", post="Sekretaris Daerah", telephone="0811", since=date(2024, 1, 2))
    pokja.member(chair, "Budi", until=date(2023, 12, 31))
    other = pokja.position(group, "7_anggota", institution_as_written="PDAM Tabalong Bersinar")
    pokja.member(other, "Joko")
    pokja.member(other, "Rina", since=date(2027, 1, 1))
    return group


def url(name, pk):
    return reverse(f"clinics:attendance_{name}", args=[pk])


def names(clinic):
    return list(clinic.attendances.values_list("name", flat=True))


class TestFilledIn:
    def test_who_sits_on_the_day_and_every_institution_invited(self, login, clinic, staffed):
        clinic.invited.create(name="BPPW Kalimantan Selatan")
        answer = login("kalsel").post(url("fill", clinic.pk), key(), follow=True)
        assert "3 baris ditambahkan ke daftar." in answer.content.decode()
        rows = {row.name: (row.post, row.shown_institution, str(row.district or ""), row.origin, row.state, row.telephone) for row in clinic.attendances.all()}
        assert rows == {
            "Dra. Siti Aminah, M.Si.": ("Sekretaris Daerah", "Bappeda", "Kabupaten Tabalong", "members", "expected", ""),
            "Joko": ("Anggota", "PDAM Tabalong Bersinar", "Kabupaten Tabalong", "members", "expected", ""),
            "": ("", "BPPW Kalimantan Selatan", "", "institutions", "expected", ""),
        }

    def test_a_second_time_it_adds_only_what_is_missing(self, login, clinic, staffed, cast):
        assert prefill(clinic, by=cast["kalsel"]) == 2
        pokja.member(pokja.position(staffed), "Wati")
        clinic.attendances.filter(name="Joko").update(state="excused")
        assert prefill(clinic, by=cast["kalsel"]) == 1
        assert prefill(clinic, by=cast["kalsel"]) == 0
        assert names(clinic) == ["Dra. Siti Aminah, M.Si.", "Joko", "Wati"]
        assert clinic.attendances.get(name="Joko").state == "excused"

    def test_a_double_click_does_it_once(self, login, clinic, staffed):
        form, client = key(), login("kalsel")
        assert [client.post(url("fill", clinic.pk), form).status_code for _press in range(2)] == [302, 302]
        assert len(names(clinic)) == 2

    def test_who_was_typed_before_or_sits_twice_stands_there_once(self, login, clinic, staffed, cast):
        clinic.attendances.create(name="Siti Aminah", institution_as_written="Bappeda", state="present")
        pokja.member(pokja.position(staffed, "2_pengarah", institution=staffed.positions.first().institution), "SITI AMINAH")
        prefill(clinic, by=cast["kalsel"])
        assert names(clinic) == ["Siti Aminah", "Joko"]

    def test_an_institution_of_which_somebody_comes_needs_no_empty_row(self, clinic, staffed, cast):
        clinic.invited.create(name="Bappeda", institution=staffed.positions.get(rank="3_ketua").institution)
        prefill(clinic, by=cast["kalsel"])
        assert names(clinic) == ["Dra. Siti Aminah, M.Si.", "Joko"]

    def test_a_district_fills_in_its_own_people_only(self, login, clinic, staffed, regions):
        pokja.member(pokja.position(pokja.pokja(regions["63.07"])), "Hasan")
        clinic.invited.create(name="BPPW")
        login("tabalong").post(url("fill", clinic.pk), key())
        assert names(clinic) == ["Dra. Siti Aminah, M.Si.", "Joko"]

    @pytest.mark.parametrize(("name", "status"), [("kalsel", 302), ("tabalong", 302), ("pusat", 403), ("pembaca_kalsel", 403), ("kalteng", 404), ("gumas", 404)])
    def test_who_fills_in(self, login, clinic, name, status):
        assert login(name).post(url("fill", clinic.pk), key()).status_code == status

    def test_names_are_compared_without_titles(self):
        assert {bare(name) for name in ("Ir. Hj. Siti Aminah, S.T., M.T.", "SITI  AMINAH", "Siti Aminah S.T."[:11])} == {"siti aminah"}
        assert bare("H. M.") == "m"
        assert bare("Drs.") == "drs"


class TestTyped:
    def test_the_host_adds_anybody(self, login, clinic, regions):
        sent = key(name="Siti", post="Camat", institution_as_written="Kecamatan Tanjung", district=regions["63.09"].pk, state="present", gender="f")
        assert login("kalsel").post(url("create", clinic.pk), sent).status_code == 302
        row = clinic.attendances.get()
        assert (row.name, row.district.name, row.origin, row.state, row.gender) == ("Siti", "Tabalong", "typed", "present", "f")

    def test_a_district_adds_its_own(self, login, clinic, regions):
        client = login("tabalong")
        assert 'name="district"' not in client.get(url("create", clinic.pk)).content.decode()
        client.post(url("create", clinic.pk), key(name="Siti", district=regions["63.07"].pk, state="expected"))
        assert clinic.attendances.get().district == regions["63.09"]

    @pytest.mark.parametrize("action", ["update", "delete"])
    @pytest.mark.parametrize(
        ("name", "own", "other"), [("kalsel", 200, 200), ("pusat", 200, 200), ("tabalong", 200, 403), ("admin", 403, 403), ("kalteng", 404, 404), ("gumas", 404, 404)]
    )
    def test_who_changes_whom(self, login, clinic, regions, action, name, own, other):
        rows = [clinic.attendances.create(name="Siti", district=regions[code]) for code in ("63.09", "63.07")]
        client = login(name)
        assert [client.get(url(action, row.pk)).status_code for row in rows] == [own, other]

    def test_the_level_above_says_why(self, login, clinic):
        row = clinic.attendances.create(name="Siti")
        sent = {"name": "Siti Aminah", "state": "present", "row_version": row.version}
        client = login("pusat")
        assert client.post(url("update", row.pk), key(**sent)).status_code == 200
        assert client.post(url("update", row.pk), key(**sent, change_reason="Salah ketik")).status_code == 302
        assert history_of(row)[0].actor.reason == "Salah ketik"

    def test_somebody_must_be_named(self, login, clinic):
        answer = login("kalsel").post(url("create", clinic.pk), key(post="Camat", state="expected"))
        assert "Isi nama atau lembaga." in answer.content.decode()
        assert 'value="Camat"' in answer.content.decode()

    def test_deleted(self, login, clinic, regions):
        row = clinic.attendances.create(name="Siti", district=regions["63.09"])
        assert login("tabalong").post(url("delete", row.pk), key()).status_code == 302
        assert not clinic.attendances.exists()


class TestMarked:
    @pytest.fixture
    def rows(self, clinic, regions):
        places = [("Siti", "63.09"), ("Budi", "63.09"), ("Joko", "63.07"), ("Rina", None)]
        return {name: clinic.attendances.create(name=name, district=regions.get(code), order=order) for order, (name, code) in enumerate(places)}

    def shown(self, answer) -> dict:
        """What the form on the page would send."""
        page = answer.content.decode()
        chosen = re.findall(r'name="(s-\d+)"(?:.(?!</select>))*?<option value="(\w+)" selected', page, re.S)
        boxes = re.findall(r'name="([wb]-\d+)"\s+value="([^"]*)"', page)
        return dict(chosen + boxes)

    def test_all_present_then_single_ones(self, login, clinic, rows):
        client = login("kalsel")
        typed = self.shown(client.get(url("mark", clinic.pk)))
        answer = client.post(url("mark", clinic.pk), key(**typed, all_present="1"))
        assert {row.state for row in clinic.attendances.all()} == {"expected"}
        typed = self.shown(answer) | {f"s-{rows['Budi'].pk}": "absent", f"s-{rows['Joko'].pk}": "represented", f"b-{rows['Joko'].pk}": "Ali"}
        assert client.post(url("mark", clinic.pk), key(**typed)).status_code == 302
        assert list(clinic.attendances.values_list("name", "state", "represented_by")) == [
            ("Siti", "present", ""), ("Budi", "absent", ""), ("Joko", "represented", "Ali"), ("Rina", "present", ""),
        ]  # fmt: skip

    def test_who_signed_in_meanwhile_is_not_marked_back(self, login, clinic, rows):
        client = login("kalsel")
        typed = self.shown(client.get(url("mark", clinic.pk)))
        Attendance.objects.filter(name="Siti").update(state="present")
        assert client.post(url("mark", clinic.pk), key(**typed | {f"s-{rows['Budi'].pk}": "absent"})).status_code == 302
        assert list(clinic.attendances.values_list("state", flat=True)) == ["present", "absent", "expected", "expected"]

    def test_two_who_mark_the_same_person_see_each_other(self, login, clinic, rows):
        client = login("kalsel")
        typed = self.shown(client.get(url("mark", clinic.pk))) | {f"s-{rows['Siti'].pk}": "absent", f"s-{rows['Budi'].pk}": "present"}
        Attendance.objects.filter(name="Siti").update(state="excused")
        answer = client.post(url("mark", clinic.pk), key(**typed))
        assert "Sementara itu diubah orang lain menjadi" in answer.content.decode()
        assert set(clinic.attendances.values_list("state", flat=True)) == {"excused", "expected"}
        assert client.post(url("mark", clinic.pk), key(**self.shown(answer))).status_code == 302
        assert list(clinic.attendances.values_list("state", flat=True)) == ["absent", "present", "expected", "expected"]

    def test_who_represents_must_be_said_and_nothing_typed_is_lost(self, login, clinic, rows):
        client = login("kalsel")
        typed = self.shown(client.get(url("mark", clinic.pk)))
        state, box = f"s-{rows['Siti'].pk}", f"b-{rows['Siti'].pk}"
        for wrong in ({state: "represented"}, {box: "Ali"}, {state: "x"}, {state: "represented", box: "x" * 5_000}):
            answer = client.post(url("mark", clinic.pk), key(**typed | {f"s-{rows['Budi'].pk}": "absent"} | wrong))
            assert answer.status_code == 200
            assert self.shown(answer)[f"s-{rows['Budi'].pk}"] == "absent"
        assert {row.state for row in clinic.attendances.all()} == {"expected"}

    def test_a_district_marks_its_own(self, login, clinic, rows):
        client = login("tabalong")
        typed = self.shown(client.get(url("mark", clinic.pk)))
        assert {name for name in typed if name.startswith("s-")} == {f"s-{rows[name].pk}" for name in ("Siti", "Budi")}
        client.post(url("mark", clinic.pk), key(**typed | {f"s-{rows[name].pk}": "present" for name in rows}))
        assert list(clinic.attendances.values_list("state", flat=True)) == ["present", "present", "expected", "expected"]

    def test_the_level_above_says_why(self, login, clinic, rows):
        client = login("pusat")
        typed = self.shown(client.get(url("mark", clinic.pk))) | {f"s-{rows['Siti'].pk}": "present"}
        assert client.post(url("mark", clinic.pk), key(**typed)).status_code == 200
        assert client.post(url("mark", clinic.pk), key(**typed, change_reason="Dari daftar kertas")).status_code == 302
        assert history_of(Attendance.objects.get(name="Siti"))[0].actor.reason == "Dari daftar kertas"

    def test_an_empty_list_says_where_to_begin(self, login, clinic):
        assert "Ke daftar hadir" in login("kalsel").get(url("mark", clinic.pk)).content.decode()


class TestOnceReported:
    @pytest.fixture
    def reported(self, clinic, cast):
        row = clinic.attendances.create(name="Siti")
        factories.submit_report(clinic, by=cast["kalsel"])
        return row

    def test_nothing_is_changed_any_more(self, login, clinic, reported):
        client = login("kalsel")
        asked = [client.get(url(name, clinic.pk)) for name in ("create", "mark", "import")] + [client.get(url(name, reported.pk)) for name in ("update", "delete")]
        asked += [client.post(url(name, clinic.pk), key(name="Budi", state="present")) for name in ("create", "mark", "fill")]
        assert [answer.status_code for answer in asked] == [409] * 8
        page = client.get(url("list", clinic.pk)).content.decode()
        assert "Siti" in page
        assert url("mark", clinic.pk) not in page


class TestCounted:
    def count(self, login, clinic):
        return login("kalsel").get(url("list", clinic.pk)).context["counts"]

    def test_by_level_institution_and_gender(self, login, clinic, staffed, regions):
        bappeda = staffed.positions.get(rank="3_ketua").institution
        for name, state, fields in (
            ("Siti", "present", {"institution": bappeda, "gender": "f"}),
            ("Budi", "represented", {"institution": bappeda, "represented_by": "Ali"}),
            ("Joko", "absent", {"institution": bappeda, "gender": "m"}),
            ("Rina", "present", {"institution_as_written": "Desa Kasiau", "district": regions["63.09"]}),
            ("Tono", "present", {"institution_as_written": "PT Air"}),
        ):  # fmt: skip
            clinic.attendances.create(name=name, state=state, **fields)
        with override("id"):
            counts = self.count(login, clinic)
            assert (counts.counted, counts.listed) == (4, 5)
            assert counts.levels == [("Kabupaten/kota", 3), ("pihak lain atau tidak disebutkan", 1)]
            assert counts.genders == [("perempuan", 1), ("tidak disebutkan", 3)]
            assert counts.institutions[0] == ("Bappeda", 2)

    def test_nothing_is_said_of_gender_where_nobody_gave_it(self, login, clinic):
        clinic.attendances.create(name="Siti", state="present")
        clinic.attendances.create(name="Budi", state="absent", gender="m")
        assert self.count(login, clinic).genders == []

    def test_as_stated_beside_as_counted(self, login, clinic):
        clinic.participants_count = 45
        clinic.save()
        clinic.attendances.create(name="Siti", state="present")
        page = login("kalsel").get(url("list", clinic.pk)).content.decode()
        assert "44 orang lebih banyak disebutkan daripada yang terhitung dalam daftar." in page


class TestTelephones:
    """Read by the country, inside the host's province, and inside the person's own."""

    @pytest.mark.parametrize(
        ("name", "told"),
        [("pusat", ["0811", "0822"]), ("kalteng", ["0811", "0822"]), ("gumas", ["0811", "0822"]), ("kalsel", ["0811"]), ("tabalong", ["0811"])],
    )
    def test_who_reads_them(self, login, regions, name, told):
        clinic = factories.clinic("62", "62.10", "63.09")
        own = clinic.attendances.create(name="Siti", telephone="0811", district=regions["63.09"])
        other = clinic.attendances.create(name="Budi", telephone="0822", district=regions["62.10"])
        client = login(name)
        pages = [client.get(url("list", clinic.pk) + query) for query in ("", "?ekspor=csv")]
        histories = [client.get(reverse("reporting:row_history", args=["clinics", "attendance", row.pk])) for row in (own, other)]
        texts = [answer.getvalue().decode() for answer in pages] + ["".join(answer.content.decode() for answer in histories)]
        assert [[number for number in ("0811", "0822") if number in text] for text in texts] == [told] * 3

    def test_they_are_not_searched_nor_sorted_by(self, login, clinic):
        clinic.attendances.create(name="Siti", telephone="0811-222")
        client = login("kalsel")
        assert client.get(url("list", clinic.pk) + "?q=0811").context["table"].data.data.count() == 0
        assert not client.get(url("list", clinic.pk)).context["table"].columns["telephone"].orderable
