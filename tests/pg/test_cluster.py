"""The cluster lives exactly as long as its clients, however they end."""

import os
import signal
import time

import pytest

from ssk_portal.pg import watcher


def test_six_processes_begin_at_once_with_nothing(new_cluster):
    clients = [new_cluster.client() for _ in range(6)]
    for client in clients:
        client.say("SELECT pg_postmaster_start_time()")
    assert len({client.hear() for client in clients}) == 1
    assert len(new_cluster.watchers()) == 1
    for client in clients[:5]:
        client.end()
    time.sleep(3 * watcher.LOOK_SECONDS)
    assert clients[5].ask() == "here"
    clients[5].end()
    assert new_cluster.is_gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_server_ends_with_its_client_however_it_went(cluster, number):
    client = cluster.client()
    assert client.ask() == "here"
    client.end(number)
    assert cluster.is_gone()
    assert not (cluster.places.data / "postmaster.pid").exists()  # it ended in good order


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(cluster):
    other = cluster.client()
    assert other.ask() == "here"
    started_it = cluster.client()
    assert started_it.ask() == "here"
    other.end()
    os.killpg(started_it.process.pid, signal.SIGINT)
    assert cluster.is_gone()
    assert "received fast shutdown request" in cluster.places.log.read_text()


def test_the_second_start_makes_nothing_anew(cluster):
    """What takes seconds is making the cluster: it bears the number that it was given when it was made."""
    number = "SELECT system_identifier FROM pg_control_system()"
    first, started = cluster.client().ask(number), cluster.clients[0].ask("SELECT pg_postmaster_start_time()")
    cluster.clients[0].end()
    again = cluster.client()  # even while the first server is still stopping
    assert again.ask(number) == first
    assert again.ask("SELECT pg_postmaster_start_time()") >= started


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_forked_child_counts_as_a_client(cluster, number):
    client = cluster.client()
    assert client.ask() == "here"
    child = int(client.ask("fork"))
    client.end(number)
    time.sleep(3 * watcher.LOOK_SECONDS)
    assert cluster.servers()
    os.kill(child, signal.SIGKILL)
    assert cluster.is_gone()
