"""Files that people hand in: read within a bound, and what is wrong with them told in words."""

import errno
from pathlib import Path

from django.utils.translation import gettext as _


class Unreadable(Exception):
    """The file cannot be read; carries the sentence for the person."""


def content_of(path: Path, *, most_mb: int) -> bytes:
    """The content of a file of at most `most_mb` megabytes. Raises Unreadable."""
    most = most_mb * 1_000_000
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise Unreadable(_("the file cannot be read: %(why)s") % {"why": why(error)}) from None
    if len(content) > most:
        raise Unreadable(_("the file is larger than %(most)s MB; split it into several files") % {"most": most_mb})
    return content


def why(error: OSError) -> str:
    """What the system said, in the reader's words where it is one of the usual things."""
    words = {
        errno.ENOENT: _("there is no such file"),
        errno.ENOTDIR: _("there is no such file"),
        errno.EISDIR: _("it is a folder"),
        errno.EACCES: _("it is not permitted"),
        errno.EPERM: _("it is not permitted"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk cannot be written to"),
    }
    return words.get(error.errno or 0, error.strerror or str(error))


def shown(text: str) -> str:
    """A text out of a file as it may stand in a line: at most 80 characters, each printable."""
    cut = text if len(text) <= 80 else text[:79] + "…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)
