"""File names as people read them: no folders, no signs that cannot be seen, not endless."""

import unicodedata

LONGEST = 150
# Line breaks, controls, marks that turn the reading direction, unassigned and private signs.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_name(name: str, ending: str = "") -> str:
    """`name` without path parts and unseen signs, at most 150 characters, its ending kept.

    Spaces, quotes and letters of any script stay. A name of which nothing is left
    becomes `dokumen`, with `ending` where one is given.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(" " if sign in "\t\r\n" else sign for sign in last if sign in "\t\r\n" or unicodedata.category(sign) not in UNSEEN)
    plain = " ".join(seen.split()).strip(". ")
    stem, dot, tail = plain.rpartition(".")
    if not dot or len(tail) > 10:
        stem, tail = plain, ""
    stem = stem.strip(". ") or "dokumen"
    tail = tail or ending
    return f"{stem[: LONGEST - len(tail) - 1].rstrip()}.{tail}" if tail else stem[:LONGEST].rstrip()
