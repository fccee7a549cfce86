"""What rooms above do on time: each names its work in a module `due`, and `run_due` does it before the mails.

Such a function is given the moment, may run twice at once, and returns how many notices it wrote. A fault in one
stops none of the others.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

Work = Callable[[datetime], int]
_WORK: list[Work] = []


def due(work: Work) -> Work:
    """Have `work` done whenever `run_due` runs."""
    _WORK.append(work)
    return work


def all_work() -> list[Work]:
    """What all rooms have registered."""
    autodiscover_modules("due")
    return list(_WORK)
