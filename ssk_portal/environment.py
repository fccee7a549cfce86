"""Reads the settings that a host gives by environment variables.

A setting that is missing or makes no sense stops the start with one sentence;
nothing is guessed, so a portal never runs half configured.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

MODES = ("production", "demo", "test")


def mode() -> str:
    """What the portal runs as: `production` (the default), `demo` or `test`."""
    value = os.environ.get("SSK_MODE", "production")
    if value not in MODES:
        raise ImproperlyConfigured(f"SSK_MODE is {value!r}; it must be one of {', '.join(MODES)}.")
    return value


def text(name: str, *, default: str | None = None) -> str:
    """The variable `name`, or `default`; without a default the variable must be set."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; production needs it (see README, Settings).")
    return value


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """The variable `name` as a whole number between `least` and `most`, both included."""
    raw = os.environ.get(name, "").strip() or str(default)
    if not raw.isdecimal() or not least <= int(raw) <= most:
        raise ImproperlyConfigured(f"{name} is {raw!r}; it must be a whole number from {least} to {most}.")
    return int(raw)


def yes_no(name: str, *, default: bool) -> bool:
    """The variable `name` as `yes` or `no`."""
    value = os.environ.get(name, "").strip().lower() or ("yes" if default else "no")
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be yes or no.")
    return value == "yes"


def several(name: str) -> list[str]:
    """The words of the variable `name`, separated by commas; none where it is not set."""
    return words(name) if os.environ.get(name, "").strip() else []


def words(name: str, *, default: str | None = None) -> list[str]:
    """The variable `name` as a list of words separated by commas; never empty."""
    found = [word.strip() for word in text(name, default=default).split(",") if word.strip()]
    if not found:
        raise ImproperlyConfigured(f"{name} names nothing; give at least one word.")
    return found


def secret_key() -> str:
    """The key that signs sessions: from SECRET_KEY, at least 50 characters."""
    key = text("SECRET_KEY")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured("SECRET_KEY is too weak; give at least 50 random characters.")
    return key


def local_key(folder: Path) -> str:
    """The demo's own key, kept in `folder` beside its data so that a restart signs nobody out."""
    kept = folder / "secret-key"
    try:
        if not kept.exists() or len(kept.read_text()) < 50:  # made on a full disk, it would be empty
            folder.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(60))
        return kept.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"The folder {folder} cannot be used ({error.strerror}); make it writable or name another one in SSK_VAR.") from None


def database(data_dir) -> dict:
    """The database: the server that DATABASE_URL names, else the embedded PostgreSQL in `data_dir`."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        embedded = {"ENGINE": "ssk_portal.pg.backend", "NAME": "ssk", "PGDATA": data_dir}
        # Tests have a server of their own: nothing in it has to outlive a power cut.
        return embedded | {"PGDATA": f"{data_dir}-test", "DURABLE": False} if mode() == "test" else embedded
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError:
        # The value may hold a password, so it is not repeated.
        raise ImproperlyConfigured("DATABASE_URL cannot be read; it looks like postgresql://user@host/name.") from None
    if not given.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL names no database; it looks like postgresql://user@host/name.")
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings = {key: given.pop(part, "") for key, part in named.items()}
    # A server that does not answer is told of soon; the address may say otherwise.
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"connect_timeout": "2"} | given, **settings}
