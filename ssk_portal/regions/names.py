"""Finding a region by the name a publication gives it.

Kabupaten Solok is not Kota Solok, and there are three Gorontalos: a name is looked
up together with its kind, first as it is today, then among the older names.
"""

from ssk_portal.regions.models import Alias, Level, Region


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


class RegionNames:
    """A lookup of all provinces and districts, read once."""

    def __init__(self):
        regions = Region.objects.filter(level__in=[Level.COUNTRY, Level.PROVINCE, Level.DISTRICT])
        self.by_code = {region.code: region for region in regions}
        by_pk = {region.pk: region for region in self.by_code.values()}
        self.by_name = {(alias.kind, _plain(alias.name)): by_pk[alias.region_id] for alias in Alias.objects.all()}
        self.by_name |= {(region.kind, _plain(region.name)): region for region in by_pk.values()}

    def find(self, kind: str, name: str) -> Region | None:
        """The region of that kind and name; the kind may also stand in front of the name."""
        plain = _plain(name)
        for spoken in (f"{kind} ", "kab. ", "prov. ", "provinsi ", "kabupaten "):
            plain = plain.removeprefix(spoken) if plain.removeprefix(spoken) else plain
        return self.by_name.get((kind, plain)) or self.by_name.get((kind, _plain(name)))

    def find_any(self, name: str) -> Region | None:
        """The region that a free text names (`Indonesia`, `Kalimantan Selatan`, `Kota Solok`), if only one fits."""
        plain = _plain(name)
        if plain in ("indonesia", "nasional"):
            return self.by_code.get("ID")
        for kind in ("kota", "kabupaten", "provinsi"):
            if plain.startswith(f"{kind} "):
                return self.find(kind, name)
        found = {region.pk: region for kind in ("provinsi", "kabupaten", "kota") if (region := self.find(kind, name))}
        return found.popitem()[1] if len(found) == 1 else None
