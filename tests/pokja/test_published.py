"""Loading the published structures."""

import json
from datetime import date
from pathlib import Path

import pytest

from ssk_portal.accounts.models import User
from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.models import Brand, Decree, DecreeStatus, Pokja, Position, Rank
from ssk_portal.pokja.published import Loaded, load_structures
from ssk_portal.regions.models import Kind, Level, Region
from ssk_portal.regions.names import RegionNames
from tests.pokja import factories

PUBLISHED = json.loads((Path(__file__).resolve().parents[2] / "fixtures" / "pokja_structures.json").read_text())


def load(data):
    return load_structures(data, RegionNames(), by=User.objects.system())


def only(*names):
    return {"structures": [entry for entry in PUBLISHED["structures"] if entry["id"] in names]}


@pytest.fixture
def whole(regions):
    """Every region that the file speaks of."""
    country = regions["ID"]
    for number, entry in enumerate(PUBLISHED["structures"], start=1):
        for name in (entry["region"] or "").split(";"):
            kind, name = entry["region_type"], name.strip()
            if name and not Region.objects.filter(kind=kind, name=name).exists():
                level = Level.PROVINCE if kind == Kind.PROVINCE else Level.DISTRICT
                Region.objects.create(code=f"9{number}", level=level, kind=kind, name=name, parent=country, province=regions["63"])


def test_each_entry_becomes_a_pokja_and_the_models_are_told(whole):
    loaded = load(PUBLISHED)
    assert (loaded.made, loaded.unchanged) == (16, 0)
    assert loaded.unplaced == [
        "model-perkim: “Pokja PKP Provinsi (model umum Perkim.id)” menerangkan sebuah model atau aturan, bukan Pokja suatu wilayah.",
        "permen12-2020: “Aturan penggabungan Pokja” menerangkan sebuah model atau aturan, bukan Pokja suatu wilayah.",
    ]
    assert Pokja.objects.count() == 16
    assert sorted(Decree.objects.values_list("number", flat=True)) == ["", "", "050/14/K/2022", "188.44/216/2019", "75/26/IV/2013"]


def test_loading_again_changes_nothing(whole):
    load(PUBLISHED)
    again = load(PUBLISHED)
    assert (again.made, again.unchanged, len(again.unplaced)) == (0, 16, 2)
    assert {len(history_of(row)) for model in (Pokja, Decree, Position) for row in model.objects.all()} == {1}


def test_all_that_an_entry_says_is_kept(whole):
    load(only("tanjungbalai-2022"))
    group, decree = Pokja.objects.get(), Decree.objects.get()
    assert (str(group.region), group.name, group.brand, group.reference) == ("Kota Tanjungbalai", "Pokja PKP Kota Tanjungbalai", Brand.PKP, "tanjungbalai-2022")
    assert group.secretariat_as_written == "Bapperida"
    assert group.legal_basis == ["Permen PUPR 12/2020 (tersirat)", "Perda Kota Tanjungbalai 1/2023"]
    assert group.status_note.startswith("direvisi mulai 19 Februari 2024")
    assert group.note.startswith("members are those who attended")
    assert (group.source[:30], group.published) == ("https://bapperida.tanjungbalai", None)
    assert (decree.kind, str(decree), decree.date, decree.status) == ("wali_kota", "SK Walikota 050/14/K/2022", date(2022, 1, 17), DecreeStatus.UNKNOWN)
    seats = list(group.positions.values_list("rank", "institution_as_written", "institution"))
    assert seats == [(Rank.MEMBER, name, None) for name in ("Bapperida", "Dinas PUTR", "Dinas PKP", "Dinas Lingkungan Hidup", "BPN Kota Tanjungbalai (instansi vertikal)")]


def test_a_term_until_a_year_ends_with_it(regions):
    load(only("kalteng-pkp-2019"))
    decree = Decree.objects.get()
    assert (decree.period_as_written, decree.valid_from, decree.valid_to, decree.kind) == ("s.d. 2024", None, date(2024, 12, 31), "gubernur")


def test_one_entry_for_two_regions_becomes_one_pokja_in_each(regions):
    assert load(only("hst-tabalong-2023")) == Loaded(made=2)
    assert [(group.region.code, group.name, group.positions.count()) for group in Pokja.objects.all()] == [("63.07", "Pokja PKP Kabupaten", 7), ("63.09", "Pokja PKP Kabupaten", 7)]


def test_seats_keep_the_order_the_office_and_the_field(whole):
    load(only("gumas-2023", "pangkalpinang-2022", "jateng-2021"))
    seats = Position.objects.exclude(office="").order_by("pokja__reference", "order").values_list("rank", "title", "field", "office")
    assert list(seats) == [
        (Rank.FIELD, "Ketua Bidang Kebijakan dan Strategi", "Kebijakan dan Strategi", "Kepala Bappedalitbang"),
        (Rank.SECRETARY, "Sekretaris II", "", "Kepala Seksi Keterpaduan Infrastruktur, Disperakim"),
        (Rank.PATRON, "Pembina", "", "Wali Kota"),
        (Rank.STEERING, "Pengarah", "", "Sekretaris Daerah"),
    ]
    assert [str(decree) for decree in Decree.objects.all()] == ["SK Wali Kota (rencana 2022)"]


def test_two_pokja_of_one_province_stand_side_by_side(regions):
    load(only("kalteng-pkp-2019", "kalteng-ppas"))
    assert [(group.brand, group.published) for group in Pokja.objects.all()] == [(Brand.PKP, date(2024, 12, 17)), (Brand.PPAS, date(2024, 12, 17))]


def test_what_was_changed_or_deleted_on_a_screen_stays_so(regions):
    load(only("hst-tabalong-2023"))
    first, second = Pokja.objects.all()
    Pokja.objects.filter(pk=first.pk).update(name="Pokja PKP Hulu Sungai Tengah")
    second.delete()
    assert load(only("hst-tabalong-2023")) == Loaded(unchanged=2)
    assert [group.name for group in Pokja.objects.all()] == ["Pokja PKP Hulu Sungai Tengah"]


def test_what_cannot_be_placed_is_told(regions):
    factories.pokja(regions["63.07"], "Pokja PKP Kabupaten")
    loaded = load(only("hst-tabalong-2023", "acehbesar-2023"))
    assert loaded.unplaced == [
        "acehbesar-2023: tidak ada kabupaten bernama “Aceh Besar”.",
        "hst-tabalong-2023: Kabupaten Hulu Sungai Tengah sudah memiliki Pokja bernama “Pokja PKP Kabupaten” yang dicatat secara manual.",
    ]
    assert loaded.made == 1


def test_the_history_says_who_loaded(regions):
    load(only("gumas-2023"))
    assert history_of(Pokja.objects.get())[0].actor.name == "Sistem"
