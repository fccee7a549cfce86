"""What the log leaves out, so that what is left is worth looking into."""

import logging

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
        for error in (record.exc_info[1] if record.exc_info else None, *(record.args if isinstance(record.args, tuple) else ())):
            while isinstance(error, BaseException):
                refusal = error if isinstance(error, Refusal) else error.__cause__
                if isinstance(refusal, Refusal) and refusal.diag.message_primary:
                    error.args = (refusal.diag.message_primary,)
                error = error.__cause__ or error.__context__
        return True
