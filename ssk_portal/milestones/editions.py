"""Editions of a scheme: a copy to change, put in force in place of the one before, or deleted while it is a draft.

Rooms above hang rows of their own on milestones (which clinic prepares one). They say in a module
`editions` how these are copied along, and `make_edition` does it; nothing here knows them.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement, Wording

# Given the milestones of the former edition by key, each with its copy.
Along = Callable[[dict[int, Milestone]], None]
_ALONG: list[Along] = []


def copied_along(copy: Along) -> Along:
    """Have `copy` done whenever a new edition is made."""
    _ALONG.append(copy)
    return copy


def _copy_of(row, **other):
    """A new row like `row`, but for `other`; not saved."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key and field.name != "version"}
    return type(row)(**{key: value for key, value in values.items() if key.removesuffix("_id") not in other} | other)


def _locked(scheme: MilestoneScheme) -> MilestoneScheme:
    return MilestoneScheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)


def why_no_edition(scheme: MilestoneScheme) -> str:
    """The sentence why no new edition of `scheme` can be made; empty when one can."""
    if scheme.in_force_since is None:
        return _("This edition is still a draft: change it as it is.")
    if MilestoneScheme.objects.filter(follows=scheme).exists():
        return _("A newer edition follows this one already.")
    return ""


@transaction.atomic
def make_edition(scheme: MilestoneScheme, *, by) -> MilestoneScheme:
    """A draft edition that follows `scheme`: its milestones, requirements and wordings, each knowing what it was copied from."""
    scheme = _locked(scheme)
    if sentence := why_no_edition(scheme):
        raise NotNow(sentence)
    with acting(by):
        made = _copy_of(scheme, edition=scheme.edition + 1, follows=scheme, in_force_since=None)
        made.save()
        copies = {milestone.pk: _copy_milestone(milestone, made) for milestone in scheme.milestones.prefetch_related("requirements", "wordings")}
        autodiscover_modules("editions")
        for copy in _ALONG:
            copy(copies)
    return made


def _copy_milestone(milestone: Milestone, scheme: MilestoneScheme) -> Milestone:
    made = _copy_of(milestone, scheme=scheme, predecessor=milestone)
    made.save()
    Requirement.objects.bulk_create([_copy_of(requirement, milestone=made, predecessor=requirement) for requirement in milestone.requirements.all()])
    Wording.objects.bulk_create([_copy_of(wording, milestone=made) for wording in milestone.wordings.all()])
    return made


def why_not_in_force(scheme: MilestoneScheme) -> str:
    """The sentence why `scheme` cannot be put in force; empty when it can."""
    if scheme.in_force_since is not None:
        return _("This edition is in force already.")
    numbers = [milestone.number for milestone in scheme.milestones.all()]
    moved = scheme.milestones.exclude(predecessor=None).exclude(number=F("predecessor__number")).first()
    if moved is not None:
        return _("A milestone keeps its number in a new edition: %(milestone)s had another one.") % {"milestone": moved}
    if not numbers:
        return _("This scheme has no milestones yet.")
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        return _("The numbers of the milestones have to go from 1 without a gap: each is submitted after the one before it.")
    return ""


@transaction.atomic
def put_in_force(scheme: MilestoneScheme, *, by) -> MilestoneScheme:
    """From now on what `scheme` asks for stays. Whoever works under the edition before keeps it until moved."""
    scheme = _locked(scheme)
    if sentence := why_not_in_force(scheme):
        raise NotNow(sentence)
    with acting(by):
        scheme.in_force_since = timezone.localdate()
        scheme.save(update_fields=["in_force_since"])
    return scheme


@transaction.atomic
def remove_scheme(scheme: MilestoneScheme, *, by) -> None:
    """Delete a draft with its milestones and requirements. Raises ProtectedError where a district works under it."""
    scheme = _locked(scheme)
    if scheme.in_force_since is not None:
        raise NotNow(scheme.why_frozen)
    with acting(by):
        Requirement.objects.filter(milestone__scheme=scheme).delete()
        scheme.milestones.all().delete()
        scheme.delete()
