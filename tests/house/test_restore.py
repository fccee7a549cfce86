"""What README.md says of backups: the dump of the database and the copied files are the whole portal again."""

import hashlib
import os
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.sql import SQL, Identifier

from ssk_portal.pg.programs import find

pytestmark = pytest.mark.django_db
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
RULES = {
    "sequences": "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled, prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal ORDER BY 1, 2",
    "constraints": "SELECT conrelid::regclass::text, conname, contype, convalidated FROM pg_constraint ORDER BY 1, 2",  # a dump writes their casts otherwise
}


def run(program, *arguments):
    """One of PostgreSQL's own programs against the test database's server."""
    programs, info = find(Path("nowhere")), connection.connection.info
    if info.server_version // 10000 != programs.major:
        pytest.skip("the programs here are of another version than the server")
    where = {"PGHOST": info.host, "PGPORT": str(info.port), "PGUSER": info.user, "PGPASSWORD": info.password}
    return subprocess.run([programs[program], *arguments], env=os.environ | where, capture_output=True, text=True)


def connect(database):
    info = connection.connection.info
    return psycopg.connect(info.dsn, dbname=database, password=info.password)


def contents(database) -> dict[str, str]:
    """Of every table the number of rows and a sum over them; the rules in words."""
    with connect(database) as there:
        told = {name: str(there.execute(question).fetchall()) for name, question in RULES.items()}
        for (table,) in there.execute(TABLES).fetchall():
            rows = sorted(row for (row,) in there.execute(SQL("SELECT t::text FROM {} t").format(Identifier(table))))
            told[table] = f"{len(rows)} {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()}"
    return told


@pytest.fixture
def dump(rows, tmp_path):
    """The whole test database in one file, as README.md has it written."""
    made = run("pg_dump", "--format=custom", f"--file={tmp_path / 'portal.dump'}", connection.settings_dict["NAME"])
    assert made.returncode == 0, made.stderr
    return tmp_path / "portal.dump"


@pytest.fixture
def beside(rows):
    """The name of an empty database on the same server."""
    name = f"{connection.settings_dict['NAME']}_restored"
    run("dropdb", "--if-exists", name)  # of a run that was killed
    assert run("createdb", "--template=template0", name).returncode == 0
    yield name
    run("dropdb", "--force", name)


def restore(dump, database):
    return run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={database}", dump)


def test_what_is_restored_is_row_for_row_the_same_and_keeps_the_same_rules(dump, beside):
    restored = restore(dump, beside)
    assert restored.returncode == 0, restored.stderr
    former, after = contents(connection.settings_dict["NAME"]), contents(beside)
    assert not former["milestones_progressevent"].startswith("0 ")
    assert after == former
    with connect(beside) as there, pytest.raises(psycopg.errors.RaiseException):
        there.execute("DELETE FROM milestones_progressevent")


def test_a_damaged_dump_is_refused(dump, beside):
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    refused = restore(dump, beside)
    assert refused.returncode != 0
    with connect(beside) as there:
        assert there.execute(TABLES).fetchall() == []
