"""Why one of several values counts, in words: chosen by a person, or the steps of the rule in `choice.py` that told them apart."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ssk_portal.indicators.choice import rank


def why_it_counts(rows: Sequence) -> str:
    """Of the settled values of one group, why the one that counts does; nothing where it stands alone or none counts."""
    counting = next((row for row in rows if row.counts), None)
    if counting is None:
        return ""
    if counting.choice_reason:
        return _("chosen by hand: %(reason)s") % {"reason": counting.choice_reason}
    mine = rank(counting)
    steps = {_first_difference(mine, rank(row)) for row in rows if row is not counting}
    reasons = list(dict.fromkeys(_reasons()[step] for step in sorted(steps)))
    return _("by rule: %(reasons)s") % {"reasons": "; ".join(reasons)} if reasons else ""


def _first_difference(one: tuple, other: tuple) -> int:
    """The step of the rule that tells two values apart."""
    return next((place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs), len(one) - 1)


def _reasons() -> tuple[str, ...]:
    """One for each part of `choice.rank`, in its order."""
    equal = _("all else being equal, the text of the sources decides")
    return (
        _("a value noted as doubtful or as a draft comes last"),
        _("the publisher that stands first in the order of publishers counts"),
        _("the newest publication counts"),
        equal,
        equal,
        equal,
    )
