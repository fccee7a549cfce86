"""Telling which rows of the portal the texts of a file mean. What cannot be told stays as written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.shape import Values
from ssk_portal.clinics.numbering import Numbering
from ssk_portal.common.files import shown
from ssk_portal.common.numbers import number
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Region
from ssk_portal.regions.names import RegionNames

MOST_NAMED = 100  # of what one event brings; a longer list nobody reads through


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


class Links:
    """Lookups of all that an event can be linked with, read once a file. `remarks` gathers what stayed unlinked."""

    def __init__(self) -> None:
        self.regions = RegionNames()
        self.numbering = Numbering()
        self.country = self.regions.by_code["ID"]
        self._indicators = _indicators()
        self._institutions: dict[str, list[Institution]] = defaultdict(list)
        for institution in Institution.objects.select_related("region"):
            for name in set(map(_plain, institution.names)):
                self._institutions[name].append(institution)
        self.remarks: list[str] = []

    def district(self, entry: Values) -> Region | None:
        """The district that an entry of `districts` names."""
        return self.regions.find(entry["type"], entry["name"])

    def indicator(self, name: str) -> Indicator | None:
        return self._indicators.get(_plain(name))

    def institution(self, name: str, near: list[Region]) -> Institution | None:
        """The one institution of that name in the regions `near` the event; None where none or several fit."""
        places = {region.pk for region in near} | {region.province_id for region in near} | {self.country.pk}
        found = [institution for institution in self._institutions[_plain(name)] if institution.region_id in places]
        return found[0] if len(found) == 1 else None

    def host(self, event: Values) -> Region:
        """The host's region, from the level, the province and the districts that the event names.

        A province's event belongs to the province named, a district's to the one district in
        the role of host (else the only one of that kind). Where that cannot be told it belongs
        to the next level up that is known: the province named or common to the districts, else
        the country.
        """
        level = event["host_level"]
        if level == "pusat":
            return self.country
        districts = [(entry["role"], region) for entry in event["districts"] if (region := self.district(entry))]
        if level != "provinsi":
            found = _only([region for role, region in districts if role == "host" and level in (None, region.kind)])
            if found is None and level is not None:
                found = _only([region for role, region in districts if role in ("host", "participant") and level == region.kind])
            if found:
                return found
        return self._province(event, districts) or self.country

    def _province(self, event: Values, districts: Sequence[tuple[str, Region]]) -> Region | None:
        named = self.regions.find("provinsi", event["province"]) if event["province"] else None
        provinces = {region.province_id for _role, region in districts}
        if named is None and len(provinces) == 1:
            return self.regions.by_code[districts[0][1].code[:2]]
        return named

    def remark(self, event: Values, what: str, names: Iterable[str]) -> None:
        """Note for the person that these names of the event are kept as written."""
        each = [shown(name) for name in dict.fromkeys(names)]
        told = "; ".join(each[:MOST_NAMED])
        if len(each) > MOST_NAMED:
            told += _("; and %(count)s more") % {"count": number(len(each) - MOST_NAMED)}
        if told:
            self.remarks.append(_("event “%(id)s”: %(what)s kept as written: %(names)s") % {"id": shown(event["id"]), "what": what, "names": told})


def _only(regions: Iterable[Region]) -> Region | None:
    """The one region that the list holds, however often."""
    found = {region.pk: region for region in regions}
    return found.popitem()[1] if len(found) == 1 else None


def _indicators() -> dict[str, Indicator]:
    """Indicators that hold everywhere by each name they go by: their own, and those under which figures of them were published."""
    indicators = Indicator.objects.filter(region=None).in_bulk()
    found: dict[str, set[int]] = defaultdict(set)
    for model in (Target, Achievement):
        rows = model.objects.filter(indicator__in=indicators).order_by().exclude(indicator_as_published="")
        for name, key in rows.values_list("indicator_as_published", "indicator").distinct():
            found[_plain(name)].add(key)
    published = {name: indicators[keys.pop()] for name, keys in found.items() if len(keys) == 1}
    own = {_plain(name): indicator for indicator in indicators.values() for name in (indicator.code, indicator.name_en, indicator.name_id)}
    return published | own
