"""What stands on top of the board's rows: how many districts, the states counted, the figures and how they are counted.

Drawn once for each thing that it says: on a province's board it costs more than the rows.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ssk_portal.reporting import board, figures
from ssk_portal.reporting.board_frame import Asked


@dataclass(frozen=True)
class Top:
    """All that is said: of the cells that are shown how many and how far, of the whole region what waits and what was decided.

    An earlier day knows neither of the last two: `decided` and `since` are empty then.
    """

    districts: int
    assisted: int
    counts: tuple[tuple[str, int], ...]
    reached: tuple[tuple[str, int, int], ...]
    none_yet: int
    charts: str
    assisted_only: str = ""
    oldest: figures.Oldest | None = None
    decided: figures.Decisions | None = None
    since: date | None = None
    by_province: str = ""


def top_of(region, cells, shown, body, asked: Asked) -> SafeString:
    """The top of a board whose `shown` cells make `body`, with what waits among all `cells` of the `region`, unless an earlier day is looked at.

    The number of those that are assisted leads to them where others stand among them.
    """
    counted, standing, language = board.counts(shown), figures.reached(shown), get_language()
    charts = reverse("reporting:board_charts") + ("" if region.is_country else f"?provinsi={region.pk}")
    counts = tuple((state, counted[state]) for state, _label in board.SHOWN if counted[state])
    assisted_only = asked.assisted_address if 0 < body.assisted < body.districts else ""
    said = (body.districts, body.assisted, counts, tuple(standing.rows(asked.numbers)), standing.none_yet, charts, assisted_only)
    if asked.as_of.day:
        return _drawn(Top(*said), language)
    by_province = figures.by_province(language) if region.is_country else ""
    return _drawn(Top(*said, figures.oldest(cells), figures.of(region), timezone.localdate() - figures.LOOKED_BACK, by_province), language)


@lru_cache(maxsize=200)
def _drawn(top: Top, _language: str) -> SafeString:
    labels = dict(board.SHOWN)
    return render_to_string("reporting/_board_top.html", {"top": top, "counts": [(state, labels[state], count) for state, count in top.counts]})
