"""Statements that every page or the longest pages ask: planned once a connection, not once a question.

Django binds parameters on the client's side, so PostgreSQL sees a new text each time and
plans it anew. That costs more than the answer where the statement is long and the rows are few.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection


def fetch(statement: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    """The rows that `statement` reads. It is counted and logged, and its errors are told, as those of Django's own cursor.

    It may be asked twice: as the first statement of a request it shows itself whether a kept
    connection still answers, and is asked again on a new one where it does not.
    """
    kept: Any = connection
    untried = kept.connection is not None and not kept.health_check_done and not kept.in_atomic_block
    if untried:
        kept.health_check_done = True
    try:
        return _rows(statement, parameters)
    except (OperationalError, InterfaceError):
        if not untried or connection.is_usable():
            raise
        connection.close()
        return _rows(statement, parameters)


def _rows(statement, parameters) -> list[tuple]:
    connection.ensure_connection()
    cursor: Any = psycopg.Cursor(connection.connection)
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with make(cursor) as wrapped:
        wrapped.execute(statement, parameters)
        return wrapped.fetchall()
