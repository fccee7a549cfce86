"""After every kind of death the next connection finds a server, and nothing that was written is lost."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress

import pytest

from ssk_portal.pg.places import command_line

from .clients import wait

STARTED = "SELECT pg_postmaster_start_time()"


def kill(*pids: int) -> None:
    """Kill them at once and wait until they are gone."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert wait(lambda: not any(command_line(pid) for pid in pids))


def test_a_killed_server_is_replaced_at_the_next_connection(cluster):
    client = cluster.client()
    before = client.ask(STARTED)
    kill(cluster.places.server().pid)
    assert client.ask(STARTED) > before


def test_a_killed_watcher_takes_its_server_along_and_both_are_replaced(cluster):
    client = cluster.client()
    before = client.ask(STARTED)
    server = cluster.places.server().pid
    kill(*cluster.watchers())
    assert cluster.has_ended(server)
    assert client.ask(STARTED) > before
    assert len(cluster.watchers()) == 1


def test_a_watcher_killed_with_its_client_leaves_nothing_behind(cluster):
    client = cluster.client()
    client.ask(STARTED)
    kill(*cluster.watchers(), client.process.pid)
    assert cluster.is_gone()


def test_what_was_written_is_there_after_everything_was_killed(cluster):
    client = cluster.client(durable=True)
    client.ask("CREATE TABLE kept AS SELECT 'a row' AS kept; SELECT 1")
    kill(*cluster.watchers(), *cluster.servers(), client.process.pid)
    assert (cluster.places.data / "postmaster.pid").exists()
    assert cluster.client().ask("DELETE FROM kept RETURNING kept") == "a row"


def test_a_child_that_outlived_its_server_does_not_stop_the_next(cluster):
    busy, client = cluster.client(), cluster.client()
    client.ask(STARTED)
    busy.say("SELECT pg_sleep(60)")
    server = cluster.places.server().pid
    sleeping = "SELECT max(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
    assert wait(lambda: client.ask(sleeping) != "None")
    child = int(client.ask(sleeping))
    kill(*cluster.watchers(), server)
    assert not client.ask(STARTED).startswith("refused")
    assert child not in cluster.servers()


def test_the_number_of_a_dead_server_may_belong_to_another_process(cluster):
    client = cluster.client()
    client.ask(STARTED)
    kill(*cluster.watchers(), *cluster.servers(), client.process.pid)
    # The account that runs the server must be able to see the process, else PostgreSQL knows itself
    # that the number is not a server's.
    owner = cluster.places.data.stat()
    other = subprocess.Popen(["sleep", "60"], user=owner.st_uid if os.getuid() == 0 else None)
    for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
        path = cluster.places.data / name
        path.write_text("\n".join([str(other.pid), *path.read_text().splitlines()[1:]]))
    assert not cluster.client().ask(STARTED).startswith("refused")
    assert other.poll() is None
    other.kill()
    other.wait()


def test_a_half_made_cluster_is_made_anew(new_cluster):
    new_cluster.places.unfinished.mkdir(parents=True)
    (new_cluster.places.unfinished / "PG_VERSION").write_text("18\n")
    assert not new_cluster.client().ask(STARTED).startswith("refused")
    assert not new_cluster.places.unfinished.exists()


@pytest.mark.parametrize("pause", [0.2, 0.5])
def test_a_client_killed_while_the_cluster_is_being_made(new_cluster, pause):
    client = new_cluster.client()
    client.say(STARTED)
    with suppress(subprocess.TimeoutExpired):
        client.process.wait(pause)
    kill(client.process.pid)
    assert not new_cluster.client().ask(STARTED).startswith("refused")


def test_a_folder_deleted_under_a_living_client_is_made_anew(new_cluster):
    client = new_cluster.client()
    client.ask(STARTED)
    shutil.rmtree(new_cluster.folder)
    assert not client.ask(STARTED).startswith("refused")
    newest = client.ask(STARTED)
    assert wait(lambda: len(new_cluster.watchers()) == 1)  # the old one stops the old server
    assert client.ask(STARTED) == newest


def test_a_watcher_killed_while_it_starts_is_told_and_the_next_connection_heals(new_cluster):
    client = new_cluster.client()
    client.say(STARTED)
    assert wait(new_cluster.places.unfinished.exists)
    kill(*new_cluster.watchers())
    assert "PostgreSQL ended while it started" in client.hear()
    assert not client.ask(STARTED).startswith("refused")
