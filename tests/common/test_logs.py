"""What the log leaves out: what nobody can look into, and what somebody typed. Everything else stays."""

import io
import logging

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.common.test_whole_body import PARTS, environ

pytestmark = pytest.mark.django_db
TYPED = "Rahasia-dari-Tabalong"


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


def refused_by_the_database(statement, *typed):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, typed)


REFUSALS = [
    # The row and the statement that the database would add.
    (IntegrityError, "UPDATE accounts_user SET name = %s, role = NULL", "violates not-null constraint", "DETAIL"),
    (ProgrammingError, "SELECT %s FROM missing", 'relation "missing" does not exist', "LINE 1"),
]


@pytest.mark.parametrize(("kind", "statement", "stays", "added"), REFUSALS, ids=["row", "statement"])
def test_a_refusal_of_the_database_is_logged_without_what_was_typed(cast, log, kind, statement, stays, added):
    own = logging.getLogger("tests.log")
    with pytest.raises(kind, match=TYPED) as refused:
        refused_by_the_database(statement, TYPED)
    assert added in str(refused.value)
    try:
        raise RuntimeError("the page cannot be shown") from refused.value
    except RuntimeError:
        own.exception("fault")
    own.error("refused: %s", refused.value)
    text = log.getvalue()
    assert text.count(stays) == 3  # of psycopg, of Django and in the line
    assert "refused_by_the_database" in text  # where it was
    assert (TYPED in text, added in text) == (False, False)


def test_other_faults_stay_as_they_are(log):
    own = logging.getLogger("tests.log")
    own.error("%s and %s", ValueError("one"), "two")
    own.error("%(name)s", {"name": "three"})
    assert log.getvalue() == "one and two\nthree\n"
