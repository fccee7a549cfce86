"""Small true files to upload."""

import io

import pypdfium2


def pdf() -> bytes:
    """A PDF of one empty page."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
