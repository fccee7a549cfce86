"""PDF: whole, and nothing in it that runs or that hides another file."""

import re
import zlib

from django.utils.translation import gettext as _

from ssk_portal.common.uploads.contents import OVERLAP, blocks, hides_archive, tail_of

# In a PDF any letter of a name may be written as its number: /J#61vaScript.
RUNS = ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "SubmitForm", "ImportData", "XFA")


def _name(word: str) -> str:
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return f"/{letters}"


ACTIVE = re.compile("|".join(f"{_name(word)}(?![A-Za-z])" if word == "XFA" else _name(word) for word in RUNS).encode())
LOCKED = re.compile(_name("Encrypt").encode() + rb"(?![A-Za-z])")
# Since PDF 1.5 objects may lie packed inside a stream, where a plain search does not see them.
PACKED = re.compile(_name("ObjStm").encode())
STREAM = re.compile(rb"stream\r?\n")
MOST_PACKED, READ = 20_000, 64 * 1024
# What the packed objects may unpack to: some megabytes, or as many times the file as text packs at most.
SMALL, MOST_TIMES = 4 * 1024 * 1024, 20
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
    if any(LOCKED.search(block) for block in blocks(upload)):
        return _("The file “%(name)s” is locked with a password. Save it without one and send it again.")
    try:
        active = any(ACTIVE.search(block) for block in blocks(upload)) or any(ACTIVE.search(part) for part in _packed(upload))
    except (zlib.error, OverflowError):
        return _("The file “%(name)s” is damaged or incomplete.")
    if active:
        return _("The file “%(name)s” carries a program, a form or another file inside. Print it to a plain PDF and send that.")
    return ""


def _packed(upload):
    """The objects that lie packed in streams, unpacked piece by piece. Raises OverflowError for far too many."""
    left = max(SMALL, MOST_TIMES * upload.size)
    for place in _packed_places(upload):
        upload.seek(place)
        head = STREAM.search(upload.read(4096))
        if not head:
            continue
        upload.seek(place + head.end())
        unpacker, before = zlib.decompressobj(), b""
        while not unpacker.eof and (block := unpacker.unconsumed_tail or upload.read(READ)):
            piece = unpacker.decompress(block, READ)
            left -= len(piece)
            if left < 0:
                raise OverflowError
            yield before + piece
            before = piece[-64:]


def _packed_places(upload) -> list[int]:
    """Where the words stand that announce packed objects."""
    places, begins = set(), 0
    for block in blocks(upload):
        overlap = min(OVERLAP, begins)
        places |= {begins - overlap + found.start() for found in PACKED.finditer(block)}
        begins += len(block) - overlap
        if len(places) > MOST_PACKED:
            raise OverflowError
    return sorted(places)
