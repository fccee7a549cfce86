"""Which names mean one institution, and by which names one is found."""

import pytest

from ssk_portal.pokja.choices import institutions_for
from ssk_portal.pokja.models import Institution
from ssk_portal.pokja.names import alike, alike_in, called
from tests.pokja import factories

SAME = [
    ("Dinas PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang"),
    ("PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang"),
    ("DLH", "Dinas Lingkungan Hidup"),
    ("Dinkes", "Dinas Kesehatan"),
    ("Dinas Kesehatan Kabupaten Tabalong", "Dinas Kesehatan"),
    ("Dinkes Kab. Tabalong", "dinas  kesehatan"),
    ("Badan Perencanan Pembangunan Daerah", "Badan Perencanaan Pembangunan Daerah"),
    ("Bappeda", "Badan Perencanaan Pembangunan Daerah"),
    ("Bapperida", "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah"),
    ("Dinas Pemberdayaan Masyarakat & Desa", "DPMD"),
    ("PT. Adaro Indonesia", "PT Adaro Indonesia, Tbk"),
]
OTHERS = [
    ("Dinas Kesehatan", "Dinas Perhubungan"),
    ("Dinas Pertanian", "Dinas Perikanan"),
    ("UPTD IPLT", "UPTD TPA"),
    ("UPTD Pengelolaan Air Limbah 1", "UPTD Pengelolaan Air Limbah 2"),
    ("Bank Kalsel", "Bank Kalteng"),
    ("Bappeda", "Bapperida"),
    ("Desa Kambitin", "Desa Kapar"),
    ("Kabupaten", "Kota"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_institution(regions, one, other):
    assert (alike(one, other, regions["63.09"]), alike(other, one, regions["63.09"])) == (True, True)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_two(regions, one, other):
    assert (alike(one, other, regions["63.09"]), alike(other, one, regions["63.09"])) == (False, False)


def test_short_and_former_names_count_and_other_regions_do_not(regions):
    office = factories.institution(regions["63.09"], "Dinas Perumahan Rakyat", short_name="Disperkim", former_names=["Dinas Tata Kota"])
    factories.institution(regions["63.07"], "Dinas Tata Kota")
    for name in ("disperkim", "Dinas Tata Kotta", "Dinas Perumahan Rakyat"):
        assert alike_in(regions["63.09"], [name], but=Institution()) == [office]
    assert alike_in(regions["63.09"], ["Disperkim"], but=office) == []


def test_it_is_found_by_every_name_and_by_what_the_lists_show(regions):
    office = factories.institution(regions["63.09"], "Bapperida", short_name="BRD", former_names=["Bappeda"])
    factories.institution(regions["63.09"], "Bappedalda")
    rows = institutions_for(regions["63.09"])
    for text in ("bapperida", "BRD", "bappeda", "Bapperida (BRD) – Kabupaten Tabalong", " BAPPERIDA  brd Kabupaten  Tabalong"):
        assert called(text, rows) == [office]
    assert called("Bap", rows) == []
