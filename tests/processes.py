"""The portal's commands as a host runs them: in a process of its own, with settings of its own."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
NOBODY_THERE = "postgresql://ssk@127.0.0.1:1/ssk"
OF_THE_HOST = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")


def manage(*arguments: str, into=subprocess.PIPE, **variables: str) -> subprocess.CompletedProcess:
    """Run `manage.py` with just these settings; `into` is where it prints."""
    environment = {name: os.environ[name] for name in OF_THE_HOST if name in os.environ} | variables
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT, env=environment, stdout=into, stderr=subprocess.PIPE, text=True, timeout=120)
