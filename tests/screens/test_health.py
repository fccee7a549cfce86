"""Whether the portal works; and that a question to the database which does not come back holds nobody for ever."""

import os
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
HEALTH = "/sehat/"


def test_whoever_watches_is_told_that_it_works_and_nothing_else(client, settings, django_assert_num_queries):
    settings.SECURE_SSL_REDIRECT = True  # the front server is not asked through
    with django_assert_num_queries(1):
        answer = client.get(HEALTH)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain; charset=utf-8")
    assert not answer.cookies
    assert client.post(HEALTH).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_without_a_database_it_does_not_work(client):
    client.raise_request_exception = False
    connection.ensure_connection()
    connection.connection.close()
    assert client.get(HEALTH).status_code == 503
    connection.close()


ASKS = """
from django.db import connection
cursor = connection.cursor()
print([cursor.execute(f"SHOW {name}").fetchone()[0] for name in ("statement_timeout", "idle_in_transaction_session_timeout")])
"""


@pytest.mark.parametrize(("begun", "limits"), [("import ssk_portal.wsgi", ["1min", "1min"]), ("import django; django.setup()", ["0", "0"])], ids=["page", "command"])
def test_the_questions_of_a_page_have_a_limit_and_those_of_a_command_none(begun, limits):
    environment = {name: value for name, value in os.environ.items() if name != "PGOPTIONS"} | {"DJANGO_SETTINGS_MODULE": "ssk_portal.settings"}
    told = subprocess.run([sys.executable, "-c", f"{begun}{ASKS}"], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(limits)


def test_a_question_that_does_not_come_back_is_given_up_with_a_calm_page(login):
    client = login("tabalong")
    client.raise_request_exception = False
    with closing(psycopg.connect(**connection.get_connection_params())) as other:
        other.execute("LOCK TABLE milestones_ministerialdecree")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '300ms'")
        answer = client.get("/milestone/keputusan-menteri/")
    assert answer.status_code == 503
    assert "statement" not in answer.content.decode()
