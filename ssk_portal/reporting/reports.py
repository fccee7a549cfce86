"""What the loading commands print: a line for what was made, a line for each row that found no place."""

import time
from contextlib import contextmanager


def say(command, what: str, loaded) -> None:
    """Print what a load did. Rows without a place are listed, never dropped in silence."""
    command.stdout.write(f"{what}: {loaded.made:,} made, {loaded.changed:,} changed, {loaded.unchanged:,} unchanged")
    for row in loaded.unplaced:
        command.stderr.write(f"  not placed: {row}")
    for sentence in loaded.notes:
        command.stdout.write(f"  note: {sentence}")
    command.stdout.flush()


@contextmanager
def timed(command, what: str):
    """Say what begins, and how long it took where that was more than two seconds."""
    began = time.monotonic()
    command.stdout.write(f"{what} ...")
    command.stdout.flush()
    yield
    if (took := time.monotonic() - began) > 2:
        command.stdout.write(f"  {what}: done in {took:.0f} s")
        command.stdout.flush()
