"""Reading an upload piece by piece, so that a large file never lies in memory whole."""

BLOCK = 1024 * 1024
# Longer than anything that is looked for, so that nothing is missed between two blocks.
OVERLAP = 512
# The last record of a zip archive; a remark of up to 65,535 bytes may follow it.
ARCHIVE_END = b"PK\x05\x06"
ARCHIVE_TAIL = 65_557


def blocks(upload):
    """The bytes in pieces of a megabyte, each with the end of the one before."""
    upload.seek(0)
    before = b""
    while block := upload.read(BLOCK):
        yield before + block
        before = block[-OVERLAP:]


def tail_of(upload, length: int) -> bytes:
    """The last `length` bytes."""
    upload.seek(max(0, upload.size - length))
    return upload.read(length)


def hides_archive(upload) -> bool:
    """Whether a zip archive ends where the file ends: it would open as another file than it shows."""
    return ARCHIVE_END in tail_of(upload, ARCHIVE_TAIL)
