"""Processes that use an embedded PostgreSQL, and what is left of it when they are gone.

Nothing here touches Django's test database: every test looks from outside at processes of its own.
"""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from ssk_portal.pg.places import Places, command_line
from tests.signals import AS_IN_A_TERMINAL

PROJECT = Path(__file__).parents[2]
# Also for an interpreter outside the virtual environment; see as_user().
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(PROJECT), str(Path(psycopg.__file__).parents[1])])}
GONE_SECONDS = 5

CLIENT = """
import os, sys, time
from pathlib import Path
import psycopg
from ssk_portal.pg import cluster

def ask(statement):
    reached = cluster.ensure(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
    reached |= {"dbname": "postgres", "user": "postgres"}
    with psycopg.connect(**reached, autocommit=True) as connection:
        return connection.execute(statement).fetchone()[0]

for line in sys.stdin:
    if line == "fork\\n":
        if not (child := os.fork()):
            time.sleep(60)
        print(child, flush=True)
        continue
    try:
        print(ask(line), flush=True)
    except (cluster.ClusterError, psycopg.Error) as error:
        print("refused:", *str(error).split(), flush=True)
"""


class Client:
    """A process that connects anew for each statement and lives until it is told to end."""

    def __init__(self, folder: Path, python: list[str], durable: bool, **variables: str) -> None:
        self.process = subprocess.Popen(
            [*AS_IN_A_TERMINAL, *python, "-c", CLIENT, str(folder), "durable" * durable],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            start_new_session=True,
            env=ENVIRONMENT | variables,
        )

    def say(self, statement: str) -> None:
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        return self.process.stdout.readline().strip()

    def ask(self, statement: str = "SELECT 'here'") -> str:
        self.say(statement)
        return self.hear()

    def end(self, number: int = signal.SIGKILL) -> None:
        self.process.send_signal(number)
        # A signal that comes just before Python waits for its input is not noticed until there is some, or none any more.
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Cluster:
    """One folder of a cluster, seen from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = Places(folder)
        self.clients: list[Client] = []

    def client(self, *python: str, durable: bool = False, **variables: str) -> Client:
        command = list(python) or [sys.executable]
        self.clients.append(Client(self.folder, command, durable, **variables))
        return self.clients[-1]

    def servers(self) -> list[int]:
        return self.places.processes()

    def watchers(self) -> list[int]:
        mine = [b"ssk_portal.pg.watcher", bytes(self.places.folder)]
        found = [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]
        return [pid for pid in found if all(w in command_line(pid).split(b"\0") for w in mine)]

    def has_ended(self, pid: int) -> bool:
        """Whether this process of it ends within a few seconds."""
        return wait(lambda: pid not in self.servers())

    def is_gone(self) -> bool:
        """Whether nothing of it runs any more, after a few seconds at most."""
        return wait(lambda: not self.servers() and not self.watchers())

    def end(self) -> None:
        for client in self.clients:
            client.end()
        assert self.is_gone(), "a process was left behind"


def wait(condition: Callable[[], object], seconds: float = GONE_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def as_user(name: str) -> list[str]:
    """The Python of this run, or the system's, as that user."""
    if os.getuid() != 0:
        pytest.skip("only root may run a process as another user; this run is an ordinary user's")
    account = pwd.getpwnam(name)
    user = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    for python in (sys.executable, "/usr/bin/python3"):
        # Through a shell: setpriv itself still passes the folders of root.
        trial = [*user, "sh", "-c", '"$0" -c "import psycopg, ssk_portal.pg.cluster"', python]
        if subprocess.run(trial, cwd="/", env=ENVIRONMENT, capture_output=True).returncode == 0:
            return [*user, python]
    pytest.skip("an ordinary user may not read this checkout or has no Python for it")
