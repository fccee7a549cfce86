"""What the log leaves out, so that what is left is worth looking into."""

import logging
from collections.abc import Iterator

from django.core.exceptions import DisallowedHost
from psycopg import Error as Refusal

from ssk_portal.common.middleware import CutShort


class NoTraceOfLostConnections(logging.Filter):
    """A connection that was lost is no fault to look into. Every other bad request stays."""

    def filter(self, record):
        return not (record.exc_info and isinstance(record.exc_info[1], CutShort))


class OneLineOfForeignHosts(logging.Filter):
    """Who asks for a host that is none of ours is named in one line; where in our code that was refused tells nothing."""

    def filter(self, record):
        if record.exc_info and isinstance(record.exc_info[1], DisallowedHost):
            record.exc_info = record.exc_text = None
        return True


class NoValuesOfRows(logging.Filter):
    """Of what the database refused stays its sentence. What it adds, the row and the statement, holds what somebody typed."""

    def filter(self, record):
        told = record.args if isinstance(record.args, tuple) else ()
        for error in (record.exc_info[1] if record.exc_info else None, *told):
            for each in _with_causes(error):
                refusal = each if isinstance(each, Refusal) else each.__cause__
                if isinstance(refusal, Refusal) and refusal.diag.message_primary:
                    each.args = (refusal.diag.message_primary,)
        return True


def _with_causes(error) -> Iterator[BaseException]:
    """An error and those that it came from, one after the other; nothing for what is no error."""
    while isinstance(error, BaseException):
        yield error
        error = error.__cause__ or error.__context__
