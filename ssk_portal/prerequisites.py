"""Says in one sentence what this machine lacks for the portal; `make` asks before it installs anything.

Runs on the machine's own Python, before there is an environment, so it imports nothing
but what every Python 3 has and is written so that an old one can still read it.
"""

import importlib.util
import os
import shutil
import sys

NEEDED_MB = 600  # the environment with the test tools, and the demo's database


def lacking(folder):
    """What the machine lacks to run the portal in `folder`, as a sentence; empty when it has everything."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it is the older ones that have to be told
        return f"The portal needs Python 3.11 or newer and this is {sys.version.split()[0]}; install a newer one and name it: make PYTHON=python3.11"
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        return "Python cannot make virtual environments here; install them with: apt install python3-venv"
    if not os.access(folder, os.W_OK):
        return f"This user may not write into {folder}; run make as the user that the checkout belongs to."
    free = shutil.disk_usage(folder).free // 2**20
    if free < NEEDED_MB:
        return f"The disk has {free} MB free and the portal needs {NEEDED_MB}; make room, then run make again."
    return ""


if __name__ == "__main__":
    sys.exit(lacking(os.getcwd()) or 0)
