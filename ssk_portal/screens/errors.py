"""Pages for what went wrong: each says what happened and what to do."""

import errno
import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ssk_portal.common.middleware import CutShort
from ssk_portal.screens import kept

log = logging.getLogger(__name__)


def error_page(request, status: int, sentence: str = ""):
    """The page for `status`, with a sentence of its own where there is one."""
    context: dict[str, Any] = {"sentence": sentence, "help_contact": settings.HELP_CONTACT}
    if status == 409 and (before := kept.page_of(request)) != request.get_full_path():
        context["before"] = before  # opened again, it shows how the row stands now
    if status == 503:
        context["again"] = kept.for_sending_again(request)
    if status >= 500:
        # The shell of a page asks the database; these pages must stand without it.
        return HttpResponse(render_to_string(f"{status}.html", context), status=status)
    if status == 404:
        # Byte for byte the same whether a row is missing or out of reach: no address, no token, so no forms.
        context["csrf_token"] = ""
    return render(request, f"{status}.html", context, status=status)


def bad_request(request, exception=None):
    if isinstance(exception, CutShort):
        log.info("lost while it was sent: %s", request.path)
    return error_page(request, 400, _too_much(exception))


def _too_much(error) -> str:
    """What a form held too much of; empty for other faults. The browser's way back still holds what was typed."""
    if isinstance(error, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return _("At most %(count)s files can be sent at once. Nothing of this was saved: go back, choose fewer, and send the rest afterwards.") % {"count": most}
    if isinstance(error, RequestDataTooBig):
        return _("The text is longer than the portal accepts at once. Nothing of this was saved: go back and shorten it, or send it as a file.")
    return ""


def forbidden(request, exception=None):
    return error_page(request, 403)


def not_found(request, exception=None):
    return error_page(request, 404)


def is_away(error) -> bool:
    """Whether `error` says that the database cannot be reached or went away meanwhile, or that the disk takes nothing more."""
    return isinstance(error, OperationalError | InterfaceError) or _is_full(error)


def _is_full(error) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def away_page(request, error):
    log.error("the portal is not available: %s", error)
    return error_page(request, 503, _("The portal has no room for files at the moment. Its operators have to make some.") if _is_full(error) else "")


def server_error(request):
    """Django comes here with what a view or a middleware raised; the middlewares ask the database too."""
    error = sys.exc_info()[1]
    return away_page(request, error) if is_away(error) else error_page(request, 500)


def csrf_failure(request, reason=""):
    """A form without its security mark, most often from a page that was opened before signing in anew.

    What a signed-in person typed is kept for the page of the form. Forms of foreign sites
    come without the session (SameSite), so nothing of theirs is.
    """
    signed_in = request.user.is_authenticated
    if signed_in:
        kept.keep(request, owner=request.user.pk)
    context = {"kept": signed_in, "page_url": kept.page_of(request), "help_contact": settings.HELP_CONTACT}
    return render(request, "csrf.html", context, status=403)
