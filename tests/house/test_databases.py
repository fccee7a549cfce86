"""Runs that were killed, and runs at once, do not get into each other's way."""

import subprocess
import sys

from tests import databases
from tests.processes import PROJECT

HOLDER = "import sys, pathlib; from tests.databases import own_name; print(own_name('test_ssk', pathlib.Path(sys.argv[1])), flush=True); input()"


def test_two_runs_have_two_databases_and_one_that_was_killed_has_none(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path / "new"], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "test_ssk\n"
        assert databases.own_name("test_ssk", tmp_path / "new") == "test_ssk_2"
        assert databases.own_name("test_ssk_gw0", tmp_path / "new") == "test_ssk_gw0"
        other.kill()
    assert databases.own_name("test_ssk", tmp_path / "new") == "test_ssk"


def test_what_a_run_that_was_killed_left_is_taken_away(transactional_db, cast):
    assert {"accounts_user", "accounts_userevent", "regions_region"} <= set(databases.with_rows())
    databases.empty()
    assert set(databases.with_rows()) == databases.HELD
