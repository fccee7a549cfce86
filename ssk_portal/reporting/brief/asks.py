"""What is asked of the head of the region now: told from the other parts of the brief, nothing beside them."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.clinics.models import Agreement
from ssk_portal.milestones.deadlines import submit_words
from ssk_portal.pokja.models.terms import VALID
from ssk_portal.reporting.brief.group import Group
from ssk_portal.reporting.brief.parts import Line, named, short
from ssk_portal.reporting.brief.programme import Programme
from ssk_portal.review.states import State


def asks(programme: Programme, group: Group | None, agreements: list[Agreement]) -> list[Line]:
    """The milestone and the Pokja before the agreements, of which there may be more than are shown; of each what is late first."""
    own = [*_of_the_milestone(programme), *_of_the_pokja(programme, group)]
    return [*_late_first(own), *_late_first(_of_agreements(agreements))]


def _late_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: not line.late)


def _of_the_milestone(programme: Programme) -> Iterator[Line]:
    """The next one to submit: nothing is asked while all that is open waits for the province."""
    stand = programme.next
    if stand is None:
        return
    progress = stand.progress
    if progress.state == State.RETURNED:
        said = _("Correct %(milestone)s and submit it again") % {"milestone": stand.name}
        details = [submit_words(progress), short(progress.decision_note)]
    else:
        said, details = _("Submit %(milestone)s") % {"milestone": stand.name}, [stand.told]
    yield Line(said, " · ".join(filter(None, details)), progress.get_absolute_url(), stand.late or progress.state == State.RETURNED)


def _of_the_pokja(programme: Programme, group: Group | None) -> Iterator[Line]:
    """Where none is recorded one is asked for while the district is assisted; it may be that only the portal does not know it."""
    if group is None:
        if programme.assistance and not programme.has_left:
            yield Line(_no_decree(), _("No Pokja has been recorded yet."), f"{programme.assistance.district.get_absolute_url()}#pokja")
        return
    url = group.pokja.get_absolute_url()
    if group.asks_for_a_decree:
        yield _decree(group, url)
    if group.vacant:
        count = len(group.vacant)
        text = ngettext("Fill %(count)s empty seat of the Pokja", "Fill %(count)s empty seats of the Pokja", count) % {"count": count}
        yield Line(text, named(map(str, group.vacant)), f"{url}#members")
    if missing := group.pokja.overview.missing:
        yield Line(_("Have every compulsory agency represented in the Pokja"), named(map(str, missing)), f"{url}#composition")


def _decree(group: Group, url: str) -> Line:
    if group.decree is None:
        return Line(_no_decree(), _("no decree recorded"), url)
    ends, name = group.pokja.overview.ends, short(str(group.decree))
    over = group.state not in VALID
    detail = (_("%(decree)s ended on %(day)s") if over else _("%(decree)s ends on %(day)s")) % {"decree": name, "day": date_format(ends)} if ends else name
    return Line(_("Renew the decree of the Pokja"), detail, url, over)


def _no_decree() -> str:
    return _("Appoint the Pokja by decree, or have the decree recorded that exists")


def _of_agreements(agreements: list[Agreement]) -> Iterator[Line]:
    """What is late, or due soon."""
    for agreement in agreements:
        if agreement.due_words:
            detail = " · ".join(filter(None, [agreement.due_words, short(agreement.charge, 80)]))
            yield Line(_("See that this agreement is kept: %(agreement)s") % {"agreement": short(agreement.text)}, detail, agreement.get_absolute_url(), agreement.is_overdue)
