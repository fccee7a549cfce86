"""The whole brief of one district, as page and paper tell it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.clinics.models import Agreement
from ssk_portal.milestones.deadlines import submit_words
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Kind, Region
from ssk_portal.reporting import thread
from ssk_portal.reporting.brief.asks import asks
from ssk_portal.reporting.brief.figures import Figures, figures_of
from ssk_portal.reporting.brief.group import Group, group_of
from ssk_portal.reporting.brief.parts import Line, Part, part, short
from ssk_portal.reporting.brief.programme import Programme, Stand, programme_of


@dataclass(frozen=True)
class Brief:
    """How a district stands on a day, and what is asked of its head."""

    region: Region
    day: date
    asked: Part
    programme: Programme
    group: Group | None
    agreements: Part
    late: int
    figures: Figures

    @property
    def head(self) -> str:
        """`Bupati Tabalong`, `Wali Kota Banjarbaru`: the same in both languages."""
        return f"{'Wali Kota' if self.region.kind == Kind.CITY else 'Bupati'} {self.region.name}"

    @property
    def stage(self) -> list[tuple[str, str]]:
        """Cohort, the milestone it works on, and what it submits next, each with its name; nothing where it is not assisted."""
        programme = self.programme
        assistance, current, following = programme.assistance, programme.current, programme.next
        if assistance is None or current is None:
            return []
        at = f"{current.name} ({current.progress.get_state_display()})"
        cohort = f"{assistance.cohort_year}, {assistance.standing}"
        return [(_("Cohort"), cohort), (_("Milestone being worked on"), at), (_("To be submitted next"), self._next(following) if following else _("nothing at present"))]

    @staticmethod
    def _next(stand: Stand) -> str:
        by = submit_words(stand.progress) or _("no deadline set")
        return f"{stand.progress.short}, {by}"


def districts_read(user):
    """The districts within reach of `user`, each with what its brief reads along."""
    return thread.attached(Region.objects.within(user.region).districts(), user).select_related("parent", "province")


def brief_of(region, user) -> Brief:
    """The brief of a district of `districts_read`; five statements."""
    agreements, programme, group = thread.agreements_of(region), programme_of(region), group_of(region, user)
    counted = region.agreed or {}
    return Brief(
        region=region,
        day=today_in(region),
        asked=part(asks(programme, group, agreements)),
        programme=programme,
        group=group,
        agreements=part(map(_agreement, agreements), counted.get("open")),
        late=counted.get("late", 0),
        figures=figures_of(region, user),
    )


def _agreement(agreement: Agreement) -> Line:
    due = ", ".join(filter(None, [date_format(agreement.due), agreement.due_words])) if agreement.due else _("no date")
    charge = short(agreement.charge, 80) or _("nobody is named as in charge")
    return Line(short(agreement.text), f"{charge} · {due}", agreement.get_absolute_url(), agreement.is_overdue)
