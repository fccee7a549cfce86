"""Published structures: what public pages say about the decrees and structures of working groups.

Nothing is added to what a page says: names of bodies stay as written, no person is named,
and an entry that belongs to no region is told, not dropped.
"""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.audit.timeline import event_model
from ssk_portal.common.loads import Loaded
from ssk_portal.pokja.models import Brand, Decree, DecreeKind, ExpectedAgency, InstitutionKind, Pokja, Position, Rank
from ssk_portal.regions.models import Region
from ssk_portal.regions.names import RegionNames

# The first word that is found tells the rank; a seat that leads a field is not the chair of the group.
RANKS = (
    ("bidang", Rank.FIELD),
    ("koordinator", Rank.FIELD),
    ("tim sekretariat", Rank.SECRETARIAT),
    ("pembina", Rank.PATRON),
    ("pengarah", Rank.STEERING),
    ("wakil", Rank.DEPUTY),
    ("ketua", Rank.CHAIR),
    ("sekretaris", Rank.SECRETARY),
    ("anggota", Rank.MEMBER),
)
BRANDS = ((r"\bPKP\b", Brand.PKP), (r"\bPPAS\b", Brand.PPAS), (r"\bAMPL\b", Brand.AMPL), (r"\bSanitasi\b", Brand.SANITATION))


def load_kinds(data: list[dict], *, by) -> Loaded:
    """Make the kinds of institution that are missing, in the order of the list; what was edited since stays so."""
    return _load_missing(InstitutionKind, data, by=by)


def load_expected(data: list[dict], *, by) -> Loaded:
    """Make the expected agencies that are missing, likewise; one that was deleted since is not made again."""
    return _load_missing(ExpectedAgency, data, by=by)


def _load_missing(model, data, *, by) -> Loaded:
    known = set(event_model(model).objects.values_list("code", flat=True))
    with acting(by), transaction.atomic():
        made = [model.objects.create(order=order, **entry) for order, entry in enumerate(data, start=1) if entry["code"] not in known]
    return Loaded(made=len(made), unchanged=len(data) - len(made))


def load_structures(data: dict, names: RegionNames, *, by) -> Loaded:
    """Load the structures of `pokja_structures.json`; loading them again changes nothing.

    A Pokja that was loaded before stays as the portal holds it, changed or deleted on a
    screen as it may be: whoever did so knew better.
    """
    loaded = Loaded()
    with acting(by), transaction.atomic():
        for entry in data["structures"]:
            for region, problem in _regions(entry, names):
                if problem := problem or _load(entry, region, loaded):
                    loaded.unplaced.append(f"{entry['id']}: {problem}")
    return loaded


def _regions(entry, names):
    """The regions that an entry speaks of, each with the sentence why it cannot be placed, if so."""
    if not entry["region"]:
        return [(None, _("“%(name)s” describes a model or a rule, not the Pokja of a region.") % {"name": entry["body_name"]})]
    found = []
    for name in entry["region"].split(";"):
        region = names.find(entry["region_type"], name.strip())
        unknown = _("there is no %(kind)s named “%(name)s”.") % {"kind": entry["region_type"], "name": name.strip()}
        found.append((region, "" if region else unknown))
    return found


def _load(entry, region: Region, loaded: Loaded) -> str:
    """Make the Pokja of one entry in one region. Returns the sentence why not, if so."""
    known = event_model(Pokja).objects.filter(region=region, reference=entry["id"])
    if known.exists():
        loaded.unchanged += 1
        return ""
    if Pokja.objects.filter(region=region, name=entry["body_name"]).exists():
        return _("%(region)s has a Pokja named “%(name)s” already, recorded by hand.") % {"region": region, "name": entry["body_name"]}
    pokja = Pokja.objects.create(
        region=region,
        reference=entry["id"],
        name=entry["body_name"],
        brand=_brand(entry["body_name"]),
        secretariat_as_written=entry["secretariat"] or "",
        tasks=entry["tasks"],
        legal_basis=entry["legal_basis"],
        status_note=entry["status"] or "",
        note="\n".join(filter(None, [entry["note"], entry["predecessor"]])),
        source=entry["source"] or "",
        published=_day(entry["published"]),
    )
    _decree(entry, pokja)
    _positions(entry, pokja)
    loaded.made += 1
    return ""


def _brand(name: str) -> Brand:
    return next((brand for pattern, brand in BRANDS if re.search(pattern, name)), Brand.OTHER)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decree(entry, pokja):
    """The decree that the page names, if it names one."""
    if not any(entry[key] for key in ("sk_type", "sk_number", "sk_date", "sk_period")):
        return
    written, period = entry["sk_type"] or "", entry["sk_period"] or ""
    Decree.objects.create(
        pokja=pokja,
        kind=_decree_kind(written, pokja.region),
        kind_as_written=written,
        number=entry["sk_number"] or "",
        date=_day(entry["sk_date"]),
        valid_to=_last_day(period),
        period_as_written=period,
    )


def _decree_kind(written: str, region: Region) -> DecreeKind:
    """The kind that the text names, else the decree of the head of such a region."""
    plain = written.casefold().replace(" ", "")
    for word, kind in (("gubernur", DecreeKind.GOVERNOR), ("walikota", DecreeKind.MAYOR), ("bupati", DecreeKind.REGENT), ("sekda", DecreeKind.SECRETARY)):
        if word in plain:
            return kind
    return {"provinsi": DecreeKind.GOVERNOR, "kota": DecreeKind.MAYOR}.get(region.kind, DecreeKind.REGENT)


def _last_day(period: str) -> date | None:
    """“s.d. 2024” ends with that year; any other term stays as written only."""
    year = re.fullmatch(r"s\.?d\.? (\d{4})", period.strip())
    return date(int(year[1]), 12, 31) if year else None


def _positions(entry, pokja):
    seats = [
        Position(pokja=pokja, rank=_rank(seat["position"]), title=seat["position"], field=_field(seat), office=seat["held_by_office"] or "", order=order)
        for order, seat in enumerate(entry["positions"], start=1)
    ]
    seats += [Position(pokja=pokja, rank=Rank.MEMBER, institution_as_written=name, order=order) for order, name in enumerate(entry["members_opd"], start=1)]
    for seat in seats:
        seat.save()


def _rank(position: str) -> Rank:
    plain = position.casefold()
    return next((rank for word, rank in RANKS if word in plain), Rank.OTHER)


def _field(seat) -> str:
    """The field that a seat leads, named in its title; else the group it is listed in."""
    group = seat["group"] or ""
    title = re.search(r"\bbidang (.+)", seat["position"], re.IGNORECASE)
    return title[1] if title and group.casefold() == "bidang" else group
