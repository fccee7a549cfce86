"""Statements that every page or the longest pages ask: planned once a connection, not once a question.

Django binds parameters on the client's side, so PostgreSQL sees a new text each time and
plans it anew. That costs more than the answer where the statement is long and the rows are few.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection


def fetch(statement: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    """The rows of `statement`. It is counted and logged, and its errors are told, as those of Django's own cursor."""
    with connection.cursor():
        # Opens the connection, or looks whether it still answers.
        cursor: Any = psycopg.Cursor(connection.connection)
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with make(cursor) as wrapped:
        wrapped.execute(statement, parameters)
        return wrapped.fetchall()
