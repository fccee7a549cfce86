"""The made-up national set for measuring: beside what is there, once, never where people work."""

import pytest
from django.core.management import CommandError, call_command

from ssk_portal.accounts.models import User
from ssk_portal.milestones.models import Assistance
from tests.reporting import stage


def test_every_other_district_is_assisted_once(regions, capsys):
    User.objects.system()
    own = stage.assist(regions["63.09"], stage.scheme(), year=2021)[0].assistance
    call_command("seed_national")
    assert set(Assistance.objects.values_list("district__code", "note")) == {("63.09", ""), ("63.07", "seed_national"), ("62.10", "seed_national")}
    assert Assistance.objects.get(district=own.district).version == own.version
    with pytest.raises(CommandError):
        call_command("seed_national")


def test_never_where_people_work(regions, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="never put into a production database"):
        call_command("seed_national")
