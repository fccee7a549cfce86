"""The portal's commands speak English, whatever the language of its pages."""

import pytest
from django.core.management import get_commands, load_command_class
from django.utils import translation

from ssk_portal.common.commands import PortalCommand

OWN = sorted(name for name, room in get_commands().items() if room.startswith("ssk_portal."))


@pytest.mark.parametrize("name", OWN)
def test_a_command_speaks_english(name):
    command = load_command_class(get_commands()[name], name)
    assert isinstance(command, PortalCommand)
    command.handle = lambda *arguments, **options: str(translation.get_language())
    command.requires_system_checks = []
    with translation.override("id"):
        assert command.execute(no_color=True, force_color=False, skip_checks=True) == "en"
