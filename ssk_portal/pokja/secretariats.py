"""Who ran a Pokja when: its secretariat moves from one institution to another, and the history knows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.audit.timeline import event_model
from ssk_portal.pokja.models import Institution, Pokja


@dataclass
class Secretariat:
    """One of those that ran a group: `since` as it was stated, `recorded` when the portal learned of it, `until` likewise."""

    key: tuple
    name: str
    since: date | None
    recorded: datetime
    until: date | None = None
    replaced: datetime | None = None

    @property
    def told(self) -> str:
        """Until when; the day of the entry where no day was stated."""
        if self.until:
            return _("until %(day)s") % {"day": date_format(self.until)}
        return _("replaced in the portal on %(day)s") % {"day": date_format(self.replaced)} if self.replaced else ""

    def had_begun(self, day: date) -> bool:
        """Whether it ran the group on `day` or had before: from the day that was stated, else from that of the entry."""
        return (self.since or timezone.localdate(self.recorded)) <= day


def homes() -> ArraySubquery:
    """The secretariats of a Pokja change by change, for `secretariats`; an institution that is gone keeps its name."""
    names = event_model(Institution).objects.filter(pgh_obj_id=OuterRef("secretariat_id")).order_by("-pgh_id").values("name")[:1]
    changes = event_model(Pokja).objects.filter(pgh_obj_id=OuterRef("pk")).exclude(pgh_label="delete").order_by("pgh_id")
    told = JSONObject(key="secretariat_id", name=Subquery(names), written="secretariat_as_written", since="secretariat_since", at="pgh_created_at", merged="pgh_context__merged")
    return ArraySubquery(changes.values(data=told))


def secretariats(changes: list[dict]) -> list[Secretariat]:
    """Those that ran the group, the present one first; none where none was ever recorded."""
    spans: list[Secretariat] = []
    for change in changes:
        key, since = (change["key"], "" if change["key"] else change["written"]), parse_date(change["since"] or "")
        last = spans[-1] if spans else None
        # The same one: stated more exactly, or under the name of the row that it was merged into.
        if last and (key == last.key or (change["merged"] or [None])[0] == last.key[0] is not None):
            last.key, last.since = key, since
            last.name = change["name"] or last.name
            continue
        at = datetime.fromisoformat(change["at"])
        if last:
            last.until, last.replaced = last.until or since, at
        spans.append(Secretariat(key, change["name"] or change["written"], since, at))
    return [span for span in reversed(spans) if span.key != (None, "")]


def home_on(homes: list[Secretariat], day: date) -> Secretariat | None:
    """The one that ran the group on `day`, of those that `secretariats` found; None where that is not known."""
    return next((home for home in homes if home.had_begun(day)), None)
