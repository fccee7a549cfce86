"""A submission under review, for tests: begun by Kalsel, its page, and the fields of its form."""

from django.urls import reverse
from django.utils import timezone

from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories

QUEUE = reverse("milestones:progress_queue")


def page_of(row) -> str:
    return reverse("milestones:progress_review", args=[row.pk])


def state_of(row) -> str:
    return Progress.objects.get(pk=row.pk).state


def begun(regions, cast, *, code="63.09", by="tabalong", holder="kalsel", number=1):
    """The first milestone of a district, submitted, and its review begun by `holder`."""
    return advance(factories.submitted(regions[code], number, by=cast[by]), "begin", by=cast[holder])


def typed(row, *, verdicts=None, note="", action="save", **more) -> dict:
    """The form of the page: `verdicts` are pairs of verdict and remark, by place among the requirements."""
    fields = {"note": note, "action": action, "seen": "", **more}
    for place, (verdict, remark) in (verdicts or {}).items():
        requirement = row.requirements()[place]
        fields |= {f"verdict_{requirement.pk}": verdict, f"remark_{requirement.pk}": remark}
    return key(**fields)


def replace(evidence, *, by, **values) -> Evidence:
    """A later version of `evidence`, as the district gives it: the one before stays and does not count any more."""
    now = timezone.now()
    Evidence.objects.filter(pk=evidence.pk).update(removed_at=now, removed_by=by)
    return Evidence.objects.create(progress=evidence.progress, requirement=evidence.requirement, replaces=evidence, given_by=by, given_at=now, **values)


def take_back(evidence, *, by) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(removed_at=timezone.now(), removed_by=by)
