"""The history's clock is the database's own: what a test does is made to have happened at another moment."""

from contextlib import contextmanager

import pgtrigger
from django.apps import apps
from django.db.models import Max
from freezegun import freeze_time

from ssk_portal.milestones import models


def _histories():
    found = (models.Assistance, models.Progress, models.Evidence, models.Milestone, models.Requirement, models.Deadline)
    return [apps.get_model("milestones", f"{model.__name__}Event") for model in found]


@contextmanager
def at(moment: str):
    """What is done to milestones inside happens at `moment`: for the portal's clock, and in the history."""
    last = {history: history.objects.aggregate(last=Max("pgh_id"))["last"] or 0 for history in _histories()}
    with freeze_time(moment):
        yield
    with pgtrigger.ignore():
        for history, pgh_id in last.items():
            history.objects.filter(pgh_id__gt=pgh_id).update(pgh_created_at=f"{moment}+00:00")
