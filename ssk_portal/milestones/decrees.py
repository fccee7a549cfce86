"""Ministerial decrees, and the assistances that are recorded by one."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.constraints import wait_turn
from ssk_portal.documents.actions import keep
from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.models import Assistance, MinisterialDecree
from ssk_portal.review.states import OPEN


@transaction.atomic
def save_decree(decree: MinisterialDecree, *, by, file=None, remove_file=False) -> MinisterialDecree:
    """Write `decree` with its file, as `by`; a new one is the region's that records it."""
    if decree.pk is None:
        decree.region = by.region
    if file:
        decree.document = keep(file, region=decree.region, by=by)
    elif remove_file:
        decree.document = None
    with acting(by):
        decree.save()
    return decree


@transaction.atomic
def record_by_decree(assistance: Assistance, *, decree: MinisterialDecree | None, by, file=None) -> Assistance:
    """Write `assistance` by `decree`; one that is not recorded yet is recorded with its file."""
    if decree is not None and decree.pk is None:
        # Two who type the same new decree at once record it once.
        wait_turn("ministerial decrees")
        decree = MinisterialDecree.objects.filter(number__iexact=decree.number).first() or save_decree(decree, file=file, by=by)
    assistance.decree = decree
    _move_drafts(assistance)
    return record_assistance(assistance, by=by)


def _move_drafts(assistance) -> None:
    """Another cohort year moves the programme years of what has not been sent yet."""
    if assistance.pk is None:
        return
    before = Assistance.objects.values_list("cohort_year", flat=True).get(pk=assistance.pk)
    if years := assistance.cohort_year - before:
        assistance.progresses.filter(state__in=OPEN).update(year=F("year") + years)


def why_not_moved(assistance: Assistance) -> str:
    """The sentence why its cohort year stays; empty while everything under it is open."""
    if assistance.progresses.exclude(state__in=OPEN).exists():
        return _("Something was submitted or decided under this cohort year already; it stays.")
    return ""
