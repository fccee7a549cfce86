"""Runs the portal's commands as a host would: in a process of its own, with settings of its own."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PRODUCTION = {
    "SSK_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "portal.example.org",
    "PORTAL_URL": "https://portal.example.org",
    "HELP_CONTACT": "admin@portal.example.org",
    "DATABASE_URL": "postgresql://ssk@localhost/ssk",
}
NOBODY_THERE = "postgresql://ssk@127.0.0.1:1/ssk"
OF_THE_HOST = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")


def manage(*arguments: str, into=subprocess.PIPE, **variables: str) -> subprocess.CompletedProcess:
    """Run `manage.py` with just these settings; `into` is where it prints."""
    environment = {name: os.environ[name] for name in OF_THE_HOST if name in os.environ} | variables
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT, env=environment, stdout=into, stderr=subprocess.PIPE, text=True, timeout=120)


@pytest.fixture
def in_production():
    """Run `manage.py` with good settings for production, but for those that are given; None unsets one."""

    def run(*arguments, **variables):
        return manage(*arguments, **{name: value for name, value in (PRODUCTION | variables).items() if value is not None})

    return run
