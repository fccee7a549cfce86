"""What the log leaves out: what nobody can look into. Everything else stays."""

import io
import logging

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tests.common.test_whole_body import PARTS, environ

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """What the console shows from here on."""
    written = io.StringIO()
    (console,) = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    monkeypatch.setattr(console, "stream", written)
    return written


@pytest.mark.parametrize(
    ("kind", "body", "missing", "logged"),
    [
        (*PARTS, 20, ""),
        ("multipart/form-data; boundary=", b"x", 0, "Bad request"),  # nothing was lost: somebody sends nonsense
    ],
    ids=["lost", "nonsense"],
)
def test_of_a_lost_connection_the_log_holds_no_trace(kind, body, missing, logged, settings, log):
    """Each left a page of trace in it; other bad requests are still told."""
    answers = []
    environment = environ(kind, body, length=len(body) + missing, PATH_INFO="/masuk/", HTTP_HOST="localhost", HTTP_COOKIE=f"{settings.CSRF_COOKIE_NAME}={'x' * 32}")
    WSGIHandler()(environment, lambda status, headers: answers.append(status))
    assert answers == ["400 Bad Request"]
    assert logged in log.getvalue() if logged else not log.getvalue()


def test_a_foreign_host_is_one_line_of_the_log(client, log):
    """Whoever looks for weak portals asks thousands of times."""
    assert client.get("/masuk/", headers={"host": "elsewhere.example"}).status_code == 400
    assert "elsewhere.example" in log.getvalue()
    assert "Traceback" not in log.getvalue()
