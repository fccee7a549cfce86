"""What the database itself refuses on a figure, beside the rules of review."""

import pgtrigger
from django.db import models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import MD5, Coalesce

from ssk_portal.common.constraints import OnceAtLast
from ssk_portal.common.records import Record
from ssk_portal.review.locks import STEPS_AND_TIMES, lock_content
from ssk_portal.review.states import State

# In these states a figure is read by everyone and may be the one that counts.
SETTLED = (State.APPROVED, State.PUBLISHED, State.HISTORICAL)


def marks(field: str) -> list:
    """A value that counts is settled; a reason for the choice stands only where one was chosen."""
    return [
        models.CheckConstraint(condition=Q(**{field: False}) | Q(state__in=SETTLED), name="%(app_label)s_%(class)s_counts_when_settled"),
        models.CheckConstraint(condition=Q(**{field: True}) | Q(choice_reason=""), name="%(app_label)s_%(class)s_reason_when_chosen"),
    ]


def once(*key: str, name: str, violation_error_message) -> OnceAtLast:
    """A figure is kept once: of `key`, with its source (by its checksum, since a long one has no room in an index) and its value.

    Two figures of one file can change their values with each other.
    """
    said = (*(Coalesce(f"{each}_id", 0) if each == "publisher" else F(each) for each in key), MD5("source"), F("value"))
    return OnceAtLast(name=name, expressions=[(each, "=") for each in said], deferrable=Deferrable.IMMEDIATE, violation_error_message=violation_error_message)


# A local indicator of one region has no figures of another one.
LOCAL_AT_HOME = pgtrigger.Trigger(
    name="local_at_home",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("indicator_id", "region_id"),
    declare=[("home", "bigint")],
    func="""
        SELECT region_id INTO home FROM indicators_indicator WHERE id = NEW.indicator_id;
        IF home IS NOT NULL AND NOT EXISTS (SELECT 1 FROM regions_region r WHERE r.id = NEW.region_id AND home IN (r.id, r.province_id)) THEN
            RAISE EXCEPTION 'a local indicator is counted in its own region only' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


# Which value counts may change while a figure is locked: it is no part of what was decided.
def triggers(mark: str) -> list:
    return [*Record.Meta.triggers, lock_content(mark, "choice_reason"), *STEPS_AND_TIMES, LOCAL_AT_HOME]
