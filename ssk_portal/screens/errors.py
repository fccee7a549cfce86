"""Pages for what went wrong: each says what happened and what to do."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def error_page(request, status: int, sentence: str = ""):
    """The page for `status`, with a sentence of its own where there is one."""
    context = {"sentence": sentence, "help_contact": settings.HELP_CONTACT}
    if status >= 500:
        # The shell of a page asks the database; these pages must stand without it.
        return HttpResponse(render_to_string(f"{status}.html", context), status=status)
    if status == 404:
        # Byte for byte the same whether a row is missing or out of reach: no address, no token, so no forms.
        context["csrf_token"] = ""
    return render(request, f"{status}.html", context, status=status)


def bad_request(request, exception=None):
    return error_page(request, 400)


def forbidden(request, exception=None):
    return error_page(request, 403)


def not_found(request, exception=None):
    return error_page(request, 404)


def server_error(request):
    return error_page(request, 500)


def csrf_failure(request, reason=""):
    return error_page(request, 403, _("The form came without its security mark. Open the page again and send the form once more."))
