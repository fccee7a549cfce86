"""What the log leaves out, so that what is left is worth looking into."""

import logging

from django.core.exceptions import DisallowedHost

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
