"""What an import tells the person beside its numbers: whatever stayed as written, and why."""

from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.linking import Links
from ssk_portal.clinics.exchange.shape import Values, year_of
from ssk_portal.clinics.models import Clinic
from ssk_portal.regions.models import Level
from ssk_portal.regions.names import FORMER_PROVINCES


def remark_unlinked(event: Values, linked: dict[str, list[Values]], links: Links) -> None:
    """Say which districts, institutions, regions and indicators of the event could not be told."""

    def unlinked(key: str, link: str, text: str) -> list[str]:
        return [row[text] for row in linked[key] if row[link] is None]

    links.remark(event, _("districts"), [f"{row['kind']} {row['name']}" for row in linked["districts"] if row["district"] is None])
    links.remark(event, _("institutions"), unlinked("institutions", "institution", "name"))
    links.remark(event, _("regions quoted"), unlinked("quoted", "region", "region_as_written"))
    links.remark(event, _("indicators quoted"), unlinked("quoted", "indicator", "indicator_as_written"))


def remark_province(event: Values, linked: dict[str, list[Values]], links: Links) -> None:
    """Say so where the event names a province in which none of its districts lies or, in Papua, lay before."""
    named = links.regions.find("provinsi", event["province"]) if event["province"] else None
    provinces = {row["district"].code[:2] for row in linked["districts"] if row["district"]}
    if named and provinces and named.code not in provinces | {FORMER_PROVINCES.get(code) for code in provinces}:
        links.remark(event, _("none of the districts lies in the province named, which is"), [event["province"]])


def remark_host(clinic: Clinic, event: Values, links: Links) -> None:
    """Say so where the host's level is named and the host could not be found on it."""
    levels = {"kabupaten": Level.DISTRICT, "kota": Level.DISTRICT, "provinsi": Level.PROVINCE, "pusat": Level.COUNTRY}
    level = event["host_level"]
    if level is not None and clinic.region.level != levels[level]:
        links.remark(event, _("the host cannot be told, so the event stands under %(region)s;") % {"region": clinic.region.full_name}, [event["host"] or level])


def remark_scheme(event: Values, links: Links) -> None:
    """Say so where the year of the event has no scheme that would tell what its numbers mean."""
    year = year_of(event)
    if year is None:
        return
    clinics, milestones = links.numbering.knows_year(year)
    if not clinics:
        numbers = [*event["clinic_numbers"], *(number for entry in event["districts"] for number in entry["clinic_numbers"])]
        links.remark(event, _("no clinic scheme is known for %(year)s, so the numbers are") % {"year": year}, map(str, numbers))
    named = [entry["milestone"] for entry in event["districts"] if entry["milestone"]]
    if not milestones:
        links.remark(event, _("no milestone scheme is known for %(year)s, so the milestones are") % {"year": year}, named)
        return
    beyond = [milestone for milestone in named if not links.numbering.has_milestone(milestone, year)]
    links.remark(event, _("the milestone scheme known for %(year)s does not name these milestones, so they are") % {"year": year}, beyond)


def remark_unknown_events(events: list[Values], touched: set[str], links: Links) -> None:
    """Related events that are neither in the file nor in the portal, of the events that were made or changed."""
    wanted = {slug for event in events if event["id"] in touched for slug in event["related_events"]}
    known = set(Clinic.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    for event in events:
        if event["id"] in touched:
            links.remark(event, _("related events"), [slug for slug in event["related_events"] if slug not in known])
