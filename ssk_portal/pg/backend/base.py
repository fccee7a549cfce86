"""The Django database engine that starts the embedded PostgreSQL when it is first needed.

::

    DATABASES = {
        "default": {
            "ENGINE": "ssk_portal.pg.backend",
            "NAME": "ssk",                         # made at the first connection when missing
            "PGDATA": BASE_DIR / "var/postgres",   # folder of the cluster: data, log, locks
            "DURABLE": True,                       # False: a throw-away cluster for tests
        }
    }

``HOST``, ``PORT`` and ``PASSWORD`` are not read. ``USER`` is the portal's ordinary role unless set
(``postgres`` is the superuser). Everything else is as in Django's own engine. Nothing starts before
a connection is opened, so ``check`` and ``collectstatic`` need no server.
"""

import time
from contextlib import suppress
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import sql

from ssk_portal.pg.backend.client import DatabaseClient, reach
from ssk_portal.pg.places import ClusterError

RECOVERY_SECONDS = 5  # a server that lost one of its children recovers in less than one


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded PostgreSQL."""

    client_class = DatabaseClient

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's test runner exchanges NAME; a test database is made and dropped by it alone.
        self._own_name = self.settings_dict["NAME"]

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of a connection, with the server running.

        Raises the driver's OperationalError, as for any database that cannot be reached.
        """
        try:
            return super().get_connection_params() | reach(self.settings_dict)
        except ClusterError as error:
            raise psycopg.OperationalError(str(error)) from error

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; makes the database when it is missing, waits while the server recovers."""
        deadline = time.monotonic() + RECOVERY_SECONDS
        while True:
            try:
                return super().get_new_connection(conn_params)
            except psycopg.OperationalError as error:
                if self._is_missing(conn_params["dbname"], error):
                    _make_database(conn_params)
                elif not _is_passing(error) or time.monotonic() > deadline:
                    raise
            time.sleep(0.05)
            conn_params = self.get_connection_params()

    def _is_missing(self, name: str, error: Exception) -> bool:
        return name == self._own_name and f'FATAL:  database "{name}" does not exist' in str(error)


def _is_passing(error: Exception) -> bool:
    """The server is just starting, recovering or going; else it refuses and will do so again.

    The driver knows no error code before there is a connection; the server speaks English only.
    """
    return "FATAL:" not in str(error) or "FATAL:  the database system is" in str(error)


def _make_database(conn_params: dict[str, Any]) -> None:
    name = sql.Identifier(conn_params["dbname"])
    maintenance = conn_params | {"dbname": "postgres", "autocommit": True}
    another_was_faster = suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)
    with psycopg.connect(**maintenance) as connection, another_was_faster:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
