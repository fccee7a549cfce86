"""What the looks are made of, read from the tree: templates, style sheet, sprite."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
CSS = (STATIC / "css" / "portal.css").read_text()
SPRITE = (STATIC / "img" / "icons.svg").read_text()

TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)


def templates():
    """(path from the root, text) of every template of the portal's pages; the admin's have Django's own classes."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.parent.name != "admin":
            yield str(path.relative_to(ROOT)), path.read_text()


def modules():
    """(path from the root, text) of every module of the portal."""
    for path in sorted((ROOT / "ssk_portal").rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text()


def icons() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE))


def css_classes() -> set[str]:
    selectors = re.sub(r"{[^{}]*}", "{}", CSS)
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", selectors))


def classes_of(attribute: str) -> set[str]:
    """The fixed words of a class attribute; a word that holds a value of the page is left out."""
    plain = TAG.sub(" ", VALUE.sub("\0", attribute))
    return {word for word in plain.split() if "\0" not in word}
