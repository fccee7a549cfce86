"""A small world for random sequences of steps, with the rules of the workflow told a second time.

Tabalong has M1, M2 and M2 in its second year; the province a yearly duty. What a step does, and why
it is refused, is worked out here from `rules` §2 alone and compared with what the portal did.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Assessment, Assistance, Evidence, Milestone, MilestoneScheme, Progress, Requirement
from ssk_portal.review.actions import advance
from tests.review.test_steps import TABLE

OWN, ABOVE = ("tabalong", "tabalong2"), ("kalsel", "kalsel2")
# Of each row who fills it in, who decides, and which row goes before it.
SIDES = {"M1": (OWN, ABOVE, None), "M2": (OWN, ABOVE, "M1"), "M2 year 2": (OWN, ABOVE, "M2"), "duty": (ABOVE, ("pusat", "pusat2"), None)}
LOCKED = ("submitted", "in_review", "approved", "historical")
EDITORS = {step for step, (_sources, _target, who, _note) in TABLE.items() if "tabalong" in who}


@dataclass
class Known:
    """What must be true of one row now."""

    state: str = "draft"
    submitted_by: str | None = None
    decided_by: str | None = None
    reviewer: str | None = None
    states: list[str] = field(default_factory=lambda: ["draft"])
    steps: list[str] = field(default_factory=list)
    given: dict[int, int] = field(default_factory=dict)  # requirement: current evidence
    to_mend: set[int] = field(default_factory=set)


class World:
    def __init__(self, regions, cast):
        self.regions, self.cast, self.left = regions, cast, False
        self.rows, self.known, self.asked = {}, {name: Known() for name in SIDES}, {}
        district, province = self._scheme("district", 2), self._scheme("province", 1)
        assistance = Assistance.objects.create(district=regions["63.09"], cohort_year=2023, scheme=district, source="uji")
        self.assistance = assistance
        first, second = district.milestones.order_by("number")
        for name, milestone, round_ in (("M1", first, 1), ("M2", second, 1), ("M2 year 2", second, 2)):
            self.rows[name] = Progress.objects.create(region=regions["63.09"], assistance=assistance, milestone=milestone, year=2023, round=round_)
        self.rows["duty"] = Progress.objects.create(region=regions["63"], milestone=province.milestones.get(), year=2026)
        for name, row in self.rows.items():
            wanted = row.milestone.requirements.filter(compulsory=True)
            self.asked[name] = [one.pk for one in wanted if row.round == 1 or not one.first_year_only]

    def _scheme(self, level, milestones) -> MilestoneScheme:
        made = MilestoneScheme.objects.create(code=f"uji-{level}", level=level, name_id="Uji", name_en="Test", valid_from=2021, source="uji")
        for number in range(1, milestones + 1):
            repeats = level == "district" and number == milestones
            one = Milestone.objects.create(scheme=made, number=number, name_id="Uji", name_en="Test", repeats=repeats, basis="stated", source="uji")
            for order, (first_year, compulsory) in enumerate([(False, True), (True, True), (False, False)]):
                texts = {"title_id": f"Bukti {order}", "title_en": f"Proof {order}", "basis": "stated", "source": "uji"}
                Requirement.objects.create(milestone=one, order=order, kind="text", compulsory=compulsory, first_year_only=first_year and repeats, **texts)
        return made

    # What the rules say

    def expected(self, name, step, who, note):
        """The state that follows, or the kind of refusal."""
        known, (own, above, before) = self.known[name], SIDES[name]
        sources, target, _who, needs_note = TABLE[step]
        may = who in (own if step in EDITORS else above)
        if step == "release":
            may = may and known.reviewer == who
        if step == "take_over":
            may = may and known.reviewer != who
        if not may:
            return PermissionDenied
        if known.state not in sources or (needs_note and not note.strip()):
            return NotNow
        earlier = self.known[before].state if before else "approved"
        if step == "submit" and (any(pk not in known.given for pk in self.asked[name]) or earlier in ("draft", "returned") or (self.left and name != "duty")):
            return NotNow
        if step == "approve" and (known.to_mend or earlier not in ("approved", "historical")):
            return NotNow
        return target

    # What happens

    def step(self, name, step, who, note) -> str | type:
        expected, before = self.expected(name, step, who, note), self.columns(name)
        taken = self.attempt(lambda: advance(self.rows[name], step, by=self.cast[who], note=note).state)
        assert taken == expected, (name, self.known[name], step, who, note)
        if isinstance(expected, type):
            assert self.columns(name) == before
        else:
            self._follow(name, step, who, expected)
            self.check(name)
        return taken

    def attempt(self, work):
        """What `work` gives, or the kind of its refusal; a refusal leaves nothing behind."""
        try:
            with transaction.atomic():
                return work()
        except (PermissionDenied, NotNow) as refusal:
            return type(refusal)

    def _follow(self, name, step, who, state) -> None:
        known = self.known[name]
        known.steps.append(step)
        if step == "ask_reopen":
            return
        known.reviewer = who if state == "in_review" else None
        if step in ("submit", "withdraw"):
            known.submitted_by, known.decided_by = (who if step == "submit" else None), None
        if state in ("returned", "approved", "historical"):
            known.decided_by = who
        if step in ("send_back", "approve"):
            known.to_mend.clear()
        if state != known.state:
            known.states.append(state)
        known.state = state

    def evidence(self, name, kind, place) -> None:
        """Evidence given, replaced or taken back, whatever the row's state: a locked row refuses."""
        known, row = self.known[name], self.rows[name]
        requirement = self.asked[name][place % len(self.asked[name])]
        current = known.given.get(requirement)
        if (kind == "give") != (current is None):
            return
        before = self.evidences(name)
        try:
            with transaction.atomic():
                if current is not None:
                    Evidence.objects.filter(pk=current).update(removed_at=timezone.now(), removed_by=self.cast["tabalong"])
                    known_now = None
                if kind != "remove":
                    version = {"replaces_id": current} if current is not None else {}
                    known_now = Evidence.objects.create(progress=row, requirement_id=requirement, text="isi", given_by=self.cast["tabalong"], **version).pk
        except DatabaseError as refusal:
            assert known.state in LOCKED, refusal
            assert self.evidences(name) == before
            return
        assert known.state not in LOCKED
        known.given.pop(requirement, None)
        if known_now is not None:
            known.given[requirement] = known_now

    def remark(self, name, verdict, place) -> None:
        """A remark on a requirement: in review only."""
        known, row = self.known[name], self.rows[name]
        requirement = self.asked[name][place % len(self.asked[name])]
        said = {"verdict": verdict, "remark": "perbaiki", "written_by": self.cast[SIDES[name][1][0]]}
        try:
            with transaction.atomic():
                Assessment.objects.update_or_create(progress=row, requirement_id=requirement, told_at=None, defaults=said)
        except DatabaseError:
            assert known.state != "in_review"
            return
        assert known.state == "in_review"
        (known.to_mend.add if verdict == "to_mend" else known.to_mend.discard)(requirement)

    def leave(self) -> None:
        self.left = True
        Assistance.objects.filter(pk=self.assistance.pk).update(left_on=timezone.localdate(), left_reason="Mundur")

    # What is true of the rows

    def columns(self, name):
        row = Progress.objects.values().get(pk=self.rows[name].pk)
        return row, self.rows[name].steps.count(), self.evidences(name), list(Assessment.objects.filter(progress=self.rows[name]).order_by("pk").values_list("pk", "told_at"))

    def evidences(self, name):
        return list(Evidence.objects.filter(progress=self.rows[name]).order_by("pk").values())

    def check(self, name) -> None:
        """State, time and people agree, as the rules say."""
        known, row = self.known[name], Progress.objects.get(pk=self.rows[name].pk)
        people = {column: getattr(row, f"{column}_id") for column in ("submitted_by", "decided_by", "reviewer")}
        assert (row.state, people) == (known.state, {column: (who := getattr(known, column)) and self.cast[who].pk for column in people})
        assert (row.submitted_at is None, row.decided_at is None, row.begun_at is None) == (known.submitted_by is None, known.decided_by is None, known.reviewer is None)
        assert bool(row.decision_note) <= (row.decided_at is not None)
        assert not Assessment.objects.filter(progress=row, told_at=None).exists() or row.state not in ("approved", "returned")

    def check_all(self) -> None:
        """The log replays to the state, and the history holds every state that there was."""
        for name, row in self.rows.items():
            self.check(name)
            known, steps = self.known[name], list(row.steps)
            state = "draft"
            for step in steps:
                assert step.from_state == state
                assert step.from_state in TABLE[step.name][0]
                state = step.to_state
            assert (state, [step.name for step in steps]) == (known.state, known.steps)
            held = list(row.events.order_by("pgh_id").values_list("state", flat=True))
            assert [one for place, one in enumerate(held) if not place or held[place - 1] != one] == known.states
