"""The files of one cluster and the processes that belong to it."""

import fcntl
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


class ClusterError(Exception):
    """The embedded PostgreSQL cannot serve; its text tells the person at the keyboard why."""


@dataclass(frozen=True)
class Server:
    """A running server process of the cluster; ``ready`` once it takes connections."""

    pid: int
    ready: bool


class Places:
    """Where a cluster keeps its things, all inside one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.unfinished = self.folder / "data.new"
        self.clients_lock = self.folder / "clients.lock"
        self.watcher_lock = self.folder / "watcher.lock"
        self.log = self.folder / "server.log"
        # Every process of the server carries this name in its command line, so that one look into
        # /proc tells whether a process id is still ours or was given to somebody else since.
        self.name = "portal-ssk-" + hashlib.sha256(bytes(self.data)).hexdigest()[:12]

    def server(self) -> Server | None:
        """The server that ``postmaster.pid`` speaks of, if it is alive and really ours."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return None
        # A killed server leaves its file behind, and a file half written has no whole first line.
        if not lines or not lines[0].isdigit() or not self._is_server(command_line(int(lines[0]))):
            return None
        return Server(int(lines[0]), ready=len(lines) > 7 and lines[7].strip() == "ready")

    def is_ready(self) -> bool:
        """Whether the server runs and takes connections."""
        server = self.server()
        return server is not None and server.ready

    def processes(self) -> list[int]:
        """Process ids of the server and its children, also of children that outlived it."""
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                line = command_line(int(entry))
                if self._is_server(line) or line.startswith(f"postgres: {self.name}: ".encode()):
                    found.append(int(entry))
        return found

    def makers(self) -> list[int]:
        """Process ids of programs that still make a cluster whose watcher was killed: named for its folder, or at work in it."""
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                arguments = command_line(int(entry)).split(b"\0")
                if bytes(self.unfinished) in arguments or _folder_of(int(entry)) == self.unfinished:
                    found.append(int(entry))
        return found

    def _is_server(self, line: bytes) -> bool:
        words = line.split(b"\0")
        return words[0].endswith(b"postgres") and f"cluster_name={self.name}".encode() in words


def command_line(pid: int) -> bytes:
    """The command line of a process; empty for one that is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _folder_of(pid: int) -> Path | None:
    """The folder that a process works in; None for one that is gone or is not ours to look at."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return None


def open_lock(path: Path) -> int:
    """Open a lock file, making it where missing. Programs started later do not inherit it."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Take the lock without waiting; ``False`` when somebody else has it."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_there(descriptor: int) -> bool:
    """Whether the file or folder somebody keeps open still has a name, or was deleted meanwhile."""
    return os.fstat(descriptor).st_nlink > 0
