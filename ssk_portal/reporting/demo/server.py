"""Serving the demo, with what runs on time beside it, until it is told to end.

Every process that is started here ends with the one that started it, however that one went:
the system itself sends the signal, so that even `kill -9` leaves nothing behind.
"""

import ctypes
import errno
import io
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable

from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

ADDRESS = "127.0.0.1"
WORKERS = 2
THREADS = 2
EVERY_SECONDS = 300  # how often whatever is due is done
PR_SET_PDEATHSIG = 1  # prctl(2)


class PortTaken(Exception):
    """Nothing can be served on this port; its text says why."""


def end_with(parent: int) -> None:
    """Let the system end this process (SIGTERM) when `parent`, the process that started it, ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it went before we asked
        sys.exit()


def claim(port: int) -> None:
    """Make sure that the port is free, before anything long is begun. Raises PortTaken."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, port))
        except OSError as error:
            why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({os.strerror(error.errno or 0)})"
            another = port + 1 if 1023 < port < 65535 else 8000  # the lower ones are the administrator's
            raise PortTaken(f"Port {port} {why}; name another one: make demo PORT={another}") from None


def serve(port: int, *, opened: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM. `opened` is called once the portal takes visitors."""
    own = os.getpid()
    connections.close_all()  # the processes below are forks; each connects for itself
    clock = Clock(lambda: _do_what_is_due(own), every=EVERY_SECONDS)
    clock.start(port, opened)
    server = Granian(
        "ssk_portal.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        # Where the terminal is closed the demo ends. Granian would take it for a wish to reload.
        server.signal_handler_reload = server.signal_handler_interrupt  # type: ignore[method-assign]
    try:
        server.serve(target_loader=lambda: _application(own), wrap_loader=False)
    finally:
        clock.stop()


def _application(parent: int):
    """The portal inside a worker."""
    os.setpgid(0, 0)  # Ctrl-C is for the server alone, which then ends its workers
    # The server's own handler came along with the fork; a worker that is still loading would obey nothing.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with(parent)
    from ssk_portal.wsgi import application

    return application


def _do_what_is_due(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the server, which ends this process in its turn
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with(parent)
    try:
        call_command("run_due", skip_checks=True, stdout=io.StringIO())
    except Exception as error:  # the next round may go better; the demo goes on
        print(f"run_due: {error}", file=sys.stderr, flush=True)


class Clock:
    """What cron does elsewhere: each round in a process of its own, so that one that was killed takes no later one with it.

    `work` is done in that process; `every` is the pause after it, in seconds.
    """

    def __init__(self, work: Callable[[], None], *, every: float):
        self._work, self._every = work, every
        self._over = threading.Event()

    def start(self, port: int, opened: Callable[[], None]) -> None:
        """Begin once the portal answers on `port`; then `opened` is called, once."""
        self._thread = threading.Thread(target=self._run, args=(port, opened), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the round that runs, and begin no other."""
        self._over.set()
        self._thread.join()

    def _run(self, port: int, opened: Callable[[], None]) -> None:
        while not _answers(port):
            if self._over.wait(0.05):
                return
        opened()
        while not self._over.is_set():
            self._round()
            self._over.wait(self._every)

    def _round(self) -> None:
        process = multiprocessing.get_context("fork").Process(target=self._work, daemon=True)
        process.start()
        while process.is_alive():
            if self._over.is_set():
                process.terminate()
            process.join(0.2)


def _answers(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex((ADDRESS, port)) == 0
