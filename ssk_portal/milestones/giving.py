"""The verbs of evidence: fill in a draft, give a file, replace it, take it back.

What was submitted once stays readable: its row is marked as removed, and the next version names it.
What nobody has been shown yet is changed in place, so that saving a draft again and again makes no versions.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.common.uploads.kinds import PICTURES, kind_of
from ssk_portal.documents.actions import keep
from ssk_portal.milestones.accepting import check_for
from ssk_portal.milestones.models import Evidence, Progress, Requirement, RequirementKind
from ssk_portal.milestones.models.evidence import VALUE_COLUMN
from ssk_portal.milestones.picking import name_of


@transaction.atomic
def fill_in(progress: Progress, *, values: dict, files: dict, by) -> Progress:
    """Save a draft: the summary as it stands on `progress`, a value and new files for requirements.

    `values` and `files` go by requirement; an empty value takes an earlier one away, a record of the portal is a
    value too. Files are added to those given before; raises ValidationError for one that is not taken.
    """
    with acting(by):
        # Saving counts the version up even where only evidence changed: two editors are told apart by it.
        progress.save()
        _give_values(progress, values, by)
        for requirement, uploads in files.items():
            for upload in uploads:
                give_file(progress, requirement, upload, by=by)
    return progress


@transaction.atomic
def give_file(progress: Progress, requirement: Requirement, upload, *, by, replaces: Evidence | None = None) -> Evidence:
    """Give a file for a requirement, in place of `replaces` where it is named. Raises ValidationError when it is not taken.

    A picture is kept smaller, still large enough for a scanned page to be read.
    """
    with acting(by):
        check_for(requirement, upload)
        document = keep(upload, region=progress.reach_region, by=by, photo=kind_of(upload) in PICTURES)
        if replaces:
            _remove(replaces, by)
        return Evidence.objects.create(progress=progress, requirement=requirement, document=document, given_by=by, replaces=replaces)


@transaction.atomic
def take_back(evidence: Evidence, *, by) -> None:
    """Take a piece of evidence back, while its milestone is open: it does not count any more, and can still be read."""
    with acting(by):
        progress = Progress.objects.select_for_update(of=("self",)).get(pk=evidence.progress_id)
        if sentence := progress.why_locked:
            raise NotNow(sentence)
        evidence = Evidence.objects.get(pk=evidence.pk)
        if sentence := evidence.why_removed:
            raise NotNow(sentence)
        progress.save()
        _remove(evidence, by)


def last_submitted(progress: Progress):
    """When it was last submitted, whatever became of that; None where it never was."""
    step = progress.steps.filter(name="submit").last()
    return step.at if step else None


def _give_values(progress, values, by) -> None:
    if not values:
        return
    given = {evidence.requirement_id: evidence for evidence in progress.evidences.current().filter(document=None)}
    shown = last_submitted(progress)
    for requirement, value in values.items():
        _give_value(progress, requirement, value, given.get(requirement.pk), shown, by)


def _give_value(progress, requirement, value, given, shown, by) -> None:
    columns = _columns(requirement, value)
    if given and columns and all(getattr(given, name) == content for name, content in columns.items()):
        return
    if given and shown and given.given_at <= shown:
        _remove(given, by)
        given = None
    if not given and columns:
        before = progress.evidences.filter(requirement=requirement, document=None, replaced_by=None).exclude(removed_at=None).last()
        Evidence.objects.create(progress=progress, requirement=requirement, given_by=by, replaces=before, **columns)
    elif given and columns:
        for name, content in {**columns, "given_by_id": by.pk, "given_at": timezone.now()}.items():
            setattr(given, name, content)
        given.save()
    elif given:
        given.delete()


def _columns(requirement: Requirement, value) -> dict:
    """The columns in which `value` is kept; none for an empty one."""
    if value in (None, ""):
        return {}
    if requirement.kind == RequirementKind.RECORD:
        return {"record_type_id": ContentType.objects.get_for_model(value).pk, "record_id": value.pk, "record_name": name_of(value)}
    return {VALUE_COLUMN[RequirementKind(requirement.kind)]: value}


def _remove(evidence: Evidence, by) -> None:
    evidence.removed_at, evidence.removed_by = timezone.now(), by
    evidence.save()
