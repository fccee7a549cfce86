"""The Indonesian catalogue of each room: reading the tree for texts, writing .po and .mo.

    python -m tests.catalogue            every room: take up new texts, drop unused ones, compile
    python -m tests.catalogue pokja      one room

Works without gettext on the machine. A room's catalogue holds the texts of
`ssk_portal/<room>/` and `templates/<room>/`; what belongs to no room goes to `screens`.
"""

import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "ssk_portal"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
# Templates that belong to no room: the shell, generic screens, components, error pages, libraries' overrides.
REST = "screens"
# allauth looks for its pages in a folder of its own name.
FOLDERS = {"accounts": ("accounts", "account", "mfa")}


def rooms() -> list[str]:
    return sorted(path.name for path in PORTAL.iterdir() if (path / "apps.py").exists())


def folders(room: str) -> tuple[str, ...]:
    """The folders under `templates/` that belong to the room."""
    return FOLDERS.get(room, (room,))


def sources(room: str) -> list[Path]:
    """The files whose texts stand in the room's catalogue."""
    python = [path for path in (PORTAL / room).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for folder in folders(room) for path in (ROOT / "templates" / folder).rglob("*.*")] if room != REST else []
    if room == REST:
        owned = {folder for other in rooms() if other != REST for folder in folders(other)}
        templates = [path for path in (ROOT / "templates").rglob("*.*") if path.relative_to(ROOT / "templates").parts[0] not in owned]
    return sorted(python + [path for path in templates if path.suffix in (".html", ".txt", ".svg")])


def extracted(room: str) -> Catalog:
    """Every text of the room, with the places where it stands."""
    import django

    django.setup()
    from django.utils.translation.template import templatize

    catalogue = Catalog()
    for path in sources(room):
        text = path.read_text()
        # What a template becomes is no Python with a sense of indentation: attributes stand on lines of their own.
        code = text if path.suffix == ".py" else re.sub(r"^[ ]+", "", templatize(text, origin=str(path)), flags=re.MULTILINE)
        for line, message, _comments, context in extract("python", BytesIO(code.encode()), KEYWORDS):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), line)], context=context, flags=_flags(message))
    return catalogue


def _flags(message):
    first = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in first else []


def po_path(room: str) -> Path:
    return PORTAL / room / "locale" / "id" / "LC_MESSAGES" / "django.po"


def read(room: str) -> Catalog:
    """The room's catalogue as committed; an empty one where there is none."""
    path = po_path(room)
    if not path.exists():
        return Catalog(locale="id", domain="django")
    with path.open("rb") as file:
        return read_po(file, locale="id", domain="django")


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of a catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _kept(old, plural):
    if old is None:
        return ("",) if plural else ""
    return old.string[:1] if isinstance(old.string, tuple | list) else old.string


def update(room: str) -> list[str]:
    """Bring the room's files up to the tree. Returns the texts that still want a translation."""
    fresh, kept = extracted(room), read(room)
    catalogue = Catalog(locale="id", domain="django", project="Portal SSK", version="1", msgid_bugs_address="-", charset="utf-8", fuzzy=False)
    # A fixed day: a catalogue changes only when its texts do.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    # Indonesian has one form for any number.
    catalogue._num_plurals, catalogue._plural_expr = 1, "0"
    catalogue.header_comment = "# Portal SSK, Indonesian."
    catalogue.language_team, catalogue.last_translator = "id", "Portal SSK"
    for message in fresh:
        if message.id:
            old = kept.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            plural = isinstance(message.id, tuple | list)
            catalogue.add(message.id, _kept(old, plural), locations=[(place, None) for place, _line in message.locations], flags=message.flags, context=message.context)
    if not len(catalogue):
        return []
    path = po_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, sort_by_file=False, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(read(room)))
    return [str(message.id) for message in read(room) if message.id and not all(message.string if isinstance(message.string, tuple | list) else [message.string])]


if __name__ == "__main__":
    import os

    import tests.environment  # noqa: F401

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")

    for room in sys.argv[1:] or rooms():
        for text in update(room):
            print(f"{room}: not translated: {text}")
