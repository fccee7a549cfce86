"""What the database refuses once the report of an event was submitted: what it reports stays as it was sent."""

import pgtrigger

from ssk_portal.review.states import LOCKED

_locked = ", ".join(f"'{state}'" for state in LOCKED)


def follows_report(*free: str, clinic: str = "clinic_id") -> pgtrigger.Trigger:
    """A row that belongs to an event with a locked report is neither made, changed nor deleted.

    `free` names the columns that stay open: links, which only say what the words mean, and what
    happens after the event. `clinic` is the column that names the event. The report is held
    meanwhile, so that it is not submitted under the hand.
    """
    aside = ", ".join(f"'{column}'" for column in ("version", *free))
    return pgtrigger.Trigger(
        name="follows_report",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("report", "RECORD")],
        func=f"""
        FOR report IN
            SELECT state FROM clinics_clinicreport
            WHERE (TG_OP <> 'INSERT' AND clinic_id = OLD.{clinic}) OR (TG_OP <> 'DELETE' AND clinic_id = NEW.{clinic})
            FOR SHARE
        LOOP
            IF report.state IN ({_locked}) AND (TG_OP <> 'UPDATE' OR to_jsonb(OLD) - ARRAY[{aside}] IS DISTINCT FROM to_jsonb(NEW) - ARRAY[{aside}]) THEN
                RAISE EXCEPTION 'an event with a % report is not edited', report.state;
            END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,  # noqa: S608 - only names of states and columns are put in
    )
