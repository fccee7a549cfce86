"""The detached process beside the portal: makes the cluster, starts the server, stops it.

Run by ``cluster.ensure()`` as ``python -m ssk_portal.pg.watcher FOLDER durable|throw-away``. It
says nothing on its output when the server is ready, else one sentence; then it closes the output
and stays as the parent of the server until no process holds the clients' lock any more.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from ssk_portal.pg.account import hand_over, server_command, user_name
from ssk_portal.pg.cluster import PORT, USER
from ssk_portal.pg.places import ClusterError, Places, is_there, open_lock, try_lock
from ssk_portal.pg.programs import Programs, find

LOOK_SECONDS = 0.2  # how often it looks whether the last client is gone

SETTINGS = {
    "listen_addresses": "",  # never the network
    "unix_socket_directories": ".",  # the data folder, shut to others; see _admit_only
    "port": PORT,
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",  # costs more than it saves on short queries
    "timezone": "UTC",
    "log_timezone": "UTC",
}
THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def main(folder: Path, durable: bool) -> None:
    """Become the watcher of the cluster, unless another process is it already."""
    if os.fork():
        os._exit(0)  # the watcher is nobody's child: a client need not wait for it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    places = Places(folder)
    try:
        lock = _become_the_watcher(places)
        if lock is None:
            return
        server = _start(places, durable)
    except (ClusterError, OSError) as error:
        print(error)
        return
    _close_output()
    _watch(places, server, lock)


def _become_the_watcher(places: Places) -> int | None:
    """The watcher's lock; None when another watcher has a server ready."""
    lock = open_lock(places.watcher_lock)
    while not try_lock(lock):
        if places.is_ready():
            return None
        time.sleep(0.05)
    return lock


def _start(places: Places, durable: bool) -> subprocess.Popen[bytes]:
    programs = find(places.data)
    if not places.data.exists():
        _make_cluster(places, programs, durable)
    stop(places)  # whatever a killed watcher or server left running
    for left_over in ("postmaster.pid", f".s.PGSQL.{PORT}.lock"):
        # Its process is gone. PostgreSQL itself would take any new process with that id for it.
        (places.data / left_over).unlink(missing_ok=True)
    if places.log.exists():
        places.log.replace(places.log.with_suffix(".log.1"))
    settings = SETTINGS | ({} if durable else THROW_AWAY) | {"cluster_name": places.name}
    command = [*server_command(places.data, programs), programs["postgres"], "-D", str(places.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    # A file, never a pipe: the server and all its children keep it open.
    # For our eyes only: it may tell what somebody typed.
    with open(os.open(places.log, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    while not places.is_ready():
        if server.poll() is not None:
            what = f"PostgreSQL did not start (see {places.log})"
            raise ClusterError(_why(places, what, places.log.read_text()))
        time.sleep(0.02)
    return server


def _make_cluster(places: Places, programs: Programs, durable: bool) -> None:
    """Make it beside its place and move it there when whole: half a cluster is never seen."""
    admitted = sorted({user_name(), "root"})
    new = places.unfinished
    if new.exists():
        _end_makers(places)
        shutil.rmtree(new)
    new.mkdir(mode=0o700)
    hand_over(new)
    run_as_server = server_command(new, programs)
    # Sorts alike on every machine; before version 17 the C library does it, which sorts the same.
    sorting = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if programs.major > 16 else []
    options = ["--username=postgres", "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8", *sorting]
    if not durable:
        options.append("--no-sync")
    _run(places, [*run_as_server, programs["initdb"], "-D", str(new), *options])
    _admit_only(admitted, new)
    alone = ["--single", "-D", str(new), "-c", "exit_on_error=on", "postgres"]
    _run(places, [*run_as_server, programs["postgres"], *alone], f"CREATE ROLE {USER} LOGIN CREATEDB;\n")
    new.rename(places.data)


def _end_makers(places: Places) -> None:
    """End what a killed watcher left at work: it writes on, and tidies up at its end, while its folder is taken away."""
    deadline = time.monotonic() + 5
    while makers := places.makers():
        if time.monotonic() > deadline:
            raise ClusterError(f"Processes that make the PostgreSQL in {places.folder} cannot be stopped.")
        _signal(makers, signal.SIGKILL)
        time.sleep(0.02)


def _admit_only(users: list[str], data: Path) -> None:
    """Let only these system users connect: the one who made the cluster, and root.

    The system tells the server who is at the other end of a Unix socket, so no password is needed;
    and where root lets ``nobody`` run the server, other processes of ``nobody`` are not let in.
    """
    (data / "pg_hba.conf").write_text("local all all peer map=portal\n")
    (data / "pg_ident.conf").write_text("".join(f'portal "{name}" {role}\n' for name in users for role in (USER, "postgres")))


def _run(places: Places, command: list[str], text: str = "") -> None:
    answer = subprocess.run(command, input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if answer.returncode:
        raise ClusterError(_why(places, "PostgreSQL could not make its data folder", answer.stdout))


def _why(places: Places, what: str, output: str) -> str:
    """A sentence from what PostgreSQL's program wrote."""
    # On a disk without any room even the reason could not be written down.
    no_room = shutil.disk_usage(places.folder).free < 2**20
    if no_room or "No space left on device" in output:
        return f"{what}: the disk that holds {places.folder} is full."
    reasons = [line.rpartition("FATAL:  ")[2] for line in output.splitlines() if "FATAL:" in line or "error:" in line]
    return f"{what}: {'; '.join(reasons or output.splitlines()[-3:])}"


def _close_output() -> None:
    """End the client's wait; from here on there is nobody to talk to."""
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _watch(places: Places, server: subprocess.Popen[bytes], lock: int) -> None:
    """Stop the server when the last client is gone; end when the server ended by itself."""
    clients = open_lock(places.clients_lock)
    try:
        while server.poll() is None and is_there(lock) and not try_lock(clients):
            time.sleep(LOOK_SECONDS)
    finally:
        if is_there(lock):
            stop(places)
        else:  # the folder was deleted; another cluster may be in its place
            server.send_signal(signal.SIGQUIT)
        server.wait()


def stop(places: Places) -> None:
    """Stop every process of the cluster: first orderly, then at once, at last by force."""
    server = places.server()
    if server is not None:
        _signal([server.pid], signal.SIGINT)
        if _all_gone(places, seconds=20):
            return
    for number in (signal.SIGQUIT, signal.SIGKILL):
        _signal(places.processes(), number)
        if _all_gone(places, seconds=5):
            return
    raise ClusterError(f"Processes of the PostgreSQL in {places.folder} cannot be stopped.")


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _all_gone(places: Places, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while places.processes():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
