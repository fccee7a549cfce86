"""Finding a region by the name a publication gives it.

Kabupaten Solok is not Kota Solok, and there are three Gorontalos: a name is looked
up together with its kind, first as it is today, then among the older names. Spellings
that differ only in spaces, hyphens, capitals or an abbreviation are one name:
Banjar Baru, Tojo Una-Una, Kep. Riau, Pangkajene & Kepulauan.
"""

import difflib

from ssk_portal.regions.models import Alias, Region

# The words by which a kind stands in front of a name.
SPOKEN = {"provinsi": ("provinsi", "prov"), "kabupaten": ("kabupaten", "kab"), "kota": ("kota", "kotamadya", "kodya")}
# The short names by which everyone calls a province, by its code.
CUSTOMARY = {
    "11": ("NAD", "Nanggroe Aceh Darussalam"), "12": ("Sumut",), "13": ("Sumbar",), "16": ("Sumsel",), "19": ("Babel",), "21": ("Kepri",),
    "31": ("DKI", "DKJ", "Daerah Khusus Jakarta"), "32": ("Jabar",), "33": ("Jateng",), "34": ("DIY", "Yogyakarta"), "35": ("Jatim",), "52": ("NTB",),
    "53": ("NTT",), "61": ("Kalbar",), "62": ("Kalteng",), "63": ("Kalsel",), "64": ("Kaltim",), "65": ("Kaltara",), "71": ("Sulut",),
    "72": ("Sulteng",), "73": ("Sulsel",), "74": ("Sultra",), "76": ("Sulbar",), "82": ("Malut",),
}  # fmt: skip

# Papua and Papua Barat were divided in 2022; what was published in the years before names the old province.
FORMER_PROVINCES = {"93": "91", "94": "91", "95": "91", "96": "92"}
# Words that are often written shorter.
SHORT = {"kep": "kepulauan", "adm": "administrasi", "peg": "pegunungan", "&": "dan"}
LIKE = 0.8  # so much of two names must agree that one may be the other mistyped


def _words(name: str) -> list[str]:
    words = "".join(sign if sign.isalnum() or sign == "&" else " " for sign in name.casefold().replace("&", " & ")).split()
    return [SHORT.get(word, word) for word in words]


def _without(words: list[str], leading: tuple[str, ...]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in leading else words


def is_name_of(region: Region, written: str) -> bool:
    """Whether `written` is what `region` is called today: with its kind, also shortened, or without."""
    return "".join(_without(_words(written), SPOKEN.get(region.kind, ()))) == "".join(_words(region.name))


class RegionNames:
    """A lookup of all provinces and districts, read once."""

    def __init__(self):
        regions = Region.objects.at_work()
        self.by_code = {region.code: region for region in regions}
        by_pk = {region.pk: region for region in self.by_code.values()}
        self.by_name: dict[tuple[str, str], Region] = {}
        for code, names in CUSTOMARY.items():
            for name in names if code in self.by_code else ():
                self._add("provinsi", name, self.by_code[code])
        for alias in Alias.objects.all():
            self._add(alias.kind, alias.name, by_pk[alias.region_id])
        for region in by_pk.values():
            self._add(region.kind, region.name, region)

    def _add(self, kind: str, name: str, region: Region) -> None:
        words = _words(name)
        # Jakarta's districts are "Kota Administrasi Jakarta Selatan"; publications leave the word out.
        for spelling in (words, _without(words, ("administrasi",))):
            self.by_name[kind, "".join(spelling)] = region

    def find(self, kind: str, name: str) -> Region | None:
        """The region of that kind and name; the kind may also stand in front of the name."""
        words = _words(name)
        bare = _without(words, SPOKEN.get(kind, ()))
        return self.by_name.get((kind, "".join(bare))) or self.by_name.get((kind, "".join(words)))

    def near(self, kind: str, name: str) -> Region | None:
        """The region of that kind which is likely meant: mistyped, or named in part. For a question, never for a link."""
        written = "".join(_without(_words(name), SPOKEN.get(kind, ())))[:100]
        names = [key for of_kind, key in self.by_name if of_kind == kind]
        part = {self.by_name[kind, key].pk: key for key in names if len(written) > 4 and written in key}
        found = list(part.values()) if len(part) == 1 else difflib.get_close_matches(written, names, 1, LIKE)
        return self.by_name[kind, found[0]] if found else None

    def find_any(self, name: str) -> Region | None:
        """The region that a free text names (`Indonesia`, `Kalimantan Selatan`, `Kota Solok`), if only one fits."""
        words = _words(name)
        if words in (["indonesia"], ["nasional"]):
            return self.by_code.get("ID")
        for kind, spoken in SPOKEN.items():
            if words and words != _without(words, spoken) and (region := self.find(kind, name)):
                return region
        found = {region.pk: region for kind in SPOKEN if (region := self.find(kind, name))}
        return found.popitem()[1] if len(found) == 1 else None
