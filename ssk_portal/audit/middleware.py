"""Says who asks, once a request: what the history writes beside every change.

This is the one place where a request tells the database who it is.
"""

import pghistory
from django.utils import timezone

from ssk_portal.audit.actors import context_of


class WhoAsks:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.region.time_zone):
            if request.method in ("GET", "HEAD", "OPTIONS"):
                return self.get_response(request)
            with pghistory.context(**context_of(request.user), url=request.path):
                return self.get_response(request)
