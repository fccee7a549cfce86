"""Telling whether two names mean one institution: spellings, abbreviations, former names.

`Dinas PUPR` is `Dinas Pekerjaan Umum dan Penataan Ruang`, `Dinkes Kab. Tabalong` is `Dinas Kesehatan`.
What is told here is a question to a person, never an answer.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from ssk_portal.common.spelling import plain
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Region

# Words that one spelling has and another leaves out.
IDLE = {"dan", "dinas", "pemerintah", "daerah", "pemkab", "pemkot", "pt", "cv", "tbk"}
BEFORE_A_PLACE = {"kabupaten", "kab", "kota", "provinsi", "prov"}
# Short forms in common use that are not made of initials.
SPELLED = {
    "bappeda": "badan perencanaan pembangunan",
    "bappelitbangda": "badan perencanaan pembangunan penelitian pengembangan",
    "bapperida": "badan perencanaan pembangunan riset inovasi",
    "dinkes": "kesehatan",
    "disdik": "pendidikan",
    "diskominfo": "komunikasi informatika",
    "disperkim": "perumahan kawasan permukiman",
    "disperkimtan": "perumahan kawasan permukiman pertanahan",
    "kesbangpol": "kesatuan bangsa politik",
    "kominfo": "komunikasi informatika",
    "perkim": "perumahan kawasan permukiman",
    "setda": "sekretariat",
}
NEAR_ENOUGH = 0.87  # of difflib: one or two letters in a name of usual length


def _core(name: str, region: Region) -> list[str]:
    """The words that tell one institution of `region` from another."""
    words = plain(name).split()
    place = plain(region.name).split()
    if len(words) > len(place) and words[-len(place) :] == place:
        words = words[: -len(place)]
        words = words[:-1] if len(words) > 1 and words[-1] in BEFORE_A_PLACE else words
    spelled = " ".join(SPELLED.get(word, word) for word in words).split()
    return [word for word in spelled if word not in IDLE] or words


def _is_short_for(short: list[str], long: list[str]) -> bool:
    """Whether one word is made of the initials of the others: `dlh` of (Dinas) Lingkungan Hidup, `pupr`."""
    initials = "".join(word[0] for word in long)
    return len(short) == 1 and len(long) > 1 and short[0] in (initials, f"d{initials}")


def alike(one: str, other: str, region: Region) -> bool:
    """Whether two names in `region` probably mean the same institution."""
    first, second = _core(one, region), _core(other, region)
    if first == second or _is_short_for(first, second) or _is_short_for(second, first):
        return True
    # UPTD IPLT 1 is not UPTD IPLT 2, however near the letters are.
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, "".join(first), "".join(second), autojunk=False).ratio() >= NEAR_ENOUGH


def alike_in(region: Region, names: Iterable[str], *, but: Institution) -> list[Institution]:
    """The institutions of `region` that one of `names` probably means, without `but` itself."""
    rows = Institution.objects.filter(region=region).select_related("region").order_by("name")
    return [row for row in rows if row.pk != but.pk and any(alike(mine, theirs, region) for mine in names if mine for theirs in row.names)]


def called(text: str, rows: Iterable[Institution]) -> list[Institution]:
    """Those among `rows` that go by the name `text`: as the lists show it, in full, in short or formerly."""
    wanted = plain(text)
    rows = list(rows)
    return [row for row in rows if plain(row.label) == wanted] or [row for row in rows if wanted in map(plain, row.names)]
