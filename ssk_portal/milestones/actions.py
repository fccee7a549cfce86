"""The verbs of assistance: record one, begin its milestones, remove one. Those of evidence: `giving`."""

from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Assistance, Evidence, Progress
from ssk_portal.review.states import State


@transaction.atomic
def record_assistance(assistance: Assistance, *, by) -> Assistance:
    """Write `assistance`, as `by`; a new one gets a draft for each milestone of its scheme."""
    with acting(by):
        assistance.save()
        begin_progress(assistance)
    return assistance


def begin_progress(assistance: Assistance) -> None:
    """A draft for each milestone of the scheme of which `assistance` has none by number."""
    begun = assistance.progresses.values_list("milestone__number", flat=True)
    for milestone in assistance.scheme.milestones.exclude(number__in=begun):
        year = assistance.cohort_year + milestone.assistance_year - 1
        Progress.objects.create(region=assistance.district, assistance=assistance, milestone=milestone, year=year)


def why_not_removed(assistance: Assistance) -> str:
    """The sentence why `assistance` cannot be deleted; empty while nothing stands under it: what was taken back and never submitted does not."""
    for progress in assistance.progresses.select_related("milestone"):
        if progress.state != State.DRAFT or progress.summary or progress.evidences.current().exists() or progress.steps.exists():
            return _("This assistance cannot be deleted: M%(number)s has been filled in already.") % {"number": progress.milestone.number}
    return ""


@transaction.atomic
def remove_assistance(assistance: Assistance, *, by) -> None:
    """Delete, as `by`, an assistance recorded by mistake, with its empty drafts. Raises NotNow once work was done."""
    if sentence := why_not_removed(assistance):
        raise NotNow(sentence)
    with acting(by):
        # One by one, the last version first: a version is not deleted under the one that replaces it.
        for evidence in Evidence.objects.filter(progress__assistance=assistance).order_by("-pk"):
            evidence.delete()
        assistance.progresses.all().delete()
        assistance.delete()
