"""Photos without what they tell beside the picture: where and by which phone they were taken.

The picture itself is copied byte by byte, never packed anew. Of the descriptions only the
orientation is kept, so that a photo taken upright stays upright.
"""

import re
import struct
import zlib

from PIL import Image

ORIENTATION = 0x0112
PIECE = 64 * 1024
# Segments that a JPEG needs to be shown: JFIF, colour profile, Adobe's colour mark. Descriptions are the others.
JPEG_DESCRIBES = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
JPEG_BARE = {0x01, *range(0xD0, 0xD8)}
SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# A picture of 200 MB has some 25,000 parts. Who makes up millions of empty ones wants to keep the portal busy.
MOST_PARTS, MOST_FILLING = 50_000, 16
PNG_DESCRIBES = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_DESCRIBES = {b"EXIF", b"XMP "}
TOLD_IN_WEBP = 0x0C  # the two flags of VP8X that announce them


class Incomplete(ValueError):
    """The picture ends before its end, or does not come to it."""


def without_position(upload, kind: str):
    """The bytes of the picture, piece by piece, less its descriptions. Raises Incomplete for one that was cut off."""
    turned = orientation(upload)
    exif = _exif(turned) if turned > 1 else b""
    return _PARTED[kind](upload, exif)


def walk(upload, kind: str) -> None:
    """Go through the parts of the picture once, before any reader opens it. Raises Incomplete for one that was cut off or goes on and on."""
    for _piece in _PARTED[kind](upload, b""):
        pass


def orientation(upload) -> int:
    """How the camera was held, 1 to 8; 1 where nothing tells."""
    upload.seek(0)
    try:
        turned = Image.open(upload).getexif().get(ORIENTATION, 1)
    except Exception:  # whatever Pillow stumbles over in a description: it is left out anyway
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _exif(turned: int) -> bytes:
    """A description that holds the orientation and nothing else."""
    return b"MM\0*" + struct.pack(">LHHHLHHL", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)


def _read(upload, length: int) -> bytes:
    found = upload.read(length)
    if len(found) < length:
        raise Incomplete
    return found


def _copy(upload, length: int):
    while length > 0:
        piece = _read(upload, min(length, PIECE))
        length -= len(piece)
        yield piece


def _jpeg(upload, exif):
    upload.seek(2)
    yield b"\xff\xd8"
    if exif:
        yield b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif
    for _part in range(MOST_PARTS):
        marker = _next_marker(upload)
        if marker == 0xD9:
            yield b"\xff\xd9"  # what a phone hangs on behind (a film, a second picture) is left out
            return
        if marker in JPEG_BARE:
            yield bytes([0xFF, marker])
            continue
        size = _read(upload, 2)
        length = struct.unpack(">H", size)[0] - 2
        if marker in JPEG_DESCRIBES:
            _read(upload, length)
            continue
        yield bytes([0xFF, marker]) + size
        yield from _copy(upload, length)
        if marker == 0xDA:
            yield from _scan(upload)
    raise Incomplete


def _next_marker(upload) -> int:
    if _read(upload, 1) != b"\xff":
        raise Incomplete
    for _filling in range(MOST_FILLING):
        if (sign := _read(upload, 1)) != b"\xff":
            return sign[0]
    raise Incomplete


def _scan(upload):
    """The packed points up to the next marker."""
    left = b""
    while piece := upload.read(PIECE):
        held = left + piece
        if found := SCAN_ENDS.search(held):
            upload.seek(found.start() - len(held), 1)
            yield held[: found.start()]
            return
        # A marker may begin with the last byte.
        left = b"\xff" if held.endswith(b"\xff") else b""
        yield held[: len(held) - len(left)]
    raise Incomplete


def _png(upload, exif):
    upload.seek(0)
    yield _read(upload, 8)
    for _part in range(MOST_PARTS):
        size = _read(upload, 4)
        name = _read(upload, 4)
        length = struct.unpack(">L", size)[0] + 4  # the sum stands behind
        if name in PNG_DESCRIBES:
            upload.seek(length, 1)
            continue
        yield size + name
        yield from _copy(upload, length)
        if name == b"IHDR" and exif:
            yield _chunk(b"eXIf", exif)
        if name == b"IEND":
            return
    raise Incomplete


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))


def _webp(upload, exif):
    """The length of the whole stands in front, so the parts are looked through first."""
    parts, exif_part = list(_webp_parts(upload)), b""
    if exif and parts and parts[0][0] == b"VP8X":
        exif_part = b"EXIF" + struct.pack("<L", len(exif)) + exif + b"\0" * (len(exif) % 2)
    yield b"RIFF" + struct.pack("<L", 4 + sum(8 + length for _name, _place, _size, length in parts) + len(exif_part)) + b"WEBP"
    for name, place, size, length in parts:
        upload.seek(place)
        yield name + struct.pack("<L", size)
        if name == b"VP8X":
            head = _read(upload, length)
            yield bytes([head[0] & ~TOLD_IN_WEBP | (0x08 if exif_part else 0)]) + head[1:]
        else:
            yield from _copy(upload, length)
    yield exif_part


def _webp_parts(upload):
    """(name, place, size, length with its filling byte) of each part that is kept."""
    upload.seek(4)
    end = 8 + struct.unpack("<L", _read(upload, 4))[0]
    if end > upload.size:
        raise Incomplete
    place = 12
    for _part in range(MOST_PARTS):
        if place + 8 > end:
            return
        upload.seek(place)
        name, size = struct.unpack("<4sL", _read(upload, 8))
        length = size + size % 2
        if name not in WEBP_DESCRIBES:
            yield name, place + 8, size, length
        place += 8 + length
    raise Incomplete


_PARTED = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
