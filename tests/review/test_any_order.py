"""Whatever people try in whatever order, the rows never reach a state that the table of steps does not allow."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from tests.factories import CAST
from tests.review.playing import SIDES, World
from tests.review.test_steps import TABLE

pytestmark = pytest.mark.django_db
ROWS = some.sampled_from([*SIDES, "M1", "M1"])
NOTES = some.sampled_from(["catatan", "catatan", "", "  "])
# Mostly people who have to do with the row, at times anybody.
INVOLVED = some.sampled_from(["tabalong", "tabalong2", "kalsel", "kalsel2", "pusat", "pusat2"])
STEPS = some.tuples(some.just("step"), ROWS, some.sampled_from([*TABLE, "submit", "submit", "begin"]), INVOLVED | INVOLVED | some.sampled_from(list(CAST)), NOTES)
EVIDENCE = some.tuples(some.just("evidence"), ROWS, some.sampled_from(["give", "give", "give", "replace", "remove"]), some.integers(0, 1))
REMARKS = some.tuples(some.just("remark"), ROWS, some.sampled_from(["accepted", "to_mend"]), some.integers(0, 1))
LEAVING = some.tuples(some.just("leave"))
SEQUENCES = some.lists(STEPS | STEPS | STEPS | EVIDENCE | REMARKS, min_size=10, max_size=30)
# What is wanted of every row before the random part, so that not all of it happens on empty drafts.
BEGINNINGS = some.lists(some.sampled_from(["fill", "submit", "begin", "approve"]), max_size=4)


def play(world, sequence):
    """Every action in turn; returns how often each step was taken."""
    taken = Counter()
    for kind, *action in sequence:
        result = getattr(world, kind)(*action)
        if kind == "step" and isinstance(result, str):
            taken[action[1]] += 1
    world.check_all()
    return taken


def beginning(wanted):
    """M1 and the duty filled in, and led on as far as `wanted` goes."""
    for name in ("M1", "M2", "M2 year 2", "duty"):
        own, above, _before = SIDES[name]
        yield from (("evidence", name, "give", place) for place in (0, 1))
        yield from (("step", name, step, (own if step == "submit" else above)[0], "catatan") for step in ("submit", "begin", "approve") if step in wanted)


# Not made shorter where one fails: that would take minutes, and the sequence is told in any case.
@settings(max_examples=30, phases=[Phase.generate])
@given(wanted=BEGINNINGS, sequence=SEQUENCES, leaving=some.integers(0, 40))
def test_random_steps_by_random_people(wanted, sequence, leaving, regions, cast):
    sequence = [*(beginning(wanted) if wanted else []), *sequence]
    sequence.insert(leaving + 10, ("leave",))
    with transaction.atomic():
        play(World(regions, cast), sequence)
        transaction.set_rollback(True)


def test_the_sequences_reach_every_step(regions, cast):
    """What is compared above is not only refusals."""
    way = [
        *beginning({"submit"}), ("step", "M1", "withdraw", "tabalong", ""), ("step", "M1", "submit", "tabalong2", ""), ("step", "M1", "begin", "kalsel", ""),
        ("remark", "M1", "to_mend", 0), ("step", "M1", "approve", "kalsel", ""), ("step", "M1", "take_over", "kalsel2", ""), ("step", "M1", "release", "kalsel2", ""),
        ("step", "M1", "send_back", "kalsel", "catatan"), ("evidence", "M1", "replace", 0), ("step", "M1", "submit", "tabalong", ""), ("step", "M1", "approve", "kalsel", ""),
        ("step", "M1", "ask_reopen", "tabalong", "catatan"), ("step", "M1", "reopen", "kalsel", "catatan"), ("leave",), ("step", "M1", "submit", "tabalong", ""),
        ("step", "M2", "withdraw", "tabalong", ""), ("step", "M2", "record_historical", "kalsel", "catatan"), ("step", "duty", "approve", "pusat", ""),
    ]  # fmt: skip
    taken = play(World(regions, cast), way)
    assert set(taken) == set(TABLE)
    assert taken["submit"] == 6
