"""The composition check: how a seat is recognised, what an editor says by hand, the list that the centre keeps."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.urls import reverse

from ssk_portal.accounts.models import User
from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.actions import count_seat, delete_expected
from ssk_portal.pokja.composition import How, Standing, Words, composition
from ssk_portal.pokja.models import AgencyAbsence, ExpectedAgency, Rank
from ssk_portal.pokja.published import load_expected
from tests.factories import key
from tests.pokja import factories

pytestmark = pytest.mark.django_db
LIST = reverse("pokja:expectedagency_list")
SEEDED = json.loads((settings.BASE_DIR / "fixtures" / "expected_agencies.json").read_text())


@pytest.fixture
def expected(cast):
    """The list that the portal is delivered with, by code."""
    load_expected(SEEDED, by=User.objects.system())
    return {agency.code: agency for agency in ExpectedAgency.objects.all()}


@pytest.fixture
def group(regions, expected):
    return factories.pokja(regions["63.09"])


def codes_of(text):
    return sorted(Words(ExpectedAgency.objects.all()).read(None, [], (text,))[1])


def line(group, code, day=None):
    return next(line for line in composition(group, day).lines if line.agency.code == code)


class TestRecognised:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("Kepala Bapperida Kabupaten Tabalong", ["perencanaan"]),
            ("Bappedalitbang", ["perencanaan"]),
            ("Dinas PU-PR", ["pu-perumahan"]),
            ("Kepala Dinas PUPRPKP", ["pu-perumahan"]),
            ("Disperkimtan", ["pu-perumahan"]),
            ("Dinas Perumahan Rakyat, Kawasan Permukiman dan Lingkungan Hidup", ["lingkungan-hidup", "pu-perumahan"]),
            ("DLHK Provinsi", ["lingkungan-hidup"]),
            ("UPTD IPLT Dinas Lingkungan Hidup", ["uptd-iplt"]),
            ("UPTD Instalasi Pengolahan Lumpur Tinja", ["uptd-iplt"]),
            ("Kepala UPTD TPA Maburai, Dinas Lingkungan Hidup", ["uptd-tpa"]),
            ("KEPALA  BAGIAN\tHUKUM Setda", ["hukum"]),
            ("Dinsospmd", ["pemberdayaan-desa"]),
            ("Badan Pengelolaan Keuangan dan Aset Daerah", ["keuangan"]),
            ("Sekretaris Daerah", []),
            ("Camat Tanta", []),
            ("BPN Kota Tanjungbalai (instansi vertikal)", []),
            ("RSUD Pusat Bedah", []),
            ("", []),
        ],
    )
    def test_by_the_words_of_its_name(self, expected, text, codes):
        assert codes_of(text) == codes

    def test_every_body_of_the_published_structures_that_has_a_place_finds_it(self, expected):
        structures = json.loads((settings.BASE_DIR / "fixtures" / "pokja_structures.json").read_text())["structures"]
        unknown = {body for entry in structures for body in entry["members_opd"] if not codes_of(body)}
        assert unknown == {"BPN Kota Tanjungbalai (instansi vertikal)", "Biro ISDA", "camat"}

    def test_no_phrase_reaches_from_one_text_into_the_next(self, expected):
        assert sorted(Words(expected.values()).read(None, [], ("Kepala Bagian", "Hukum dan HAM"))[1]) == []

    @pytest.mark.parametrize("pattern", ["", "*", " - ", "  "])
    def test_a_key_word_without_a_letter_recognises_nothing(self, expected, pattern):
        ExpectedAgency.objects.update(patterns=[pattern])
        assert codes_of("Dinas Kesehatan – RSUD") == []

    def test_the_institution_is_asked_before_the_words(self, group, regions):
        works = factories.institution(regions["63.09"], "Dinas Kesehatan dan Kebersihan", counts_as=["kesehatan"])
        factories.position(group, Rank.MEMBER, institution=works)
        found = line(group, "kesehatan")
        assert [(seat.position.institution, seat.how) for seat in found.seats] == [(works, How.LINK)]
        assert line(group, "lingkungan-hidup").standing == Standing.ABSENT

    def test_what_was_said_by_hand_is_asked_first(self, group):
        factories.position(group, Rank.MEMBER, office="Kepala Dinas Kesehatan", counts_as=["hukum"])
        assert (line(group, "kesehatan").standing, line(group, "hukum").standing) == (Standing.ABSENT, Standing.PRESENT)

    def test_by_hand_a_seat_may_count_as_none(self, group):
        factories.position(group, Rank.MEMBER, office="Direktur Politeknik, kesehatan lingkungan", counts_as=[])
        assert line(group, "kesehatan").standing == Standing.ABSENT


class TestExpected:
    def test_a_province_is_not_asked_for_units_of_a_district(self, regions, expected):
        lines = composition(factories.pokja(regions["63"])).lines
        assert len(lines) == 9
        assert not [line for line in lines if line.agency.is_unit]

    def test_an_agency_is_expected_in_its_time(self, group, expected):
        ExpectedAgency.objects.filter(code="hukum").update(valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
        asked = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
        assert ["hukum" in [line.agency.code for line in composition(group, day).lines] for day in asked] == [False, True, True, False]

    def test_what_is_missing_is_told_apart_from_what_is_advised(self, group):
        factories.position(group, office="Kepala Bappeda")
        told = composition(group)
        assert [agency.code for agency in told.missing] == ["pu-perumahan", "lingkungan-hidup", "kesehatan", "pemberdayaan-desa"]
        assert [agency.code for agency in told.advised] == ["pendidikan", "komunikasi", "keuangan", "hukum", "uptd-iplt", "uptd-tpa"]
        assert (told.present_count, told.needed_count) == (1, 11)

    def test_a_seat_in_which_nobody_sits_is_represented_and_vacant(self, group):
        seat = factories.position(group, office="Kepala Bappeda")
        assert (line(group, "perencanaan").standing, line(group, "perencanaan").is_vacant) == (Standing.PRESENT, True)
        factories.member(seat)
        assert line(group, "perencanaan").is_vacant is False


class TestDoesNotApply:
    def page(self, group, code="uptd-iplt"):
        return reverse("pokja:agencyabsence_create", args=[group.pk, code])

    def test_it_is_stated_with_a_reason_and_lifted_again(self, login, cast, group):
        client = login("tabalong")
        client.post(self.page(group), key(reason="IPLT dikelola PDAM"))
        (row,) = AgencyAbsence.objects.all()
        assert (row.reason, row.set_by, row.agency.code) == ("IPLT dikelola PDAM", cast["tabalong"], "uptd-iplt")
        assert line(group, "uptd-iplt").standing == Standing.NOT_APPLICABLE
        shown = client.get(group.get_absolute_url()).content.decode()
        assert ("IPLT dikelola PDAM" in shown, "Tabalong, " in shown) == (True, True)

        client.post(reverse("pokja:agencyabsence_delete", args=[row.pk]), key())
        assert line(group, "uptd-iplt").standing == Standing.ABSENT

    def test_without_a_reason_nothing_is_stated(self, login, group):
        answer = login("tabalong").post(self.page(group), key(reason="  "))
        assert answer.context["form"].errors.keys() == {"reason"}
        assert not AgencyAbsence.objects.exists()

    def test_of_an_agency_that_is_not_expected_here_nothing_is_said(self, login, group, expected):
        ExpectedAgency.objects.filter(code="kesehatan").update(level="province")
        for screen in ("agencyabsence_create", "position_assign"):
            assert login("tabalong").get(reverse(f"pokja:{screen}", args=[group.pk, "kesehatan"])).status_code == 404

    def test_stated_twice_it_is_refused_in_words(self, login, group):
        client = login("tabalong")
        client.post(self.page(group), key(reason="Tidak ada"))
        answer = client.post(self.page(group), key(reason="Tetap tidak ada"))
        assert "Sudah dinyatakan bahwa lembaga ini tidak berlaku." in answer.content.decode()
        assert AgencyAbsence.objects.get().reason == "Tidak ada"

    def test_a_province_says_why_it_corrects(self, login, group):
        answer = login("kalsel").post(self.page(group), key(reason="Tidak ada"))
        assert answer.context["form"].errors.keys() == {"change_reason"}
        login("kalsel").post(self.page(group), key(reason="Tidak ada", change_reason="Lewat telepon"))
        assert history_of(AgencyAbsence.objects.get())[0].actor.reason == "Lewat telepon"

    def test_a_seat_that_comes_later_counts(self, login, group):
        login("tabalong").post(self.page(group), key(reason="Tidak ada"))
        factories.position(group, office="Kepala UPTD IPLT")
        assert line(group, "uptd-iplt").standing == Standing.PRESENT


class TestSeats:
    def test_an_absent_agency_is_found_in_a_seat(self, login, group):
        seat = factories.position(group, Rank.MEMBER, office="Kabag Kumdang dan Bappeda")
        page = reverse("pokja:position_assign", args=[group.pk, "hukum"])
        client = login("tabalong")
        assert "Kabag Kumdang" in client.get(page).content.decode()
        client.post(page, key(seat=seat.pk))
        seat.refresh_from_db()
        assert seat.counts_as == ["hukum", "perencanaan"]

    def test_a_seat_of_another_pokja_cannot_be_chosen(self, login, group, regions):
        seat = factories.position(factories.pokja(regions["63.07"]), office="Kabag Kumdang")
        answer = login("tabalong").post(reverse("pokja:position_assign", args=[group.pk, "hukum"]), key(seat=seat.pk))
        assert answer.context["form"].errors.keys() == {"seat"}

    @pytest.mark.parametrize("who", ["hst", "kalteng", "pembaca"])
    def test_the_verbs_ask_again_who_may(self, cast, group, expected, who):
        seat = factories.position(group, Rank.MEMBER, office="Kabag Kumdang")
        with pytest.raises(PermissionDenied):
            count_seat(seat, expected["hukum"], by=cast[who])
        with pytest.raises(PermissionDenied):
            delete_expected(expected["keuangan"], by=cast[who])

    def test_a_wrong_guess_is_put_right_and_back(self, login, group):
        seat = factories.position(group, Rank.MEMBER, office="Direktur Poltekkes, kesehatan lingkungan")
        page, client = reverse("pokja:position_counts", args=[seat.pk]), login("tabalong")
        client.post(page, key(by_hand="hand", counts_as=["pendidikan"], row_version=seat.version))
        seat.refresh_from_db()
        assert seat.counts_as == ["pendidikan"]
        client.post(page, key(by_hand="words", counts_as=["pendidikan"], row_version=seat.version))
        seat.refresh_from_db()
        assert seat.counts_as is None

    def test_a_tick_that_would_be_lost_is_told(self, login, group):
        seat = factories.position(group, Rank.MEMBER, office="Kepala Bappeda")
        answer = login("tabalong").post(reverse("pokja:position_counts", args=[seat.pk]), key(by_hand="words", counts_as=["hukum"], row_version=seat.version))
        assert answer.context["form"].errors.keys() == {"by_hand"}

    def test_the_form_tells_what_the_name_says_and_ticks_it(self, login, group):
        seat = factories.position(group, Rank.MEMBER, office="Kepala Bappeda")
        form = login("tabalong").get(reverse("pokja:position_counts", args=[seat.pk])).context["form"]
        assert str(form.fields["by_hand"].choices[0][1]) == "yang terbaca dari namanya: Perencanaan pembangunan (Bappeda/Bapperida)"
        assert (form["by_hand"].value(), form["counts_as"].value()) == ("words", ["perencanaan"])

    def test_of_two_editors_the_second_sees_both_versions(self, login, group):
        seat = factories.position(group, Rank.MEMBER, office="Kepala Bappeda")
        page, client = reverse("pokja:position_counts", args=[seat.pk]), login("tabalong")
        client.post(page, key(by_hand="hand", counts_as=["hukum"], row_version=seat.version))
        answer = client.post(page, key(by_hand="hand", counts_as=["pendidikan"], row_version=seat.version))
        assert answer.status_code == 409
        assert [(one.typed, one.now) for one in answer.context["conflict"]] == [("Pendidikan", "Biro atau bagian hukum")]

    def test_an_institution_is_linked_on_its_form(self, login, regions, expected):
        row = factories.institution(regions["63.09"], "Kantor Bersama")
        page = reverse("pokja:institution_update", args=[row.pk])
        login("tabalong").post(page, key(region=row.region_id, kind=row.kind_id, name=row.name, counts_as=["keuangan", "hukum"], row_version=row.version))
        row.refresh_from_db()
        assert row.counts_as == ["keuangan", "hukum"]


class TestList:
    def test_it_is_added_and_changed_but_for_its_code(self, login, expected):
        client = login("pusat")
        fields = {
            "name_id": "Statistik",
            "name_en": "Statistics",
            "code": "bps",
            "level": "district",
            "order": 20,
            "patterns": "BPS\nstatistik",
            "basis": "inferred",
            "source": "uji",
        }
        client.post(reverse("pokja:expectedagency_create"), key(**fields))
        row = ExpectedAgency.objects.get(code="bps")
        assert row.patterns == ["BPS", "statistik"]
        client.post(reverse("pokja:expectedagency_update", args=[row.pk]), key(**fields | {"code": "lain", "name_id": "Data"}, row_version=row.version))
        row.refresh_from_db()
        assert (row.code, row.name_id) == ("bps", "Data")

    def test_a_year_that_is_a_slip_of_the_hand_is_told_at_its_field(self, login, expected):
        typed = key(code="baru", name_id="Baru", name_en="New", level="both", order=1, basis="inferred", source="a", valid_from="0202-01-01")
        assert login("pusat").post(reverse("pokja:expectedagency_create"), typed).context["form"].errors == {"valid_from": ["Periksa tahunnya."]}

    def test_only_what_nobody_names_is_deleted(self, login, expected, group):
        factories.position(group, office="Kabag", counts_as=["hukum"])
        client = login("pusat")
        statuses = {code: client.post(reverse("pokja:expectedagency_delete", args=[expected[code].pk]), key()).status_code for code in ("hukum", "keuangan")}
        assert statuses == {"hukum": 409, "keuangan": 302}
        assert set(expected) - set(ExpectedAgency.objects.values_list("code", flat=True)) == {"keuangan"}

    @pytest.mark.parametrize("change", [lambda rows: rows.delete(), lambda rows: rows.update(code="lain")])
    def test_the_database_keeps_a_code_in_use(self, expected, group, change):
        factories.position(group, office="Kabag", counts_as=["hukum"])
        with pytest.raises(ProgrammingError, match="in use"), transaction.atomic():
            change(ExpectedAgency.objects.filter(code="hukum"))
        change(ExpectedAgency.objects.filter(code="keuangan"))

    def test_everyone_reads_it_and_the_centre_finds_the_forms(self, login, expected):
        shown = {who: "/ubah/" in login(who).get(LIST).content.decode() for who in ("tabalong", "kalsel", "admin_kalsel", "pusat", "admin")}
        assert shown == {"tabalong": False, "kalsel": False, "admin_kalsel": False, "pusat": True, "admin": True}

    def test_loading_again_keeps_what_was_edited_and_deleted(self, expected):
        ExpectedAgency.objects.filter(code="hukum").update(compulsory=True)
        expected["keuangan"].delete()
        loaded = load_expected(SEEDED, by=User.objects.system())
        assert (loaded.made, loaded.unchanged) == (0, 11)
        assert ExpectedAgency.objects.get(code="hukum").compulsory
