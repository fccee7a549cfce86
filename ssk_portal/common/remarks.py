"""What the compilers of the published data noted beside it, told in the reader's language.

A publication is quoted in its own language. The notes beside it are ours: the data keep
them as they came, and `fixtures/remarks.json` says each in both languages. A note that
somebody types into the portal stands there as it was typed.
"""

import json
from functools import cache

from django.conf import settings

from ssk_portal.common.bilingual import chosen

PATH = settings.BASE_DIR / "fixtures" / "remarks.json"


@cache
def known() -> dict[str, dict]:
    """The remarks by the text with which they came."""
    return {entry["as_written"]: entry for entry in json.loads(PATH.read_text(encoding="utf-8"))}


def told(text: str) -> str:
    """A remark of the compilers in the reader's language; any other text as it is."""
    entry = known().get(text)
    return chosen(entry["id"], entry["en"]) if entry else text
