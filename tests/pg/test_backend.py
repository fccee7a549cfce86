"""Django on the embedded PostgreSQL: commands, test databases, threads, and a server that goes."""

import subprocess
import sys
from pathlib import Path

import pytest

from .clients import ENVIRONMENT

BEGIN = """
import os, pathlib, signal, sys, threading, time
import django
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {"ENGINE": "ssk_portal.pg.backend", "NAME": "ssk", "PGDATA": sys.argv[1],
                           "DURABLE": False}},
    USE_TZ=True,
)
django.setup()
from django.core.management import call_command
from django.db import connection, connections, utils
def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
"""


def start(folder: Path, code: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", BEGIN + code, str(folder)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(folder: Path, code: str) -> str:
    output = start(folder, code).communicate()[0]
    return output.strip()


def test_commands_that_need_no_database_start_nothing(new_cluster):
    assert "no issues" in run(new_cluster.folder, "call_command('check')")
    assert not new_cluster.folder.exists()


def test_migrate_makes_the_database_and_the_next_command_finds_it(new_cluster):
    assert run(new_cluster.folder, "call_command('migrate', verbosity=0)") == ""
    found = run(
        new_cluster.folder,
        "from django.contrib.auth.models import User; print(User.objects.count())",
    )
    assert found == "0"
    assert new_cluster.is_gone()


def test_the_portal_is_an_ordinary_role(cluster):
    role = "print(ask('SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user'))"
    assert run(cluster.folder, role) == "False"


def test_texts_sort_by_code_point_everywhere(cluster):
    sort = "print(ask(\"SELECT string_agg(x, ' ' ORDER BY x) FROM unnest('{b,a,B,A,é}'::text[]) x\"))"
    assert run(cluster.folder, sort) == "A B a b é"


def test_processes_that_begin_at_once_make_the_database_once(new_cluster):
    processes = [start(new_cluster.folder, "print(ask('SELECT current_database()'))") for _ in range(4)]
    assert [process.communicate()[0].strip() for process in processes] == ["ssk"] * 4


def test_threads_begin_at_once(new_cluster):
    threads = """
answers = []
threads = [
    threading.Thread(target=lambda: (answers.append(ask("SELECT 1")), connection.close()))
    for _ in range(8)
]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sum(answers))
"""
    assert run(new_cluster.folder, threads) == "8"


def test_each_process_of_a_parallel_run_has_its_own_test_database(cluster):
    one = """
settings.DATABASES["default"]["TEST"]["NAME"] = "test_ssk_NUMBER"
connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
print(ask("SELECT current_database()"))
connection.creation.destroy_test_db("ssk", verbosity=0)
print(ask("SELECT count(*) FROM pg_database WHERE datname = 'test_ssk_NUMBER'"))
"""
    processes = [start(cluster.folder, one.replace("NUMBER", number)) for number in ("gw0", "gw1", "gw2")]
    answers = [process.communicate()[0].split() for process in processes]
    assert answers == [["test_ssk_gw0", "0"], ["test_ssk_gw1", "0"], ["test_ssk_gw2", "0"]]


def test_a_database_that_is_not_ours_is_not_made(cluster):
    other = """
connection.settings_dict["NAME"] = "elsewhere"
try:
    connection.ensure_connection()
except utils.OperationalError as error:
    print(error)
"""
    assert 'database "elsewhere" does not exist' in run(cluster.folder, other)


def test_what_the_cluster_refuses_is_an_error_of_the_database(new_cluster):
    new_cluster.places.data.mkdir(parents=True)
    refused = """
try:
    connection.ensure_connection()
except utils.OperationalError as error:
    print(error)
"""
    assert "is not a data folder of PostgreSQL" in run(new_cluster.folder, refused)


@pytest.mark.parametrize(
    ("victim", "noticed"),
    [
        ("places.server().pid", "places.server() is None"),
        ("ask('SELECT pg_backend_pid()')", "'any other active' in places.log.read_text()"),
    ],
)
def test_the_next_connection_waits_while_the_server_recovers(cluster, victim, noticed):
    killed = f"""
from ssk_portal.pg.places import Places
places = Places(pathlib.Path(sys.argv[1]))
connection.ensure_connection()
os.kill({victim}, signal.SIGKILL)
while not {noticed}: time.sleep(0.01)
connection.close()
print(ask("SELECT 'here'"))
"""
    assert run(cluster.folder, killed) == "here"


def test_dbshell_is_psql_on_the_same_database(cluster):
    # The database is made at the first connection, which may be this test's.
    output = run(cluster.folder, "ask('SELECT 1'); call_command('dbshell', '--', '-At', '-c', 'SELECT current_user')")
    assert output == "ssk"
    assert cluster.is_gone()


def test_a_forked_worker_connects_for_itself(cluster):
    workers = """
ask("SELECT 1")
connection.close()
child = os.fork()
if not child:
    os._exit(ask("SELECT 7"))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert run(cluster.folder, workers) == "7"
