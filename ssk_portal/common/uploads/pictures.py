"""Pictures: really of their kind, of a size that can be shown, nothing else hidden in them."""

import re
import struct

from django.utils.translation import gettext as _
from PIL import Image

from ssk_portal.common.uploads.contents import blocks, hides_archive
from ssk_portal.common.uploads.positions import walk

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
# Unpacked, a picture of this size takes about 240 MB; a phone makes 12 to 50 million points.
MOST_POINTS = 80_000_000
MARKUP = re.compile(rb"<(?:!doctype html|html|script|iframe|\?php)", re.IGNORECASE)
BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning)


def problem_of(upload, kind: str) -> str:
    """The sentence why this picture is not taken; empty when it is."""
    try:
        walk(upload, kind)
        upload.seek(0)
        picture = Image.open(upload, formats=[FORMATS[kind]])
        points = picture.width * picture.height
        picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _("The picture “%(name)s” has too many pixels to be shown.")
    except BROKEN:
        return _("The file “%(name)s” is damaged or incomplete.")
    if points > MOST_POINTS:
        return _("The picture “%(name)s” has too many pixels to be shown.")
    if hides_archive(upload) or any(MARKUP.search(block) for block in blocks(upload)):
        return _("The file “%(name)s” holds two kinds of file at once.")
    return ""
