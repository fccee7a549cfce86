"""``manage.py dbshell``: psql from the programs of the embedded PostgreSQL."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import client

from ssk_portal.pg import cluster, programs
from ssk_portal.pg.places import Places


def reach(settings: dict[str, Any]) -> dict[str, str]:
    """Host, port and user of the server these DATABASES settings mean. Raises ClusterError."""
    reached = cluster.ensure(Path(settings["PGDATA"]), durable=settings.get("DURABLE", True))
    return reached | ({"user": settings["USER"]} if settings.get("USER") else {})


class DatabaseClient(client.DatabaseClient):
    """Runs psql against the embedded PostgreSQL, which serves as long as this command lives."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict: dict[str, Any], parameters: Iterable[str]) -> tuple[list[str], dict[str, str] | None]:
        """The command with the server running. Raises ClusterError."""
        reached = {key.upper(): value for key, value in reach(settings_dict).items()}
        arguments, environment = super().settings_to_cmd_args_env(settings_dict | reached, parameters)
        arguments[0] = programs.find(Places(Path(settings_dict["PGDATA"])).data)["psql"]
        return arguments, environment
