"""That nobody is waited for any more: all districts of a cohort in a province have submitted a milestone.

Told to the reviewers, so that nobody has to look every day whether the last one has come. Asked on time and not with the
step itself, because of two districts that submit at the same moment neither sees the other.
"""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ssk_portal.accounts.models import User
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.models.assistance import in_programme
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.notices.tell import tell
from ssk_portal.regions.days import today_in
from ssk_portal.review.actions import reviewers_of
from ssk_portal.review.states import OPEN, WAITING

# The districts of one milestone that are expected together.
TOGETHER = ("region__parent", "assistance__cohort_year", "milestone__number", "round")


def tell_of_complete(now: datetime) -> int:
    """Tell of what is complete and was not told yet. Returns how many notices were written."""
    return sum(_tell(group) for group in _complete())


def _complete() -> list[dict]:
    """What two districts or more were expected to submit, all have, and somebody still waits for an answer."""
    counted = _expected().order_by().values(*TOGETHER).annotate(
        number=Count("pk"), still_open=Count("pk", filter=Q(state__in=OPEN)), waiting=Count("pk", filter=Q(state__in=WAITING)), last=Max("submitted_at")
    )  # fmt: skip
    return list(counted.filter(number__gte=2, still_open=0, waiting__gte=1).values(*TOGETHER, "last"))


def _expected():
    return Progress.objects.filter(in_programme("assistance__"), assistance__isnull=False)


@transaction.atomic
def _tell(group: dict) -> int:
    """Tell of one of them, under the row that came last, unless another run is at it or all have been told."""
    of_group = {name: group[name] for name in TOGETHER}
    last = _expected().filter(**of_group, submitted_at=group["last"]).select_for_update(of=("self",), skip_locked=True, no_key=True)
    row = last.select_related("region__parent", "assistance", "milestone").first()
    if row is None:
        return 0
    day = today_in(row.region, row.submitted_at)
    about = Notice.objects.filter(kind=Kind.ALL_IN, content_type=ContentType.objects.get_for_model(Progress), object_id=row.pk, day=day)
    told = set(about.values_list("user_id", flat=True))
    return sum(_tell_one(person, row, day) for person in reviewers_of(row) if person.pk not in told)


def _tell_one(person, row: Progress, day) -> int:
    assistance, province = row.assistance, row.region.parent
    if assistance is None or province is None:
        return 0
    with translation.override(person.language):
        name = _("%(milestone)s of cohort %(year)s in %(province)s") % {
            "milestone": row.short, "year": assistance.cohort_year, "province": province.full_name,
        }  # fmt: skip
    queue = f"{reverse('milestones:progress_queue')}?milestone={row.milestone.number}"
    return len(tell([person], Kind.ALL_IN, row, by=User.objects.system(), name=name, url=queue, day=day, days_before=0))
