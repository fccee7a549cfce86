"""One step on several figures in one go: each is taken for itself, and what is refused says why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.checks import warn
from ssk_portal.indicators.models import Achievement, Figure, Target
from ssk_portal.indicators.telling import Telling
from ssk_portal.notices.models import Kind
from ssk_portal.review.actions import advance
from ssk_portal.review.states import OPEN
from ssk_portal.review.waiting import to_review

MOST = 200  # of each kind: so many are read and sent on one page


@dataclass
class Taken:
    """What became of the figures that were ticked."""

    done: list[Figure] = field(default_factory=list)
    refused: list[tuple[Figure, str]] = field(default_factory=list)


def key_of(figure: Figure) -> str:
    """Which figure was ticked, and as it stood then: `achievement-12-3`."""
    return f"{figure._meta.model_name}-{figure.pk}-{figure.version}"


def to_submit(user, *, lock: bool = False) -> list[Figure]:
    """What the own region has not submitted yet or got back, by indicator; of each `missing()` asks nothing more."""
    return _both(lambda model: model.objects.of(user.region).filter(state__in=OPEN), lock=lock)


def to_decide(user, region, *, lock: bool = False) -> list[Figure]:
    """What `region` submitted and `user` decides on, by indicator."""
    return _both(lambda model: _at_turn(user, region, model), lock=lock)


def anything_to_decide(user, region) -> bool:
    return any(_at_turn(user, region, model).exists() for model in (Achievement, Target))


def _at_turn(user, region, model):
    return model.objects.of(region).filter(to_review(user, model, "region"))


def _both(rows_of, *, lock: bool) -> list[Figure]:
    achievements, targets = (_read(rows_of(model), lock=lock) for model in (Achievement, Target))
    return sorted([*warn(achievements), *targets], key=lambda figure: (figure.indicator.order, figure.indicator.name_id, figure.indicator_id, -figure.year))


def _read(rows, *, lock: bool) -> list:
    along = ("indicator", "region__province", "publisher", "document", "reviewer", "submitted_by")
    more = ("layer",) if rows.model is Target else ("answered_by",)
    rows = rows.select_related(*along, *more).order_by("indicator__order", "-year", "pk")
    return list((rows.select_for_update(of=("self",)) if lock else rows)[:MOST])


def take(offered: Iterable[Figure], keys: Iterable[str], step: str, *, by, note: str = "") -> Taken:
    """Take `step`, as `by`, on those of `offered` that `keys` name; one that was changed since it was shown is left for another look.

    All of them are of one region; each person concerned is told once.
    """
    taken, telling, wanted = Taken(), Telling(), set(keys)
    seen = {key.rpartition("-")[0] for key in wanted}
    with transaction.atomic():
        for figure in offered:
            if key_of(figure) in wanted:
                _take(figure, step, taken, by=by, note=note, teller=telling)
            elif key_of(figure).rpartition("-")[0] in seen:
                taken.refused.append((figure, _("It was changed in the meantime. Look at it once more.")))
        telling.tell(Kind(step), by=by, note=note.strip())
    return taken


def _take(figure: Figure, step: str, taken: Taken, *, teller, **said) -> None:
    try:
        with transaction.atomic():
            taken.done.append(advance(figure, step, teller=teller, **said))
    except NotNow as refusal:
        taken.refused.append((figure, refusal.sentence))
