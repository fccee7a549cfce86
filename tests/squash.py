"""Writes the migrations of every app anew as one: `python -m tests.squash`.

Only before a release that nobody has data of: what filled rows that were there before goes with
the files, and only what an empty database can run stays, in files of their own (`KEPT`).
"""

import os
import re
from graphlib import TopologicalSorter
from pathlib import Path

import tests.environment  # noqa: F401

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")

FIRST = "0001_initial"
LAST = {"contenttypes": "0002_remove_content_type_name"}  # of Django's apps
# Works on an empty database too: a table beside those of the models, and what is tested by itself.
KEPT = {"0002_cache_table", "0006_recovery_codes_hashed"}


def models_of(app: str, state) -> list:
    """The final models of an app as operations, each behind those it points to."""
    from django.db.migrations import CreateModel

    operations, needs = {}, {}
    for (label, name), model in state.models.items():
        if label == app:
            operations[name] = CreateModel(model.name, list(model.fields.items()), model.options, model.bases, model.managers)
            needs[name] = {other for other_app, other in _pointed_to(model) if other_app == app and other != name}
    return [operations[name] for name in TopologicalSorter(needs).static_order()]


def _pointed_to(model) -> set[tuple[str, str]]:
    """App and name of the models that a model points to."""
    from django.conf import settings

    names = {field.remote_field.model for field in model.fields.values() if field.remote_field}
    words = [settings.AUTH_USER_MODEL if name == "self" else str(name) for name in names]
    return {tuple(word.lower().split(".")) for word in words if "." in word}


def extensions_of(app: str, loader) -> list:
    """What the tables of an app need of PostgreSQL."""
    from django.contrib.postgres.operations import CreateExtension

    return [operation for (label, _name), old in loader.disk_migrations.items() if label == app for operation in old.operations if isinstance(operation, CreateExtension)]


def write(app: str, state, loader, migration_folder: Path) -> None:
    from django.db import migrations
    from django.db.migrations.writer import MigrationWriter

    from ssk_portal.common.together import CreateModels

    models = models_of(app, state)
    operations = [*extensions_of(app, loader), CreateModels(models=models)]
    others = {pair[0] for (label, _name), model in state.models.items() if label == app for pair in _pointed_to(model)} - {app}
    dependencies = [(other, LAST.get(other, FIRST)) for other in sorted(others)]
    kept = _keep_own_work(migration_folder, app)
    migration = type("Migration", (migrations.Migration,), {"initial": True, "dependencies": dependencies, "operations": operations})(FIRST, app)
    text = MigrationWriter(migration, include_header=False).as_string()
    (migration_folder / f"{FIRST}.py").write_text(text)
    print(f"{app}: {len(models)} models{', and ' + ', '.join(kept) if kept else ''}")


def _keep_own_work(folder: Path, app: str) -> list[str]:
    """Remove the old files but those named in `KEPT`: they stand one behind the other."""
    kept, before = [], FIRST
    for path in sorted(folder.glob("0*.py")):
        if path.stem in KEPT:
            path.write_text(re.sub(rf'\("{app}", "\d{{4}}_\w+"\)', f'("{app}", "{before}")', path.read_text()))
            kept.append(before := path.stem)
        else:
            path.unlink()
    return kept


if __name__ == "__main__":
    import django

    django.setup()
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    final = loader.project_state()
    for config in apps.get_app_configs():
        folder = Path(config.path) / "migrations"
        if config.name.startswith("ssk_portal.") and folder.exists():
            write(config.label, final, loader, folder)
