"""One row of a csv of figures: checked cell by cell against what the portal knows."""

import difflib
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ssk_portal.indicators.csv_import.reading import Problem
from ssk_portal.indicators.models import Area, Indicator, Publisher, TargetLayer
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Region
from ssk_portal.regions.names import FORMER_PROVINCES, RegionNames

TARGET, ACHIEVEMENT = "target", "achievement"
# How the file names the kinds of regions, and how the portal does.
KINDS = {"nasional": "negara", "provinsi": "provinsi", "kabupaten": "kabupaten", "kota": "kota"}
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
# A point before just three digits may be a thousand sign.
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
YEARS = range(1990, 2101)
Cells = dict[str, str]
Faults = dict[str, str]
LONGEST = {"indicator_as_published": 200, "framework": 200, "publisher": 150, "published_via": 200, "source": 500, "note": 2000, "page": 60}


@dataclass(frozen=True, slots=True)
class Row:
    """A row in which every cell was understood."""

    line: int
    kind: str
    region: Region
    indicator: Indicator
    layer: TargetLayer | None
    area: str
    year: int
    value: Decimal
    publisher: str
    indicator_as_published: str
    framework: str
    published_via: str
    source: str
    note: str
    page: str

    @property
    def key(self) -> tuple:
        """What makes it the same figure as another: same key and value are one row."""
        layer = self.layer.pk if self.layer else None
        return (self.indicator.pk, self.region.pk, self.year, self.area, layer, self.publisher.casefold(), self.framework, self.source, self.value)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key in codes and names: it stays with the figure when somebody corrects it."""
        layer = self.layer.code if self.layer else ""
        told = (self.kind, self.indicator.code, self.region.code, self.year, self.area, layer, self.publisher.casefold(), self.framework, self.source)
        return hashlib.sha256(repr((*told, str(self.value.normalize()))).encode()).hexdigest()

    @property
    def unlikely(self) -> str:
        """A remark where the value lies outside what the indicator can be; it is kept as published."""
        if self.indicator.can_be(self.value):
            return ""
        return _("line %(line)s, column value: %(value)s lies outside the range of “%(indicator)s”; kept as published") % {
            "line": self.line, "value": self.value, "indicator": self.indicator.name,
        }  # fmt: skip


class Checker:
    """What the portal knows, read once, and the checks of one row against it."""

    def __init__(self) -> None:
        self.names = RegionNames()
        self.indicators = {indicator.name_id.casefold(): indicator for indicator in Indicator.objects.filter(region=None)}
        self.local: dict[str, dict[int | None, Indicator]] = defaultdict(dict)
        for indicator in Indicator.objects.exclude(region=None).select_related("region"):
            self.local[indicator.name_id.casefold()][indicator.region_id] = indicator
        self.layers = list(TargetLayer.objects.all())
        self._near: dict[str, list[str]] = {}
        self.publishers = {publisher.name.casefold(): publisher for publisher in Publisher.objects.all()}

    def check(self, line: int, cells: Cells) -> tuple[Row | None, list[Problem]]:
        """The row, or everything that is wrong with it."""
        faults: Faults = {}
        region = self._region(cells, faults)
        indicator = self._indicator(cells, region, faults)
        layer = self._layer(cells, region, faults)
        self._choices(cells, faults)
        self._begun(cells, region, faults)
        self._value(cells, indicator, faults)
        self._texts(cells, faults)
        if region is None or indicator is None or faults:
            return None, [Problem(line, column, cells[column], expected) for column, expected in faults.items()]
        texts = {name: cells[name] for name in LONGEST}
        return Row(line, cells["kind"], region, indicator, layer, cells["area"], int(cells["year"]), Decimal(cells["value"]), **texts), []

    def _region(self, cells: Cells, faults: Faults) -> Region | None:
        region = self.names.by_code.get(cells["region_code"])
        if region is None:
            guess = self.names.find(KINDS.get(cells["region_type"], ""), cells["region"])
            faults["region_code"] = _("a known code; “%(name)s” has %(code)s") % {"name": guess.full_name, "code": guess.code} if guess else _("the code of a region")
            return None
        kind = next(word for word, kept in KINDS.items() if kept == region.kind)
        if cells["region_type"] != kind:
            faults["region_type"] = _("“%(kind)s”, because %(code)s is %(name)s") % {"kind": kind, "code": region.code, "name": region.full_name}
        if not self._is_named(region, cells["region"]):
            faults["region"] = _("“%(name)s”, the name that belongs to %(code)s") % {"name": region.name, "code": region.code}
        self._province(region, cells, faults)
        return region

    def _province(self, region: Region, cells: Cells, faults: Faults) -> None:
        if region.is_country:
            if cells["province"]:
                faults["province"] = _("nothing: the country is in no province")
            return
        codes = (region.code[:2], FORMER_PROVINCES.get(region.code[:2]))
        if not any(self._is_named(self.names.by_code[code], cells["province"]) for code in codes if code in self.names.by_code):
            faults["province"] = _("“%(name)s”, the province of %(code)s") % {"name": self.names.by_code[codes[0]].name, "code": region.code}

    def _is_named(self, region: Region, name: str) -> bool:
        if region.is_country:
            return name.casefold() == region.name.casefold()
        return self.names.find(region.kind, name) == region

    def _indicator(self, cells: Cells, region: Region | None, faults: Faults) -> Indicator | None:
        name = cells["indicator"].casefold()
        indicator = self.indicators.get(name) or self._local(name, region)
        if indicator is None:
            faults["indicator"] = self._which_indicator(name)
            return None
        for column, right in (("unit", indicator.unit), ("direction", indicator.direction)):
            if cells[column] != right:
                faults[column] = _("“%(value)s”, as “%(indicator)s” is defined") % {"value": right, "indicator": indicator.name_id}
        return indicator

    def _local(self, name: str, region: Region | None) -> Indicator | None:
        """The local indicator of that name of the region, else of its province."""
        homes = self.local.get(name, {})
        return (homes.get(region.pk) or homes.get(region.province_id)) if region else None

    def _which_indicator(self, name: str) -> str:
        """What is expected instead of an indicator that the portal does not know, or not there."""
        if homes := self.local.get(name):
            return _("an indicator that is counted in the region; this one is local to: %(homes)s") % {"homes": ", ".join(sorted(row.home for row in homes.values()))}
        return _("a known indicator: %(names)s") % {"names": ", ".join(f"“{name}”" for name in self._likely(name))}

    def _likely(self, name: str) -> list[str]:
        """The indicator that is likely meant, else all; asked once a name, since a wrong one stands in every line."""
        if name not in self._near:
            self._near[name] = difflib.get_close_matches(name[:200], self.indicators, n=1) or sorted(self.indicators)
        return self._near[name]

    def _layer(self, cells: Cells, region: Region | None, faults: Faults) -> TargetLayer | None:
        """The layer whose pattern is found in the name of the plan; the longest counts, then the region's own level."""
        if cells["kind"] != TARGET or region is None:
            return None
        plan = cells["framework"].casefold()
        fits = [(len(pattern), layer.level == region.level, -layer.order, layer.pk, layer) for layer in self.layers for pattern in layer.patterns if pattern.casefold() in plan]
        if not fits:
            patterns = dict.fromkeys(pattern for layer in self.layers for pattern in layer.patterns)
            faults["framework"] = _("the plan that sets the target; its name contains one of: %(patterns)s") % {"patterns": ", ".join(patterns)}
            return None
        return max(fits)[-1]

    def _choices(self, cells: Cells, faults: Faults) -> None:
        if cells["kind"] not in (TARGET, ACHIEVEMENT):
            faults["kind"] = _("“target” or “achievement”")
        if cells["area"] not in Area.values:
            faults["area"] = _("one of: %(values)s") % {"values": ", ".join(Area.values)}
        if not re.fullmatch(r"[0-9]{4}", cells["year"]) or int(cells["year"]) not in YEARS:
            faults["year"] = _("a year between %(first)s and %(last)s") % {"first": YEARS[0], "last": YEARS[-1]}

    def _begun(self, cells: Cells, region: Region | None, faults: Faults) -> None:
        if cells["kind"] == ACHIEVEMENT and region and "year" not in faults and int(cells["year"]) > today_in(region).year:
            faults["year"] = _("a year that has begun; what is planned for it is a target")

    def _value(self, cells: Cells, indicator: Indicator | None, faults: Faults) -> None:
        if not NUMBER.fullmatch(cells["value"]):
            faults["value"] = _("a number with a decimal point and no thousand sign, such as 77.09")
        elif indicator and THOUSANDS.fullmatch(cells["value"]):
            whole = Decimal(cells["value"].replace(".", ""))
            # 77.090 per cent cannot be 77,090; 1.250 households can be 1,250.
            if indicator.highest is None or whole <= indicator.highest:
                faults["value"] = _("a number that can be read in one way only: %(whole)s or %(fraction)s0") % {"whole": whole, "fraction": cells["value"]}

    def _texts(self, cells: Cells, faults: Faults) -> None:
        for column in ("publisher", "source"):
            if not cells[column]:
                faults[column] = _("something: each published figure says whose it is and where it stands")
        for column, most in LONGEST.items():
            if len(cells[column]) > most:
                faults[column] = _("at most %(count)s characters") % {"count": most}
