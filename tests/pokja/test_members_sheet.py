"""Members in and out by sheet: what a row means, all faults at once, whole or not at all."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.models import Member, Position, Rank
from tests.factories import key
from tests.pokja import factories, sheets
from tests.pokja.sheets import line
from tests.sheets import read


@pytest.fixture
def group(regions):
    return sheets.staffed(regions["63.09"])


@pytest.fixture
def url(group):
    return reverse("pokja:member_import", args=[group.pk])


@pytest.fixture
def tabalong(login):
    return login("tabalong")


def seat(group, rank) -> Position:
    return group.positions.get(rank=rank)


def code(position, name="") -> str:
    return f"K{position.pk}" + (f"-A{position.members.get(name=name).pk}" if name else "")


def send(client, url, *lines, file=None):
    return client.post(url, key(file=file or sheets.sheet(*lines)))


def take_over(client, url, *lines, file=None, **more):
    """Send a sheet and confirm its preview. Returns the changes that were shown."""
    answer = send(client, url, *lines, file=file)
    assert answer.context["sheet"].faults == []
    assert client.post(url, key(rows=answer.context["confirm"]["rows"].value(), **more)).status_code == 302
    return [(change.row, change.is_new, change.about, change.differences) for change in answer.context["to_confirm"]]


def places(answer):
    return [(fault.row, fault.column) for fault in answer.context["sheet"].faults]


def downloaded(answer) -> SimpleUploadedFile:
    return SimpleUploadedFile("anggota.xlsx", b"".join(answer.streaming_content))


def people(group):
    return list(Member.objects.filter(position__pokja=group).order_by("name").values_list("name", flat=True))


CHAIR = {"rank": "Ketua", "office": "Sekretaris Daerah", "institution": "Bappeda"}
SITI = {"name": "Siti Aminah", "post": "Sekda", "telephone": "0811", "email": "siti@example.org", "since": "2/1/2024"}


class TestTheSheetToTakeAway:
    @pytest.mark.parametrize("language", ["id", "en"])
    def test_every_position_that_it_offers_is_taken_back(self, tabalong, url, language):
        with override(language):
            offered = [str(label) for label in Rank.labels]
        answer = send(tabalong, url, *(line(rank=label, title="Ketua Tim") for label in offered))
        assert answer.context["sheet"].faults == []
        assert len(answer.context["to_confirm"]) == len(offered)

    def test_it_holds_the_seats_as_they_stand(self, tabalong, url, group):
        answer = tabalong.get(url, {"templat": 1})
        assert answer["Content-Disposition"] == 'attachment; filename="anggota-63.09.xlsx"'
        lines = read(answer)["Anggota"]
        assert lines[0] == sheets.HEAD
        chair, deputy, secretary = (seat(group, rank) for rank in (Rank.CHAIR, Rank.DEPUTY, Rank.SECRETARY))
        assert lines[1] == [code(chair, "Siti Aminah"), "Ketua", "", "", "Sekretaris Daerah", "Bappeda", "Siti Aminah", "Sekda", "0811", "siti@example.org", date(2024, 1, 2), ""]
        assert [found[0] for found in lines[2:]] == [code(deputy), code(secretary, "Budi")]

    def test_sent_back_as_it_is_it_changes_nothing(self, tabalong, url):
        answer = send(tabalong, url, file=downloaded(tabalong.get(url, {"templat": 1})))
        assert (answer.context["sheet"].faults, answer.context["to_confirm"], answer.context["unchanged_count"]) == ([], [], 3)

    def test_sent_back_in_the_other_language_it_changes_nothing(self, tabalong, url):
        tabalong.cookies["django_language"] = "en"
        taken = downloaded(tabalong.get(url, {"templat": 1}))
        tabalong.cookies["django_language"] = "id"
        answer = send(tabalong, url, file=taken)
        assert (answer.context["sheet"].faults, answer.context["to_confirm"]) == ([], [])

    def test_what_publications_wrote_goes_out_and_comes_back(self, tabalong, regions):
        group = factories.pokja(regions["63.09"], reference="tabalong-2023", name="Pokja terbit")
        factories.institution(group.region)
        factories.position(group, institution_as_written="Bappeda Litbang")
        factories.position(group, Rank.MEMBER, institution_as_written="Bappeda")
        url = reverse("pokja:member_import", args=[group.pk])
        answer = send(tabalong, url, file=downloaded(tabalong.get(url, {"templat": 1})))
        assert (answer.context["sheet"].faults, answer.context["to_confirm"]) == ([], [])

    def test_a_name_like_a_formula_stays_a_text(self, tabalong, url, group):
        factories.member(seat(group, Rank.DEPUTY), "=1+1")
        assert read(tabalong.get(url, {"templat": 1}))["Anggota"][2][6] == "=1+1"

    def test_it_holds_the_seats_of_the_decree_that_stands_today(self, tabalong, url, group):
        old = factories.decree(group, number="188.45/1/2020", date=date(2020, 1, 2), valid_from=date(2020, 1, 2), valid_to=date(2023, 12, 31))
        gone = factories.position(group, Rank.MEMBER, decree=old)
        factories.member(gone, "Joko")
        assert [found[6] for found in read(tabalong.get(url, {"templat": 1}))["Anggota"][1:]] == ["Siti Aminah", "", "Budi"]
        answer = send(tabalong, url, line(code=code(gone, "Joko"), rank="Anggota", name="Joko"))
        assert places(answer) == [(2, "A – Kode")]
        take_over(tabalong, url, line(rank="Anggota", name="Joko"))
        assert [found.decree.number for found in group.positions.filter(rank=Rank.MEMBER).order_by("pk")] == ["188.45/1/2020", "188.45/1/2024"]


class TestWhatARowMeans:
    def test_new_rows_become_seats_with_people(self, tabalong, url, group):
        shown = take_over(tabalong, url, line(rank="anggota", title="Anggota Teknis", institution="Dinkes", name="Rina", since="1/2/2026"))
        told = ("Kedudukan: Anggota", "Nama kedudukan: Anggota Teknis", "Lembaga: Dinas Kesehatan", "Nama: Rina", "Sejak: 1 Februari 2026")
        assert shown == [(2, True, "Anggota Teknis, Dinas Kesehatan – Rina", told)]
        made = seat(group, Rank.MEMBER)
        assert (str(made.institution), made.decree, made.members.get().since) == ("Dinas Kesehatan", group.decrees.get(), date(2026, 2, 1))

    def test_a_new_seat_finds_its_place_after_the_highest_order_there_can_be(self, tabalong, url, group):
        group.positions.update(order=32_767)
        take_over(tabalong, url, line(rank="Anggota", name="Dewi"))
        assert Member.objects.get(name="Dewi").position.order == 32_767

    def test_the_same_sheet_a_second_time_changes_nothing(self, tabalong, url, group):
        lines = [line(rank="Anggota", name="Rina"), line(rank="Anggota", name="Dewi"), line(rank="Anggota"), line(rank="Anggota"), line(rank="Wakil ketua", name="Hasan")]
        take_over(tabalong, url, *lines)
        assert group.positions.filter(rank=Rank.MEMBER).count() == 4
        assert send(tabalong, url, *lines).context["to_confirm"] == []
        assert seat(group, Rank.DEPUTY).members.get().name == "Hasan"

    def test_a_coded_row_changes_its_seat_and_its_person(self, tabalong, url, group):
        chair = seat(group, Rank.CHAIR)
        shown = take_over(tabalong, url, line(code=code(chair, "Siti Aminah"), **CHAIR | {"rank": "Pengarah"}, **SITI | {"telephone": "0812", "post": ""}))
        assert shown == [
            (2, False, "Pengarah, Sekretaris Daerah, Bappeda – Siti Aminah", ("Kedudukan: Ketua → Pengarah", "Jabatan di instansi asal: Sekda → –", "Telepon: 0811 → 0812"))
        ]
        chair.refresh_from_db()
        assert (chair.rank, chair.members.get(name="Siti Aminah").telephone, chair.members.get(name="Siti Aminah").post) == (Rank.STEERING, "0812", "")
        assert history_of(chair)[0].actor.name == "Tabalong"

    def test_another_name_from_a_later_day_is_a_successor(self, tabalong, url, group):
        chair = seat(group, Rank.CHAIR)
        row = line(code=code(chair, "Siti Aminah"), **CHAIR, name="Rahmat", since="1/3/2026")
        shown = take_over(tabalong, url, row)
        assert shown == [(2, False, "Ketua, Sekretaris Daerah, Bappeda – Rahmat", ("Siti Aminah berhenti: hari terakhir 28 Februari 2026", "Nama: Rahmat", "Sejak: 1 Maret 2026"))]
        assert [(found.name, found.until) for found in chair.members.order_by("since")] == [("Ahmad", date(2024, 1, 1)), ("Siti Aminah", date(2026, 2, 28)), ("Rahmat", None)]
        assert send(tabalong, url, row).context["to_confirm"] == []

    def test_who_had_left_before_the_successor_stays_as_recorded(self, tabalong, url, group):
        chair = seat(group, Rank.CHAIR)
        chair.members.filter(name="Siti Aminah").update(until=date(2099, 1, 31))
        row = line(code=code(chair, "Siti Aminah"), **CHAIR, name="Rahmat", since="1/3/2099")
        assert take_over(tabalong, url, row) == [(2, False, "Ketua, Sekretaris Daerah, Bappeda – Rahmat", ("Nama: Rahmat", "Sejak: 1 Maret 2099"))]
        assert chair.members.get(name="Siti Aminah").until == date(2099, 1, 31)

    def test_a_term_beside_that_of_the_decree_is_told(self, tabalong, url, group):
        """Wholly outside it is a fault; one that reaches beyond it is shown with what would change."""
        group.decrees.update(valid_to=date(2098, 12, 31))
        answer = send(
            tabalong, url, line(rank="Anggota", name="Rina", since="1/1/2099"), line(rank="Anggota", name="Dewi", until="1/1/2024"), line(rank="Anggota", since="1/1/2099")
        )
        assert places(answer) == [(2, "K – Sejak"), (3, "L – Sampai"), (4, "G – Nama")]
        (shown,) = take_over(tabalong, url, line(rank="Anggota", name="Rina", since="1/1/2020", until="1/2/2099"))
        assert shown[3][-2:] == (
            "SK Bupati 188.45/1/2024 mulai berlaku 2 Januari 2024, sesudah awal masa jabatan ini.",
            "SK Bupati 188.45/1/2024 berakhir 31 Desember 2098, sebelum akhir masa jabatan ini.",
        )  # fmt: skip
        assert send(tabalong, url, line(rank="Anggota", name="Rina", since="1/1/2020", until="1/2/2099")).context["to_confirm"] == []

    def test_a_telephone_number_that_excel_took_for_a_number_gets_its_first_sign_back(self, tabalong, url, group):
        numbers = {"Rina": 81234567890, "Dewi": 6281234567890, "Hasan": "0526-21034", "Joko": 2021034}
        take_over(tabalong, url, *(line(rank="Anggota", name=name, telephone=number) for name, number in numbers.items()))
        kept = dict(Member.objects.filter(name__in=numbers).values_list("name", "telephone"))
        assert kept == {"Rina": "081234567890", "Dewi": "+6281234567890", "Hasan": "0526-21034", "Joko": "2021034"}

    def test_another_name_alone_is_a_correction(self, tabalong, url, group):
        chair = seat(group, Rank.CHAIR)
        take_over(tabalong, url, line(code=code(chair, "Siti Aminah"), **CHAIR, **SITI | {"name": "Siti Aminah, S.Sos."}))
        assert people(group) == ["Ahmad", "Budi", "Siti Aminah, S.Sos."]

    def test_who_is_left_out_stays_and_rows_that_stay_get_no_history(self, tabalong, url, group):
        chair, deputy = seat(group, Rank.CHAIR), seat(group, Rank.DEPUTY)
        before = len(history_of(chair))
        take_over(tabalong, url, line(code=code(chair, "Siti Aminah"), **CHAIR, **SITI | {"until": "31/12/2026"}), line(code=code(deputy), rank="Wakil ketua", name="Hasan"))
        assert people(group) == ["Ahmad", "Budi", "Hasan", "Siti Aminah"]
        assert len(history_of(chair)) == before

    def test_the_own_institution_comes_before_the_provinces_of_that_name(self, tabalong, url, group, regions):
        far = factories.institution(regions["63"], "Bappeda")
        take_over(tabalong, url, line(rank="Anggota", institution="bappeda", name="Rina"), line(rank="Anggota", institution="Bappeda – Provinsi Kalimantan Selatan", name="Dewi"))
        assert [found.institution.region.code for found in group.positions.filter(rank=Rank.MEMBER)] == ["63.09", far.region.code]

    def test_an_institution_is_found_by_its_short_and_its_former_name(self, tabalong, url, group):
        factories.institution(group.region, "Bapperida", former_names=["Bappelitbang"])
        take_over(tabalong, url, line(rank="Anggota", institution="dinkes", name="Rina"), line(rank="Anggota", institution="BAPPELITBANG", name="Dewi"))
        assert [found.institution.name for found in group.positions.filter(rank=Rank.MEMBER)] == ["Dinas Kesehatan", "Bapperida"]

    def test_two_institutions_that_differ_by_case_only_are_told_apart(self, tabalong, url, group):
        factories.institution(group.region, "BAPPEDA")
        take_over(tabalong, url, line(rank="Anggota", institution="BAPPEDA", name="Rina"), line(rank="Anggota", institution="Bappeda", name="Dewi"))
        assert [found.institution.name for found in group.positions.filter(rank=Rank.MEMBER)] == ["BAPPEDA", "Bappeda"]


class TestFaults:
    def test_forty_members_and_seven_faults_are_all_told_and_nothing_changes(self, tabalong, url, group):
        answer = send(tabalong, url, file=sheets.forty(faulty=True))
        assert places(answer) == sheets.FAULTS
        assert [fault.message for fault in answer.context["sheet"].faults] == [
            "“Ketau” tidak dikenal di sini. Apakah yang dimaksud “Ketua”?",
            "“Dinas Kesehatn” tidak dikenal di sini. Apakah yang dimaksud “Dinas Kesehatan”?",
            "“31/02/2026” bukan tanggal yang ada di kalender. Tulis tanggal seperti 20/9/2026.",
            "Sel ini berisi rumus. Ganti dengan nilainya.",
            "Sel D30:D31 digabung. Pisahkan, lalu isi masing-masing.",
            "Sama dengan baris 2: satu orang hanya sekali dalam satu kedudukan.",
        ]
        other = send(tabalong, url, file=sheets.forty(title="Sheet1"))
        assert [fault.message for fault in other.context["sheet"].faults] == ["Lembar “Anggota” tidak ada dalam berkas ini; yang ada: Sheet1."]
        assert people(group) == ["Ahmad", "Budi", "Siti Aminah"]
        assert group.positions.count() == 3

    def test_forty_members_are_taken_over_in_few_statements(self, tabalong, url, group, django_assert_max_num_queries):
        answer = send(tabalong, url, file=sheets.forty())
        with django_assert_max_num_queries(25):
            tabalong.post(url, key(rows=answer.context["confirm"]["rows"].value()))
        assert group.positions.filter(rank=Rank.MEMBER).count() == 40

    def test_what_the_rows_say_about_each_other(self, tabalong, url, group):
        chair, deputy = seat(group, Rank.CHAIR), seat(group, Rank.DEPUTY)
        lines = [
            line(code=code(chair, "Siti Aminah"), **CHAIR, **SITI),
            line(code=code(chair, "Siti Aminah"), **CHAIR, **SITI),
            line(code=code(chair), rank="Pembina", name="Hasan"),
            line(code=f"K{deputy.pk}-A{chair.members.first().pk}", rank="Wakil ketua", name="Rina"),
            line(code="K999999", rank="Anggota", name="Dewi"),
            line(code="12", rank="Anggota", name="Dewi"),
            line(rank="Anggota", telephone="0811"),
            line(rank="Anggota", name="Joko", since="2/1/2026", until="1/1/2026"),
            line(**CHAIR, **SITI),
        ]
        column = {"code": "A – Kode", "rank": "B – Kedudukan", "name": "G – Nama", "until": "L – Sampai"}
        told = [(3, "code"), (4, "rank"), (5, "code"), (6, "code"), (7, "code"), (8, "name"), (9, "until"), (10, "name")]
        assert places(send(tabalong, url, *lines)) == [(row, column[name]) for row, name in told]

    @pytest.mark.parametrize("day", ["0001-01-01", "0202-05-01", "9999-12-31"])
    @pytest.mark.parametrize("column", ["since", "until"])
    def test_a_year_that_is_a_slip_of_the_hand_is_told_in_its_cell(self, tabalong, url, group, column, day):
        group.positions.get(rank=Rank.CHAIR).members.update(since=None)
        row = CHAIR | {"code": code(seat(group, Rank.CHAIR), "Siti Aminah"), "name": "Budi", column: day}
        (fault,) = send(tabalong, url, line(**row)).context["sheet"].faults
        assert (fault.row, fault.message) == (2, "Periksa tahunnya.")

    def test_a_coded_person_is_not_taken_out_by_an_empty_name(self, tabalong, url, group):
        answer = send(tabalong, url, line(code=code(seat(group, Rank.CHAIR), "Siti Aminah"), **CHAIR))
        assert "Siti Aminah menduduki kedudukan ini." in answer.context["sheet"].faults[0].message

    def test_the_codes_of_another_pokja_are_not_known(self, tabalong, url, regions):
        other = sheets.staffed(regions["63.07"])
        position = seat(other, Rank.CHAIR)
        answer = send(tabalong, url, line(code=code(position, "Siti Aminah"), **CHAIR, **SITI))
        assert places(answer) == [(2, "A – Kode")]

    def test_the_institutions_of_a_neighbour_are_not_known(self, tabalong, url, regions):
        factories.institution(regions["63.07"], "Dinas Tetangga")
        assert places(send(tabalong, url, line(rank="Anggota", institution="Dinas Tetangga"))) == [(2, "F – Lembaga")]

    def test_a_seat_that_was_changed_meanwhile_is_shown_again(self, tabalong, url, group):
        chair = seat(group, Rank.CHAIR)
        answer = send(tabalong, url, line(code=code(chair, "Siti Aminah"), **CHAIR, **SITI | {"telephone": "0812"}))
        chair.members.filter(name="Siti Aminah").update(telephone="0813")
        again = tabalong.post(url, key(rows=answer.context["confirm"]["rows"].value()))
        assert again.context["to_confirm"][0].differences == ("Telepon: 0813 → 0812",)
        assert chair.members.get(name="Siti Aminah").telephone == "0813"


def test_the_province_says_why(login, url, group):
    client = login("kalsel")
    answer = send(client, url, line(rank="Anggota", name="Rina"))
    rows = answer.context["confirm"]["rows"].value()
    assert client.post(url, key(rows=rows)).context["confirm"].errors.keys() == {"change_reason"}
    client.post(url, key(rows=rows, change_reason="Menurut SK"))
    assert history_of(Member.objects.get(name="Rina"))[0].actor.reason == "Menurut SK"


@pytest.mark.parametrize(("who", "status"), [("hst", 404), ("gumas", 404), ("kalteng", 404), ("pusat", 403), ("pembaca_tabalong", 403)])
def test_who_may_not_write(login, url, group, who, status):
    client = login(who)
    assert [client.get(url).status_code, client.get(url, {"templat": 1}).status_code, send(client, url, line(rank="Anggota", name="Rina")).status_code] == [status] * 3
    assert people(group) == ["Ahmad", "Budi", "Siti Aminah"]
