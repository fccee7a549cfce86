"""PDF: whole, and nothing in it that runs or that hides another file."""

import re

from django.utils.translation import gettext as _

from ssk_portal.documents.contents import blocks, hides_archive, tail_of

# In a PDF any letter of a name may be written as its number: /J#61vaScript.
RUNS = ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "SubmitForm", "ImportData", "XFA")


def _name(word: str) -> str:
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return f"/{letters}"


ACTIVE = re.compile("|".join(f"{_name(word)}(?![A-Za-z])" if word == "XFA" else _name(word) for word in RUNS).encode())
# A page of the web that calls itself PDF in its first line.
MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|iframe|body)\b", re.IGNORECASE)


def problem_of(upload) -> str:
    """The sentence why this PDF is not taken; empty when it is."""
    tail = tail_of(upload, 4096)
    if b"%%EOF" not in tail or b"startxref" not in tail:
        return _("The file “%(name)s” is damaged or incomplete.")
    upload.seek(0)
    if MARKUP.search(upload.read(2048)) or hides_archive(upload):
        return _("The file “%(name)s” holds two kinds of file at once.")
    if any(ACTIVE.search(block) for block in blocks(upload)):
        return _("The file “%(name)s” carries a program, a form or another file inside. Print it to a plain PDF and send that.")
    return ""
