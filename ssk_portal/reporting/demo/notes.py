"""What the demo remembers about a database: a note on one of its own tables (COMMENT ON TABLE).

It goes where the data go, through a dump and back, and no second place can disagree with it.
"""

from django.db import connection
from psycopg import sql


def read(table: str) -> str:
    """The note on a table; empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass, 'pg_class')", [table])
        return cursor.fetchone()[0] or ""


def write(table: str, note: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(table), sql.Literal(note)))
