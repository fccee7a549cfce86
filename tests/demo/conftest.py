"""Settings as a production host gives them."""

import secrets

import pytest

from tests.processes import manage

PRODUCTION = {
    "SSK_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "portal.example.org",
    "PORTAL_URL": "https://portal.example.org",
    "HELP_CONTACT": "admin@portal.example.org",
    "DATABASE_URL": "postgresql://ssk@localhost/ssk",
}


@pytest.fixture
def in_production():
    """Run `manage.py` with good settings for production, but for those that are given; None unsets one."""

    def run(*arguments, **variables):
        return manage(*arguments, **{name: value for name, value in (PRODUCTION | variables).items() if value is not None})

    return run
