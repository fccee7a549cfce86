"""Word and Excel files: what their archive holds, how large it unpacks, that nothing in it runs."""

import re
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from ssk_portal.common.uploads.contents import ARCHIVE_END, ARCHIVE_TAIL, tail_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a file may unpack to: in bytes, in parts, and against its own size. A part takes about 90 bytes of the directory.
MOST_BYTES = 200 * 1024 * 1024
MOST_PARTS = 1_000
MOST_TIMES = 100
MOST_DIRECTORY = 90 * MOST_PARTS
SMALL = 10 * 1024 * 1024
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError, IndexError, struct.error, zlib.error, OverflowError)
# Macros of Word and Excel (also those of Excel 4), controls, programs and objects.
RUNS = re.compile(
    r"vbaproject|vbadata|/macrosheets/|/activex/|/oleobject|\.(exe|dll|js|jse|vbs|vbe|wsf|hta|bat|cmd|com|scr|ps1|jar|lnk|msi|htm|html|svg|swf|docm|dotm|xlsm|xltm|xlsb|xlam|pptm|zip|7z|rar|iso|img|vhd)$",
    re.IGNORECASE,
)
READ = 64 * 1024
# What Office fetches by itself when the file is opened, other than a link that somebody clicks.
FETCHES = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument|aFChunk)[\"']", re.IGNORECASE)
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
MOST_LINKS = 1024 * 1024


def kind_of(upload) -> str | None:
    """Which Office file a zip is, read from its directory; nothing is unpacked."""
    if not 0 < _directory_size(upload) <= MOST_DIRECTORY:
        return None
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return None
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _directory_size(upload) -> int:
    """The bytes of the zip's directory, as its last record tells; 0 where there is none."""
    tail = tail_of(upload, ARCHIVE_TAIL)
    place = tail.rfind(ARCHIVE_END)
    record = tail[place : place + 22]
    return struct.unpack("<L", record[12:16])[0] if place >= 0 and len(record) == 22 else 0


def problem_of(upload) -> str:
    """The sentence why this Office file is not taken; empty when it is."""
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            if _too_large(parts, upload.size):
                return _("The file “%(name)s” unpacks to far more than it should.")
            if any(RUNS.search(part.filename) for part in parts) or _declares_macros(archive) or _fetches(archive, parts):
                return _("The file “%(name)s” carries a program or a macro inside. Save it without macros and send it again.")
            if not _sound(parts) or not all(_unpacks_as_told(upload, part) for part in parts):
                return _("The file “%(name)s” is damaged or incomplete.")
    except BROKEN:
        return _("The file “%(name)s” is damaged or incomplete.")
    return ""


def _too_large(parts, size) -> bool:
    unpacked = sum(part.file_size for part in parts)
    return unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_TIMES * size)


def _declares_macros(archive) -> bool:
    with archive.open("[Content_Types].xml") as listing:
        text = listing.read(MOST_PARTS * 200).lower()  # one line of about 150 bytes a part
    return b"macroenabled" in text or b"vbaproject" in text


def _fetches(archive, parts) -> bool:
    """Whether a part names a template or an object on another machine."""
    for part in parts:
        if part.filename.endswith(".rels"):
            with archive.open(part) as links:
                # Tag by tag: over the whole text a tag without an end would be sought to the end for each one before it.
                tags = links.read(MOST_LINKS).split(b"<")
                if any(EXTERNAL.search(tag) and FETCHES.search(tag) for tag in tags):
                    return True
    return False


def _sound(parts) -> bool:
    """Names once each, inside the archive; nothing locked; packed in the ways Office packs."""
    names = [part.filename for part in parts]
    outside = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    known = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not part.flag_bits & 1 for part in parts)
    return len(set(names)) == len(names) and not outside and known


def _unpacks_as_told(upload, part) -> bool:
    """Whether a part unpacks to the size the directory tells, and declares no entities.

    Read piece by piece and given up at the first byte too many: a directory may lie.
    """
    upload.seek(part.header_offset)
    head = upload.read(30)
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    upload.seek(name_length + extra_length, 1)
    unpacked, first = 0, b""
    for piece in _pieces(upload, part):
        unpacked += len(piece)
        if unpacked > part.file_size:
            return False
        first = first or piece
    entities = part.filename.endswith((".xml", ".rels")) and re.search(rb"<!(?:DOCTYPE|ENTITY)", first[:READ])
    return unpacked == part.file_size and not entities


def _pieces(upload, part):
    left = part.compress_size
    packed = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (block := upload.read(min(left, READ))):
        left -= len(block)
        if packed is None:
            yield block
            continue
        while block:
            yield packed.decompress(block, READ)
            block = packed.unconsumed_tail
    if packed is not None:
        yield packed.flush()
