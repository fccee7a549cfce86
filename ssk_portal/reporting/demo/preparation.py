"""Bringing the demo's database and files to where the portal can be served, and no further than needed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ssk_portal.accounts.models import User
from ssk_portal.reporting.demo import notes
from ssk_portal.reporting.demo.accounts import NAMES, NotADemo

FIXTURES = settings.BASE_DIR / "fixtures"
NOTED_ON = "regions_region"  # which data were loaded


class OfAnotherVersion(Exception):
    """The tables were made by migrations that this version does not have."""


def tables_are_missing() -> bool:
    """Whether a migration waits to be applied.

    Raises OfAnotherVersion for tables that this version cannot bring to where it needs them.
    """
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys():
        raise OfAnotherVersion(_how_to_begin_anew())
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _how_to_begin_anew() -> str:
    made = "made by another version of the portal that was never released"
    if "PGDATA" in connection.settings_dict:  # the embedded PostgreSQL
        return f"The data in {settings.VAR_DIR} were {made}. Remove that folder to begin anew."
    return f"The tables in the database {connection.settings_dict['NAME']} were {made}. Name an empty database in DATABASE_URL to begin anew."


def migrate() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)


def data_are_missing() -> bool:
    """Whether the published data, as they are in `fixtures/` now, wait to be loaded.

    Raises NotADemo for a database with people whom the demo did not make.
    """
    noted = notes.read(NOTED_ON)
    if not noted and User.objects.people().exclude(username__in=NAMES).exists():
        raise NotADemo("This database holds accounts that the demo did not make; the demo wants a database of its own (see DATABASE_URL).")
    return noted != _digest(FIXTURES)


def load_data() -> None:
    """Load the regions, the definitions and the published content; then note what was loaded."""
    for command in ("load_regions", "load_reference", "load_published"):
        call_command(command, skip_checks=True)
    notes.write(NOTED_ON, _digest(FIXTURES))


def static_files_are_missing() -> bool:
    """Whether the static files were not collected since one of them changed."""
    note = _static_note()
    return not note.exists() or note.read_text() != _static_digest()


def collect_static_files() -> None:
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, skip_checks=True)
    _static_note().write_text(_static_digest())


def _digest(folder: Path) -> str:
    """SHA-256 of the data files of a folder, with their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".gz", ".json"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _static_note() -> Path:
    return Path(settings.STATIC_ROOT).with_suffix(".from")  # beside it: what is inside is served to everybody


def _static_digest() -> str:
    """SHA-256 of the names, sizes and times of all files that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
