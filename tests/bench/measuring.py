"""Times in rounds, all variants in turn; statements a page sends; bytes a first visit loads."""

import gzip
import statistics
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

ROUNDS, TIMES, TIMES_OF_SLOW = 3, 40, 5
SLOW = 0.1  # seconds: what takes longer is run a few times only
UNSTEADY = 0.25


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one variant: a median a round, and the tenth percentile of all."""

    medians: list[float]
    low: float

    @property
    def median(self) -> float:
        return statistics.median(self.medians)


def seconds(run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(variants) -> dict[str, Timed]:
    """Each variant timed in turn with all others; slow ones a few times only."""
    slow = {name for name, run in variants.items() if seconds(run) > SLOW}
    times: dict[str, list[list[float]]] = {name: [] for name in variants}
    for _round in range(ROUNDS):
        for name in variants:
            times[name].append([])
        for turn in range(TIMES):
            for name, run in variants.items():
                if turn < TIMES_OF_SLOW or name not in slow:
                    times[name][-1].append(seconds(run) * 1000)
    return {name: _timed(rounds) for name, rounds in times.items()}


def _timed(rounds: list[list[float]]) -> Timed:
    everything = sorted(chain.from_iterable(rounds))
    return Timed([statistics.median(one) for one in rounds], everything[len(everything) // 10])


def unsteady(timed: dict[str, Timed]) -> list[str]:
    """The variants whose rounds differ so much that the machine must have been busy with something else."""
    judged = {name: one for name, one in timed.items() if not name.startswith("admin")}
    return [name for name, one in judged.items() if (max(one.medians) - min(one.medians)) / min(one.medians) > UNSTEADY]


def statements(user, path) -> int:
    """How many SQL statements a page sends."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def static_weight() -> dict[str, int]:
    """The compressed bytes of what a first visit loads beside the page: style sheet, script, icons, mark."""
    from django.contrib.staticfiles import finders

    return {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in ("css/portal.css", "js/menu.js", "img/icons.svg", "img/favicon.svg")}
