"""Names of people in a sheet, and what stands among them that is none."""

from ssk_portal.common.numbers import NO_DATA
from ssk_portal.common.spelling import plain

SUMS = {"jumlah", "total", "jumlah peserta", "total peserta"}
NOBODY = {"ttd", "lowong", "vacant", "belum ditunjuk", "belum terisi"}


def hardly_a_person(name: str) -> bool:
    """Whether what stands under “name” is rather the end of a table or a dash: a total, “nihil”, “Mengetahui,”, a place with its day, an NIP."""
    said = plain(name) in SUMS | NOBODY or NO_DATA.fullmatch(name)
    return bool(said) or name.endswith((",", ":")) or any(sign.isdigit() for sign in name) or not any(sign.isalpha() for sign in name)
