"""`manage.py demo`, as it is run: everything up from nothing, and nothing left behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from ssk_portal.reporting.demo.accounts import ACCOUNTS
from tests.processes import NOBODY_THERE, OF_THE_HOST, PROJECT, manage
from tests.signals import AS_IN_A_TERMINAL

OPENING_SECONDS = 240  # on a busy machine; an idle one takes a tenth


class Demo:
    """A folder for a demo's data, and whatever runs on it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.process = None

    def start(self, *command: str):
        environment = {name: os.environ[name] for name in OF_THE_HOST if name in os.environ}
        environment |= {"SSK_MODE": "demo", "SSK_VAR": str(self.folder), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        with (self.folder / "output").open("w") as output:
            started = (*AS_IN_A_TERMINAL, *(command or (sys.executable, "manage.py", "demo")))
            self.process = subprocess.Popen(started, cwd=PROJECT, env=environment, stdout=output, stderr=output, start_new_session=True)
        self.wait_for(lambda: "Ctrl-C" in self.told() or self.process.poll() is not None, OPENING_SECONDS)
        assert "Ctrl-C" in self.told(), self.told()

    def told(self) -> str:
        return (self.folder / "output").read_text()

    def page(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/masuk/", timeout=30) as answer:
            return answer.status

    def processes(self) -> list[int]:
        """Everything that runs on the folder: the demo's processes by their settings, PostgreSQL's by their command line."""
        mine = []
        for entry in filter(str.isdecimal, os.listdir("/proc")):
            try:
                words = Path(f"/proc/{entry}/cmdline").read_bytes() + Path(f"/proc/{entry}/environ").read_bytes()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if bytes(self.folder) in words:
                mine.append(int(entry))
        return mine

    def end(self, number: int) -> bool:
        """Send the signal to the demo's first process only. Whether everything is gone soon after."""
        self.process.send_signal(number)
        self.process.wait(60)
        return self.wait_for(lambda: not self.processes(), 30)

    @staticmethod
    def wait_for(condition, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture(scope="module")
def demo():
    folder = Path(tempfile.mkdtemp(prefix="ssk-demo-"))
    folder.chmod(0o755)
    demo = Demo(folder)
    yield demo
    if demo.process and demo.process.poll() is None:
        demo.end(signal.SIGKILL)
    shutil.rmtree(folder)


def test_from_nothing_to_the_first_page_and_again(demo):
    """One story, for the first start is the dear one."""
    demo.start()
    told = demo.told()
    assert demo.page() == 200
    assert f"Portal SSK is open at http://127.0.0.1:{demo.port}/" in told
    assert [account.username for account in ACCOUNTS if f"  {account.username} " not in told or account.password not in told] == []
    assert "Loading the published data" in told
    assert demo.end(signal.SIGKILL), "kill -9 left a process behind"

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        demo.start()
        assert demo.page() == 200
        assert "Loading" not in demo.told()
        assert "Making" not in demo.told()
        assert demo.end(number), f"{number} left a process behind"
        assert [word for word in ("Traceback", "refused to gracefully stop") if word in demo.told()] == []

    demo.start("sh", "-c", '"$0" manage.py demo --end-with-parent & wait', sys.executable)
    assert demo.page() == 200
    assert demo.end(signal.SIGKILL), "the demo outlived the make that started it"


def test_a_worker_that_is_still_loading_ends_when_it_is_told_to():
    """A fork has the server's handler; and Ctrl-C, sent to the whole terminal, is not for the workers."""
    worker = """
import os, signal
signal.signal(signal.SIGTERM, lambda *_: None)
from ssk_portal.reporting.demo import server
server._application(os.getppid())
print(os.getpgid(0) == os.getpid(), flush=True)
os.kill(os.getpid(), signal.SIGTERM)
print("went on")
"""
    environment = os.environ | {"SSK_MODE": "test", "DJANGO_SETTINGS_MODULE": "ssk_portal.settings"}
    ended = subprocess.run([sys.executable, "-c", worker], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.returncode) == ("True\n", -signal.SIGTERM), ended.stderr


def test_a_round_that_is_killed_takes_no_later_one_with_it():
    """What runs on time is started again by the clock, as the workers are by the server."""
    clock = """
import os, signal, socket, time
from pathlib import Path
from ssk_portal.reporting.demo.server import Clock
rounds, opened = Path(os.environ["ROUNDS"]), []
def work():
    with rounds.open("a") as told:
        told.write("begun\\n")
    os.kill(os.getpid(), signal.SIGKILL)
with socket.create_server(("127.0.0.1", 0)) as portal:
    clock = Clock(work, every=0.01)
    clock.start(portal.getsockname()[1], lambda: opened.append(rounds.exists()))
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (rounds.exists() and rounds.read_text().count("begun") > 2):
        time.sleep(0.01)
    clock.stop()
    print(opened, rounds.read_text().count("begun") > 2)
    done = rounds.read_text()
    time.sleep(0.1)
    print(rounds.read_text() == done)
"""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"SSK_MODE": "test", "DJANGO_SETTINGS_MODULE": "ssk_portal.settings", "ROUNDS": f"{folder}/rounds"}
        told = subprocess.run([sys.executable, "-c", clock], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)
    assert (told.stdout, told.stderr) == ("[False] True\nTrue\n", "")


@pytest.mark.parametrize("mode", ["production", "test"])
def test_it_runs_as_a_demo_only(in_production, mode):
    refused = in_production("demo", SSK_MODE=mode)
    assert refused.returncode == 1
    assert refused.stderr.strip() == "CommandError: The demo runs with SSK_MODE=demo only; its accounts have no place elsewhere."


def test_a_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = manage("demo", SSK_MODE="demo", SSK_VAR=str(tmp_path), PORT=str(port))
    assert refused.stderr.strip() == f"CommandError: Port {port} is in use; name another one: make demo PORT={port + 1}"


def test_a_database_that_does_not_answer_is_named(tmp_path):
    refused = manage("demo", SSK_MODE="demo", SSK_VAR=str(tmp_path), PORT=str(free_port()), DATABASE_URL=NOBODY_THERE)
    assert refused.returncode == 1
    assert refused.stderr.startswith("The database cannot be used: connection ")
    assert list(tmp_path.iterdir()) == [tmp_path / "secret-key"]
