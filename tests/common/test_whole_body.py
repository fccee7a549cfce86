"""A form that ends before its told length is refused: neither half a file nor an emptied box is taken for what was meant."""

import io

import pytest
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest

from ssk_portal.common.middleware import WholeBody

PLAIN = ("application/x-www-form-urlencoded", b"summary=Profil&text=Kambitin")
PARTS = (
    "multipart/form-data; boundary=x",
    b'--x\r\nContent-Disposition: form-data; name="summary"\r\n\r\nProfil\r\n--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nKambitin\r\n--x--\r\n',
)


class Slow(io.BytesIO):
    """A line that brings a few bytes at a time, as servers hand them on."""

    def read(self, size=-1):
        return super().read(min(size, 7) if size >= 0 else 7)


def environ(kind, body, *, length, stream=io.BytesIO, **more):
    told = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(length), "wsgi.input": stream(body)}
    return {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http", **told, **more}


def sent(kind, body, *, length, stream=io.BytesIO):
    return WholeBody(lambda request: request.POST.dict())(WSGIRequest(environ(kind, body, length=length, stream=stream)))


@pytest.mark.parametrize("stream", [io.BytesIO, Slow])
@pytest.mark.parametrize(("kind", "body"), [PLAIN, PARTS], ids=["plain", "parts"])
def test_what_came_whole_is_read(kind, body, stream):
    assert sent(kind, body, length=len(body), stream=stream) == {"summary": "Profil", "text": "Kambitin"}
    assert sent(kind, body + b"more than was told", length=len(body), stream=stream) == {"summary": "Profil", "text": "Kambitin"}


@pytest.mark.parametrize("stream", [io.BytesIO, Slow])
@pytest.mark.parametrize("lost", [4, 20])
@pytest.mark.parametrize(("kind", "body"), [PLAIN, PARTS], ids=["plain", "parts"])
def test_what_ends_too_early_is_refused(kind, body, lost, stream):
    with pytest.raises(BadRequest):
        sent(kind, body[:-lost], length=len(body), stream=stream)
