"""A form that ends before its told length is refused: neither half a file nor an emptied box is taken for what was meant."""

import io
import logging

import pytest
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "body", "missing", "logged"),
    [
        (*PARTS, 20, ""),
        ("multipart/form-data; boundary=", b"x", 0, "Bad request"),  # nothing was lost: somebody sends nonsense
    ],
    ids=["lost", "nonsense"],
)
def test_of_a_lost_connection_the_log_holds_no_trace(kind, body, missing, logged, settings, monkeypatch):
    """Each left a page of trace in it; other bad requests are still told."""
    answers, log = [], io.StringIO()
    (console,) = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    monkeypatch.setattr(console, "stream", log)
    environment = environ(kind, body, length=len(body) + missing, PATH_INFO="/masuk/", HTTP_HOST="localhost", HTTP_COOKIE=f"{settings.CSRF_COOKIE_NAME}={'x' * 32}")
    WSGIHandler()(environment, lambda status, headers: answers.append(status))
    assert answers == ["400 Bad Request"]
    assert logged in log.getvalue() if logged else not log.getvalue()


@pytest.mark.django_db
def test_a_foreign_host_is_one_line_of_the_log(monkeypatch, client):
    """Whoever looks for weak portals asks thousands of times."""
    log = io.StringIO()
    (console,) = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    monkeypatch.setattr(console, "stream", log)
    assert client.get("/masuk/", headers={"host": "elsewhere.example"}).status_code == 400
    assert "elsewhere.example" in log.getvalue()
    assert "Traceback" not in log.getvalue()
