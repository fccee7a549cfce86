"""The kept test databases: one for each process that runs tests, and empty when it begins.

A run that was killed leaves its rows behind; two runs in one checkout would write into each other's.
"""

import fcntl
import os
from itertools import count
from pathlib import Path

from django.core.management import call_command
from django.db import connection

# What every migrated database holds.
HELD = {"auth_permission", "django_content_type"}


def own_name(name: str, folder: Path) -> str:
    """`name`, or `name_2` and so on where another process has it; ours until this process ends.

    `folder` holds the locks. A process that was killed holds none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        own = name if number == 1 else f"{name}_{number}"
        lock = os.open(folder / f"{own}.lock", os.O_RDWR | os.O_CREAT, 0o600)  # never closed by hand
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return own
        except BlockingIOError:
            os.close(lock)
    raise AssertionError("there is always a next number")


def with_rows() -> list[str]:
    """The tables that hold rows."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in names))
        return [name for (name,) in cursor.fetchall()]


def empty() -> None:
    """Take away what an earlier run left, if it left anything."""
    if set(with_rows()) - HELD:
        call_command("flush", interactive=False, verbosity=0)
