"""Fills a database for measuring: every district assisted, all four milestones, states mixed as in a working year.

The set is the same at every run; a district that is assisted already is left as it is. It is
made-up data, so the command refuses to run where people work: in production.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import F

from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.common.commands import PortalCommand, wait_for_other_loads
from ssk_portal.milestones.models import Assistance, Evidence, MilestoneScheme, Progress
from ssk_portal.regions.models import Level, Region
from ssk_portal.review.models import Step
from ssk_portal.review.states import State

NOTE = "seed_national"
# What was sent was sent on one of ninety days, and taken up 3 to 31 days later.
SENT, DAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC), timedelta(days=1)
SENT_ON = SENT + F("pk") % 90 * DAY
TAKEN_UP_ON = SENT_ON + (3 + F("pk") % 29) * DAY
# The state of the first milestone that is not approved yet, in turn.
NEXT = (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.RETURNED)


class Command(PortalCommand):
    help = "Fill a measuring database with a national set of milestones (made-up data; never where people work)."

    @transaction.atomic
    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("This is made-up data for measuring; it is never put into a production database.")
        wait_for_other_loads()
        scheme = MilestoneScheme.objects.filter(level=Level.DISTRICT, valid_to=None).first()
        districts = list(Region.objects.districts().filter(assistances=None))
        if scheme is None or not districts:
            raise CommandError("Load the regions and the reference data first, into a database that has not been seeded yet.")
        self.by = User.objects.system()
        with acting(self.by, reason=NOTE):
            made = self._assist(districts, scheme)
            self._give_evidence()
            self._decide()
        # So many rows at once: until it has counted them, PostgreSQL plans as if the tables were empty.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"{len(districts)} districts, {made} milestones")

    def _assist(self, districts, scheme) -> int:
        milestones = list(scheme.milestones.all())
        assistances = Assistance.objects.bulk_create(
            Assistance(district=district, cohort_year=2021 + number % 5, scheme=scheme, source=NOTE, note=NOTE) for number, district in enumerate(districts)
        )
        progresses = Progress.objects.bulk_create(
            Progress(region=assistance.district, assistance=assistance, milestone=milestone, year=assistance.cohort_year + milestone.assistance_year - 1)
            for assistance in assistances
            for milestone in milestones
        )
        return len(progresses)

    def _seeded(self):
        return Progress.objects.filter(assistance__note=NOTE).select_related("milestone")

    def _plan(self, progress) -> State:
        """The state that a milestone ends in: approved up to the district's place, then one in work, then drafts."""
        approved = progress.assistance_id % 5
        if progress.milestone.number <= approved:
            return State.APPROVED
        return NEXT[progress.assistance_id % 4] if progress.milestone.number == approved + 1 else State.DRAFT

    def _give_evidence(self):
        """Everything compulsory where it was submitted; every second item in drafts."""
        rows = []
        for progress in self._seeded().prefetch_related("milestone__requirements"):
            needed = [requirement for requirement in progress.milestone.requirements.all() if requirement.compulsory]
            given = needed if self._plan(progress) not in (State.DRAFT, State.RETURNED) else needed[::2]
            rows += [Evidence(progress=progress, requirement=requirement, text="contoh", given_by=self.by) for requirement in given]
        Evidence.objects.bulk_create(rows)

    def _decide(self):
        """Step by step, as the state machine in the database allows, each with its line in the log."""
        planned = {}
        for progress in self._seeded():
            planned.setdefault(self._plan(progress), []).append(progress.pk)
        sent = [pk for state, keys in planned.items() if state != State.DRAFT for pk in keys]
        self._step("submit", sent, State.DRAFT, State.SUBMITTED, SENT_ON, submitted_at=SENT_ON, submitted_by=self.by)
        self._step("begin", planned.get(State.IN_REVIEW, []), State.SUBMITTED, State.IN_REVIEW, TAKEN_UP_ON, begun_at=TAKEN_UP_ON, reviewer=self.by)
        for step, state in (("approve", State.APPROVED), ("send_back", State.RETURNED)):
            decided = {"decided_at": TAKEN_UP_ON, "decided_by": self.by, "decision_note": NOTE}
            self._step(step, planned.get(state, []), State.SUBMITTED, state, TAKEN_UP_ON, **decided)

    def _step(self, name, keys, before, after, at, **columns) -> None:
        rows = Progress.objects.filter(pk__in=keys)
        rows.update(state=after, state_since=at, **columns)
        taken = {"name": name, "from_state": before, "to_state": after, "note": NOTE, "content_type": ContentType.objects.get_for_model(Progress)}
        by = {"actor": self.by, "actor_name": self.by.shown_name, "actor_role": self.by.role, "actor_region": self.by.region.full_name}
        moments = dict(rows.values_list("pk", "state_since"))
        Step.objects.bulk_create(Step(object_id=pk, at=moment, **taken, **by) for pk, moment in moments.items())
