"""What the database itself refuses on a row under review, whichever door a change comes through."""

import pgtrigger
from django.db.models import Q

from ssk_portal.review.states import LOCKED, TRANSITIONS, State

# The columns that a step may write while the row's content is locked.
WORKFLOW = ("state", "submitted_at", "submitted_by_id", "begun_at", "reviewer_id", "decided_at", "decided_by_id", "decision_note", "state_since", "version")
_locked = ", ".join(f"'{state}'" for state in LOCKED)


def lock_content(*free: str) -> pgtrigger.Trigger:
    """A locked row stays as it is; `free` names the room's columns that are no part of what was decided."""
    columns = ", ".join(f"'{column}'" for column in (*WORKFLOW, *free))
    aside = " - ".join(f"'{column}'" for column in ("version", *free))
    return pgtrigger.Trigger(
        name="lock_content",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF OLD.state NOT IN ({_locked}) THEN
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a % row is not deleted', OLD.state; END IF;
        IF to_jsonb(OLD) - ARRAY[{columns}] IS DISTINCT FROM to_jsonb(NEW) - ARRAY[{columns}] THEN
            RAISE EXCEPTION 'a % row is not edited', OLD.state;
        END IF;
        IF OLD.state = NEW.state AND OLD.state <> 'in_review' AND to_jsonb(OLD) - {aside} IS DISTINCT FROM to_jsonb(NEW) - {aside} THEN
            RAISE EXCEPTION 'who sent or decided a % row is not rewritten', OLD.state;
        END IF;
        RETURN NEW;
    """,
    )


start_as_draft = pgtrigger.Trigger(
    name="start_as_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__state__in=[state for state in State.values if state not in (State.DRAFT, State.PUBLISHED)]),
    func="RAISE EXCEPTION 'a row begins as a draft, not as %', NEW.state;",
)
state_machine = pgtrigger.FSM(name="state_machine", field="state", transitions=TRANSITIONS)
# A time left over from an earlier step does not count as the time of this one.
new_state_new_time = pgtrigger.Trigger(
    name="new_state_new_time",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
    func="""
        IF NEW.state_since = OLD.state_since OR (NEW.state = 'submitted' AND OLD.state <> 'in_review' AND NEW.submitted_at IS DISTINCT FROM NEW.state_since) THEN
            RAISE EXCEPTION 'the state became % without its time', NEW.state;
        END IF;
        RETURN NEW;
    """,
)
STEPS_AND_TIMES = [start_as_draft, state_machine, new_state_new_time]
TRIGGERS = [lock_content(), *STEPS_AND_TIMES]


def implies(states, condition: Q) -> Q:
    """The condition holds for a row in one of these states."""
    return ~Q(state__in=states) | condition
