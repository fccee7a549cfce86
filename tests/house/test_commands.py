"""The portal's commands speak English, whatever the language of its pages."""

import pytest
from django.core.management import get_commands, load_command_class
from django.db import connection
from django.utils import translation

from ssk_portal.common.commands import PortalCommand, wait_for_other_loads
from tests.processes import NOBODY_THERE, manage

OWN = sorted(name for name, room in get_commands().items() if room.startswith("ssk_portal."))


@pytest.mark.parametrize("name", OWN)
def test_a_command_speaks_english(name):
    command = load_command_class(get_commands()[name], name)
    assert isinstance(command, PortalCommand)
    command.handle = lambda *arguments, **options: str(translation.get_language())
    command.requires_system_checks = []
    with translation.override("id"):
        assert command.execute(no_color=True, force_color=False, skip_checks=True) == "en"


@pytest.mark.parametrize("command", ["run_due", "migrate"])
def test_a_database_that_does_not_answer_is_told_in_one_sentence(command):
    refused = manage(command, SSK_MODE="test", DATABASE_URL=NOBODY_THERE)
    assert refused.returncode == 1
    assert [line for line in refused.stderr.splitlines() if line.strip()] == [refused.stderr.strip()]
    assert refused.stderr.startswith("The database cannot be used: connection ")


def test_a_database_without_tables_is_told_in_one_sentence(tmp_path):
    refused = manage("run_due", SSK_MODE="test", SSK_VAR=str(tmp_path / "var"))
    assert (refused.returncode, refused.stderr) == (1, "The database lacks tables of this version: run `manage.py migrate` first.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import_clinics", "events.json", "--most-mb", "-5"], "manage.py import_clinics: error: argument --most-mb: '-5' is not a whole number from 1 on"),
        (["import_clinics", "events.json", "--most-mb", "0"], "manage.py import_clinics: error: argument --most-mb: '0' is not a whole number from 1 on"),
        (["anonymise_user", "a\udcff", "--reason", "uji"], "An argument is not written in UTF-8."),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(arguments, sentence):
    refused = manage(*arguments, SSK_MODE="test", DATABASE_URL=NOBODY_THERE)
    assert refused.returncode
    assert refused.stderr.splitlines()[-1] == sentence


def test_a_full_disk_is_told_in_one_sentence():
    with open("/dev/full", "w") as full:
        refused = manage("help", into=full, SSK_MODE="test", DATABASE_URL=NOBODY_THERE)
    assert (refused.returncode, refused.stderr) == (1, "There is no room left for what it writes: the disk is full.\n")


def test_of_two_commands_that_load_at_once_one_waits(db):
    wait_for_other_loads()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext('commands.load'))")
            assert cursor.fetchone() == (False,)
    finally:
        other.close()
