"""The verbs of milestones: record an assistance, give evidence, take it back."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.documents.actions import keep
from ssk_portal.milestones.models import Assistance, Evidence, Progress, RequirementKind
from ssk_portal.milestones.models.evidence import VALUE_COLUMN
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
    """The sentence why `assistance` cannot be deleted; empty while nothing was filled in under it."""
    for progress in assistance.progresses.select_related("milestone"):
        if progress.state != State.DRAFT or progress.summary or progress.evidences.exists() or progress.steps.exists():
            return _("This assistance cannot be deleted: M%(number)s has been filled in already.") % {"number": progress.milestone.number}
    return ""


@transaction.atomic
def remove_assistance(assistance: Assistance, *, by) -> None:
    """Delete, as `by`, an assistance recorded by mistake, with its empty drafts. Raises NotNow once work was done."""
    if sentence := why_not_removed(assistance):
        raise NotNow(sentence)
    with acting(by):
        assistance.progresses.all().delete()
        assistance.delete()


@transaction.atomic
def fill_in(progress: Progress, *, values: dict, files: dict, by) -> Progress:
    """Save a draft: the summary as it stands on `progress`, a value and new files for requirements.

    `values` and `files` go by requirement; an empty value takes an earlier one away, files
    are added to those that were given before.
    """
    # Saving counts the version up even where only evidence changed: two editors are told apart by it.
    progress.save()
    for requirement, value in values.items():
        _give_value(progress, requirement, value, by)
    for requirement, uploads in files.items():
        for upload in uploads:
            document = keep(upload, region=progress.reach_region, by=by)
            Evidence.objects.create(progress=progress, requirement=requirement, document=document, given_by=by)
    return progress


def _give_value(progress, requirement, value, by) -> None:
    column = VALUE_COLUMN[RequirementKind(requirement.kind)]
    given = progress.evidences.filter(requirement=requirement).first()
    if value in (None, ""):
        if given is not None:
            given.delete()
    elif given is None:
        Evidence.objects.create(progress=progress, requirement=requirement, given_by=by, **{column: value})
    elif getattr(given, column) != value:
        setattr(given, column, value)
        given.given_by = by
        given.save()


@transaction.atomic
def take_back(evidence: Evidence) -> None:
    """Delete a piece of evidence of a milestone that is still open."""
    progress = evidence.progress
    evidence.delete()
    Progress.objects.filter(pk=progress.pk).update(version=F("version") + 1)
