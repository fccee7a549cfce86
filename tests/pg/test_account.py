"""Under whose account the server runs, who may connect, and which folders it can be in."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

import pytest

from ssk_portal.pg.cluster import SOCKET_PATH_LIMIT
from ssk_portal.pg.places import Places

from .clients import ENVIRONMENT

AFTER_ROOT = "belongs to another user"


def capabilities(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text().split("CapEff:")[1]
    return int(status.split()[0], 16)


def test_an_ordinary_user_runs_the_server_as_himself_and_root_may_go_on(new_cluster, as_daemon):
    os.chown(new_cluster.folder.parent, pwd.getpwnam("daemon").pw_uid, -1)
    user = new_cluster.client(*as_daemon)
    assert user.ask() == "here"
    server = Path(f"/proc/{new_cluster.places.server().pid}")
    assert server.owner() == "daemon"
    assert new_cluster.client().ask() == "here"  # root beside him
    user.end()
    new_cluster.clients[1].end()
    assert new_cluster.is_gone()
    assert new_cluster.client().ask() == "here"  # root alone, after him
    assert server.parent.joinpath(str(new_cluster.places.server().pid)).owner() == "daemon"
    new_cluster.clients[2].end()
    assert new_cluster.is_gone()
    assert new_cluster.client(*as_daemon).ask() == "here"  # and he again


def test_root_runs_the_server_as_nobody_without_any_power(cluster, only_root):
    assert cluster.client().ask() == "here"
    server = cluster.places.server().pid
    assert Path(f"/proc/{server}").owner() == "nobody"
    assert capabilities(server) == 0


def test_other_processes_of_nobody_may_not_connect_to_the_server_of_root(cluster, as_nobody):
    assert cluster.client().ask() == "here"
    code = f"import psycopg; psycopg.connect(host={str(cluster.places.data)!r}, user='postgres')"
    command = [*as_nobody, "-c", code]
    answer = subprocess.run(command, env=ENVIRONMENT, cwd="/", stderr=subprocess.PIPE, text=True)
    assert "Peer authentication failed" in answer.stderr


def test_a_folder_of_root_is_refused_to_an_ordinary_user(cluster, as_daemon):
    assert cluster.client().ask() == "here"
    assert AFTER_ROOT in cluster.client(*as_daemon).ask()


def test_a_folder_that_only_root_may_pass(new_cluster, only_root):
    parents = [new_cluster.folder.parent, new_cluster.folder]
    new_cluster.folder.mkdir()
    for folder in parents:
        folder.chmod(0o700)
    assert new_cluster.client().ask() == "here"
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in parents] == [0o700, 0o700]
    assert [folder.owner() for folder in parents] == ["root", "root"]
    new_cluster.clients[0].end(2)
    assert new_cluster.is_gone()
    assert new_cluster.client().ask() == "here"


@pytest.mark.parametrize("name", ["x" * 120, "Pokja, 'Sanitasi' \"é\" %s"])
def test_a_path_that_is_long_or_odd(new_cluster, name):
    new_cluster.folder = new_cluster.folder / name
    new_cluster.places = Places(new_cluster.folder)
    assert new_cluster.client().ask() == "here"
    new_cluster.clients[0].end()
    assert new_cluster.is_gone()


def test_the_long_name_is_long_enough():
    assert len("x" * 120) > SOCKET_PATH_LIMIT


def test_the_network_stays_shut_and_our_environment_stays_here(cluster):
    client = cluster.client(PGPORT="6543", PGDATA="/nowhere", SECRET_KEY="never-show-this")
    assert client.ask("SHOW listen_addresses") == ""
    assert client.ask("SHOW port") == "5432"
    for pid in [cluster.places.server().pid, *cluster.watchers()]:
        assert b"never-show-this" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_files_with_what_people_typed_are_shut(cluster):
    assert cluster.client().ask() == "here"
    assert stat.S_IMODE(cluster.places.log.stat().st_mode) == 0o600
    assert stat.S_IMODE(cluster.places.data.stat().st_mode) == 0o700
