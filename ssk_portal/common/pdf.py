"""Papers to print and to sign: a template of `templates/pdf/` and plain data make a tagged PDF (PDF/UA).

What people typed reaches the template as data and is only ever text there; it cannot become markup.
A template sees nothing but its own folder, and the fonts come along with the package.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from typing import Final, cast

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

FOLDER = settings.BASE_DIR / "templates" / "pdf"
STANDARD: Final = "ua-1"
UNKNOWN = "□"  # stands for a sign that no font of ours has, as an emoji
PROBE = b'#set document(title: "-")\n#set text(lang: "id")\n#sys.inputs.text'
LAST_OF_LATIN = "\u024f"
# A word has no place to break a line at: one of many thousand signs takes minutes, or cannot be set at all.
ENDLESS = re.compile(r"(\S{400})\S+")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # signs that turn the order of others: on a paper that is signed they would mislead


def pdf(template: str, data: dict) -> bytes:
    """The paper that `template` (`pokja_members.typ`) makes of `data`: texts, numbers, lists and dicts of them.

    A template says title, language and page numbers itself. Raises TypstError where the template is wrong.
    """
    inputs = {"data": json.dumps(_printable(data), ensure_ascii=False)}
    made = _compiler().compile(input=FOLDER / template, format="pdf", pdf_standards=STANDARD, sys_inputs=inputs, timestamp=int(timezone.now().timestamp()))
    return cast(bytes, made)  # a list of pages is made of pictures only


def paper(content: bytes, name: str) -> HttpResponse:
    """A paper as a download called `name`. It may name persons: nothing on the way keeps it."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _compiler() -> typst.Compiler:
    # One for each paper: it keeps what it was last given, and papers are made in several threads.
    return typst.Compiler(root=FOLDER, font_paths=_fonts(), ignore_system_fonts=True, package_path=FOLDER, package_cache_path=FOLDER)


def _printable(data):
    """The same data with every sign that can be printed, endless words cut short; a paper without its text would not be readable to all."""
    if isinstance(data, str):
        return "".join(_printed(sign) for sign in ENDLESS.sub(r"\1…", unicodedata.normalize("NFC", data)))
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, list) else data


def _printed(sign: str) -> str:
    if " " <= sign <= "~" or "\u00a1" <= sign <= LAST_OF_LATIN or sign == "\n":
        return sign
    if sign in TURNING or unicodedata.category(sign) in ("Cc", "Cs"):
        return " " if sign == "\t" else ""
    return sign if _has_font(sign) else UNKNOWN


@lru_cache(maxsize=2000)
def _has_font(sign: str) -> bool:
    try:
        _compiler().compile(input=PROBE, format="pdf", pdf_standards=STANDARD, sys_inputs={"text": sign})
    except typst.TypstError:
        return False
    return True
