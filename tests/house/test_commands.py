"""The portal's commands speak English, whatever the language of its pages."""

import pytest
from django.core.management import get_commands, load_command_class
from django.utils import translation

from ssk_portal.common.commands import PortalCommand
from tests.demo.conftest import NOBODY_THERE, manage

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
