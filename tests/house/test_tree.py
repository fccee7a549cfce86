"""What holds for the whole tree: history, migrations, templates, catalogues, sizes, secrets."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from ssk_portal.accounts.models import AccountEvent, FailedSignIn, Session
from ssk_portal.clinics.models import CheckInKey, CheckInTry
from ssk_portal.common.records import Record
from ssk_portal.screens.models import FormKey
from tests import catalogue

ROOT = Path(__file__).resolve().parents[2]
PORTAL, TEMPLATES = ROOT / "ssk_portal", ROOT / "templates"
# Technical rows that nobody edits: keys of forms that were done, failed sign-ins that are counted, sessions; events of accounts, append-only themselves.
WITHOUT_HISTORY = {FormKey, FailedSignIn, Session, AccountEvent, CheckInKey, CheckInTry}
# Templates that libraries ask for by name.
ASKED_BY_LIBRARIES = ("account/", "admin/", "bootstrap5/", "django/", "django_tables2/", "mfa/")


def tracked_files(*endings):
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name.endswith(endings) and (ROOT / name).is_file()]


def own_models():
    models = [model for model in apps.get_models() if model.__module__.startswith("ssk_portal.")]
    return [model for model in models if not hasattr(model, "pgh_tracked_model")]


@pytest.mark.parametrize("model", [model for model in own_models() if model not in WITHOUT_HISTORY], ids=lambda model: model.__name__)
def test_every_model_has_a_history_and_a_version(model):
    assert issubclass(model, Record)
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    assert events.pgh_tracked_model is model
    triggers = {trigger.name for trigger in model._meta.triggers}
    assert {"insert_insert", "update_update", "delete_delete"} <= triggers
    # A log that is never changed needs no count of its changes.
    assert triggers & {"count_version", "append_only"}


@pytest.mark.parametrize("model", [model for model in own_models() if model not in WITHOUT_HISTORY], ids=lambda model: model.__name__)
def test_every_model_says_who_sees_and_who_edits_its_rows(model):
    manager = model._default_manager
    assert callable(manager.visible_to)
    assert callable(manager.editable_by)


# What everyone signed in may read whole; any other row has a reach. Names only of institutions: their contacts are hidden.
READ_BY_ALL = {
    "Region", "Alias", "MilestoneScheme", "Milestone", "Wording", "Requirement", "Scheme", "ClinicType", "Preparation",
    "Indicator", "DefinitionChange", "Disagreement", "TargetLayer", "Publisher", "InstitutionKind", "Institution", "ExpectedAgency", "MinisterialDecree",
    "Announcement",
}  # fmt: skip


@pytest.mark.parametrize("model", [model for model in own_models() if model not in WITHOUT_HISTORY], ids=lambda model: model.__name__)
def test_only_what_is_read_by_all_has_no_reach(model, regions, cast):
    """A new model is read by its own region until it is named here."""
    narrowed = bool(model._default_manager.visible_to(cast["tabalong"]).query.where)
    assert narrowed != (model.__name__ in READ_BY_ALL)


# The methods that give a screen its rows, and what shows that they keep to the reach: it is named, or another of them is asked.
GIVES_ROWS = ("get_queryset", "get_object", "find_row")
IN_REACH = ("super()", *(f"self.{name}(" for name in GIVES_ROWS), "visible_to", "within(", "self.request.user.pk")


def asked_past_the_reach(source: str) -> list[str]:
    """The methods that give a screen its rows and name neither the reach nor the screen's own rows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name in GIVES_ROWS:
            text = ast.unparse(node)
            if not any(word in text for word in IN_REACH):
                found.append(node.name)
    return found


def test_no_screen_asks_past_the_reach():
    assert asked_past_the_reach("class A:\n def get_queryset(self):\n  return Pokja.objects.all()") == ["get_queryset"]
    wrong = {str(path.relative_to(ROOT)): found for path in PORTAL.rglob("*.py") if (found := asked_past_the_reach(path.read_text()))}
    assert wrong == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def template_names():
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if path.suffix in (".html", ".txt"))


@pytest.mark.parametrize("name", template_names())
def test_every_template_can_be_read_and_is_used(name):
    try:
        get_template(name)
    except TemplateDoesNotExist as error:
        pytest.fail(str(error))
    if name.startswith(ASKED_BY_LIBRARIES) or re.fullmatch(r"[45]\d\d\.html", name):
        return
    texts = [path.read_text() for path in (*PORTAL.rglob("*.py"), *TEMPLATES.rglob("*.*"))]
    model, action = name.split("/")[-1].removesuffix(".html").rsplit("_", 1) if "_" in name.split("/")[-1] else ("", "")
    by_convention = action in ("detail", "form") and any(f'"{name}"' in text or f"class {model.title().replace('_', '')}" in text for text in texts)
    assert by_convention or any(f'"{name}"' in text for text in texts), f"{name} is used nowhere"


@pytest.mark.parametrize("room", catalogue.rooms())
def test_the_catalogue_is_complete(room):
    """Every text of the tree is translated, none is left over, none fuzzy, and the .mo is that of the .po."""
    fresh, kept = catalogue.extracted(room), catalogue.read(room)
    wanted = {message.id for message in fresh if message.id}
    have = {message.id: message for message in kept if message.id}
    assert wanted == set(have)
    empty = [text for text, message in have.items() if not all(message.string if isinstance(message.string, tuple | list) else [message.string])]
    assert empty == []
    assert [message.id for message in have.values() if message.fuzzy] == []
    if wanted:
        assert catalogue.po_path(room).with_suffix(".mo").read_bytes() == catalogue.compiled(kept)


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("room", catalogue.rooms())
def test_translations_keep_their_placeholders(room):
    wrong = []
    for message in catalogue.read(room):
        if isinstance(message.id, str) and message.id and placeholders(message.id) != placeholders(message.string):
            wrong.append(message.id)
    assert wrong == []


def test_one_text_has_one_translation():
    """The same English text is not put into two Indonesian ones: the first found would win everywhere."""
    seen, twice = {}, []
    for room in catalogue.rooms():
        for message in catalogue.read(room):
            if message.id and not message.context and seen.setdefault(str(message.id), message.string) != message.string:
                twice.append((room, message.id, seen[str(message.id)], message.string))
    assert twice == []


def test_files_stay_small():
    """Those of the tests too."""
    files = [path for folder in (PORTAL, ROOT / "tests") for path in folder.rglob("*.py") if "migrations" not in path.parts]
    assert [str(path.relative_to(ROOT)) for path in files if len(path.read_text().splitlines()) > 300] == []


def test_locks_and_code_hold_no_addresses_of_an_index_and_no_machine_path():
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text()
    paths = re.compile(r"(?<![\w.])/(root|work|home)/\w")
    named = [path.name for path in tracked_files(".py", ".toml", ".html", ".yaml", ".md", ".sh", "Makefile") if path != Path(__file__) and paths.search(path.read_text())]
    assert named == []


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:")
    assert [str(path.relative_to(ROOT)) for path in TEMPLATES.rglob("*.html") if inline.search(path.read_text())] == []


def test_templates_escape_whatever_they_show():
    """A text that is markup says so itself, where it is made and looked through (`mark_safe`)."""
    raw = re.compile(r"\|\s*safe(seq)?\b|autoescape off")
    assert [str(path.relative_to(ROOT)) for path in TEMPLATES.rglob("*.*") if path.suffix == ".html" and raw.search(path.read_text())] == []


def test_every_form_that_writes_carries_its_one_time_key():
    """Sign-in, sign-out and language keep to Django's own protection: doing them twice changes nothing.
    The page of a database that is away sends on the form that came, key and all.
    """
    lacking = []
    for path in TEMPLATES.rglob("*.html"):
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.S):
            harmless = "account_" in form or "set_language" in form or "again.fields" in form or path.relative_to(TEMPLATES).parts[0] in ("account", "mfa")
            if not harmless and "{% form_key %}" not in form:
                lacking.append(str(path.relative_to(ROOT)))
    assert lacking == []
