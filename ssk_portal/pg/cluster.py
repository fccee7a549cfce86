"""What a process does that wants to connect to the embedded PostgreSQL: ``ensure()``."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from ssk_portal.pg.places import ClusterError, Places, is_there, open_lock, try_lock

USER = "ssk"  # the ordinary role of the portal; "postgres" is the superuser
PORT = "5432"  # only part of the socket's name: no network port is opened
SOCKET_PATH_LIMIT = 107  # bytes, of the operating system
START_SECONDS = 120  # making a cluster takes one or two; recovery after a crash may take more
STOP_SECONDS = 60

# What this process keeps open while it lives. A forked child has them too and so counts as alive
# itself; nothing here is ever unlocked or closed by hand, that would also unlock the parent.
_clients_locks: dict[Path, int] = {}
_data_folders: dict[Path, int] = {}
_one_thread = threading.Lock()


def ensure(folder: Path, *, durable: bool = True) -> dict[str, str]:
    """Let the cluster in ``folder`` run for as long as this process lives.

    Returns the parameters of a connection: host (the folder of its Unix socket), port and user.
    ``durable=False`` starts a throw-away server that writes faster and survives no power failure.
    Takes some microseconds when the server runs already. Raises ClusterError.
    """
    places = Places(folder)
    with _one_thread:
        try:
            places.folder.mkdir(parents=True, exist_ok=True)
            _count_as_client(places)
            if not places.is_ready():
                _start(places, durable)
            return {"host": _socket_folder(places), "port": PORT, "user": USER}
        except PermissionError as error:
            raise ClusterError(
                f"You may not use {error.filename}; it belongs to another user. Run as that user, or move {places.folder} away to begin with an empty database."
            ) from error
        except OSError as error:
            raise ClusterError(f"PostgreSQL cannot use {places.folder}: {error}.") from error


def _count_as_client(places: Places) -> None:
    """Hold the shared lock that tells the watcher that somebody is still there."""
    held = _clients_locks.get(places.folder)
    if held is not None and is_there(held):
        return
    descriptor = open_lock(places.clients_lock)
    deadline = time.monotonic() + STOP_SECONDS
    while not try_lock(descriptor, shared=True):  # the watcher of the last run is stopping it
        if time.monotonic() > deadline:
            os.close(descriptor)
            raise ClusterError(f"The PostgreSQL in {places.folder} is stopping and does not end.")
        time.sleep(0.02)
    _clients_locks[places.folder] = descriptor


def _start(places: Places, durable: bool) -> None:
    """Run the watcher and wait until it says how it went: nothing, or a sentence.

    Several processes may do so at once: one watcher stays, the others wait for it and end.
    """
    mode = "durable" if durable else "throw-away"
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "ssk_portal.pg.watcher", places.folder, mode],
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal must not reach it
            text=True,
            timeout=START_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ClusterError(f"PostgreSQL did not start within {START_SECONDS} seconds; see {places.log}.") from None
    if not places.is_ready():
        raise ClusterError(answer.stdout.strip() or f"PostgreSQL ended while it started; see {places.log}.")


def _environment() -> dict[str, str]:
    """What Python and PostgreSQL need to start, and nothing else of ours.

    A secret in our environment would be open to whoever shares the server's account, and
    PostgreSQL's programs would obey a PGPORT or PGDATA.
    """
    needed = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME")
    kept = {name: os.environ[name] for name in needed if name in os.environ}
    project = str(Path(__file__).parents[2])
    paths = [project, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _socket_folder(places: Places) -> str:
    """The data folder, or another way to it where a socket's path may not be written like that.

    The other way leads over this process and works for the programs it starts, too. (The driver
    takes a comma for the end of a host.)
    """
    path = places.data / f".s.PGSQL.{PORT}"
    if len(bytes(path)) <= SOCKET_PATH_LIMIT and "," not in str(path):
        return str(places.data)
    held = _data_folders.get(places.folder)
    if held is None or not is_there(held):
        held = os.open(places.data, os.O_PATH)
        _data_folders[places.folder] = held
    return f"/proc/{os.getpid()}/fd/{held}"


def _after_fork() -> None:
    """A thread that was starting the server in the parent does not exist in the child."""
    global _one_thread
    _one_thread = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
