"""What holds for every page: calm error pages, nothing kept by browsers, each form done once."""

import logging

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from psycopg.errors import RaiseException

from ssk_portal.common.errors import NotNow
from ssk_portal.screens import once
from ssk_portal.screens.errors import away_page, error_page, is_away
from ssk_portal.screens.models import FormKey

log = logging.getLogger(__name__)
PAUSE = 15 * 60  # seconds; what the page of "too many tries" says, and the longest window that is counted


class ErrorPages:
    """Answers 405, 409 and 503 with a sentence, and keeps signed-in pages out of caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # PostgreSQL keeps no zero byte in any text: with one in the path no row can be meant; a question is asked without it.
        senseless = "\x00" in request.path
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        response = error_page(request, 404) if senseless else self.get_response(request)
        if response.status_code == 405:
            response.content = error_page(request, 405).content  # somebody opened the address of a step: Django's page is empty
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(PAUSE))
        if (senseless or getattr(request, "user", None) is not None) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_exception(self, request, error):
        if isinstance(error, NotNow):
            return error_page(request, 409, error.sentence)
        if isinstance(error.__cause__, RaiseException):
            # A trigger of ours: somebody was faster between the page's question and its writing.
            log.warning("the database refused a change: %s", error)
            return error_page(request, 409, _("This row has just been changed by somebody else, and cannot be changed this way any more. Nothing was saved; open it again."))
        return away_page(request, error) if is_away(error) else None


def _counts_guesses(request) -> bool:
    """Whether this is a page of sign-in: it counts wrong passwords and codes, and none of that may be taken back."""
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        return False
    return name.startswith(("account_", "mfa_"))


class Once:
    """Runs each POST that carries a form key in one transaction, and does it once.

    A redirect means that the form was done: it is committed and its result remembered.
    Any other answer (an error at a field, a conflict) means that nothing was done: it is
    rolled back, and the key stays free for the mended form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.form_key_claimed = request.form_sent_before = False
        asked = request.method == "POST" and request.user.is_authenticated and not _counts_guesses(request)
        key = once.read_key(request) if asked else None
        return self._done_once(request, key) if key else self.get_response(request)

    def _done_once(self, request, key):
        with transaction.atomic():
            before = once.claim(key, request)
            if before is None:
                request.form_key_claimed = True
                response = self.get_response(request)
                if response.status_code in (302, 303) and not getattr(request, "form_kept", False):
                    FormKey.objects.filter(key=key).update(result=response.url[:500])
                else:
                    transaction.set_rollback(True)
                return response
        if before.user_id == request.user.pk and before.sent == once.fingerprint(request):
            messages.info(request, _("This form had been saved already; it was not done twice."))
            return redirect(before.result)
        # Typed anew on a page reached by the back button: shown again, not thrown away.
        request.form_sent_before = True
        return self.get_response(request)
