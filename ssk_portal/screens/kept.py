"""Typed text that outlives its page: kept when a form comes too late or the language is switched, then shown again.

It lies in the visitor's session and is given only to the person who typed it. Chosen
files are not kept; their names are, so that the page can say which to choose again.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

SESSION_KEY = "kept_form"
LONGEST = timedelta(hours=2)
# Characters of the encoded form; a longer one is not kept, so that sessions stay small.
LARGEST = 500_000
NOT_KEPT = ("csrfmiddlewaretoken", "form_key", "form_owner")
LATE, LANGUAGE, CONFIRM = "late", "language", "confirm"  # why it was kept
MISSING = "files_missing"  # names of files that a form sent again could not bring along


def keep(request, *, owner: int, why: str = LATE) -> None:
    """Keep what `request` sent for the user with the key `owner`. It is not done by that, whatever is answered."""
    request.form_kept = True
    data = request.POST.copy()
    for name in NOT_KEPT:
        data.pop(name, None)
    if why == LANGUAGE:
        data.setlist("language", data.getlist("language")[1:])  # the first is the button's (`languages`)
    typed = data.urlencode()
    if len(typed) <= LARGEST:
        files = _names_of_files(request)
        request.session[SESSION_KEY] = {
            "owner": owner, "path": page_of(request), "typed": typed, "files": files, "why": why, "at": timezone.now().isoformat(),
        }  # fmt: skip


def kept_form(request) -> dict | None:
    """What was kept for this page and this person, if anything: `typed` (a QueryDict), `files` (names), `why`."""
    found = request.session.get(SESSION_KEY)
    if not found or found["owner"] != request.user.pk or found["path"] != _page(request):
        return None
    if timezone.now() - datetime.fromisoformat(found["at"]) > LONGEST:
        return None
    return {"typed": QueryDict(found["typed"]), "files": found["files"], "why": found["why"]}


def say_why(request) -> None:
    """Say why what was typed stands on the page again; nothing where nothing was kept for it."""
    late = kept_form(request)
    if late is None:
        return
    if late["why"] == LANGUAGE:
        messages.info(request, _("The language was switched. What you typed is below again; it is not saved yet."))
    elif late["why"] == CONFIRM:
        messages.info(request, _("You have confirmed that it is you. What you typed is below again; it is not saved yet."))
    else:
        messages.warning(request, _("You had been signed out, so nothing was saved. What you typed is below again: check it and save."))


def ask_again(request, names: list[str]) -> None:
    """Say which files have to be chosen again."""
    if names:
        messages.warning(request, _("Choose these files again: %(files)s.") % {"files": ", ".join(names)})


def _names_of_files(request) -> list[str]:
    return [file.name for _field, chosen in request.FILES.lists() for file in chosen]


def _page(request) -> str:
    return page_of(request) if request.method == "POST" else request.get_full_path()


def typed(request) -> QueryDict:
    """What the person typed into this page's form: just now, or before the session ended."""
    if request.method == "POST":
        return request.POST
    found = kept_form(request)
    return found["typed"] if found else QueryDict()


def kept_preview(request, name: str) -> str:
    """The preview, carried in the field `name`, that was on this page when the session ended, with the reason why it is back.

    Empty where there was none; files that were sent without having been looked through are asked for again.
    """
    late = kept_form(request)
    if late is None:
        return ""
    if packed := late["typed"].get(name, ""):
        say_why(request)
    else:
        ask_again(request, late["files"])
    return packed


def forget(request) -> None:
    """The form was sent again: what was kept of it is not needed any more."""
    if kept_form(request):
        del request.session[SESSION_KEY]


def for_sending_again(request) -> dict:
    """What a page that stands without the database needs to send a form again: `fields`, `files`
    (names), `address`. Empty for a form with a password, which no page repeats.
    """
    if request.method != "POST" or any("password" in name for name in request.POST):
        return {}
    files = _names_of_files(request)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return {"fields": fields + [(MISSING, name) for name in files], "files": files, "address": request.get_full_path()}


def page_of(request) -> str:
    """The page on which a posted form stood: the one that sent it, if it is ours."""
    sender = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sender, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(sender)
    # One slash at the beginning: with two of them a browser takes what follows for another server.
    return parts._replace(scheme="", netloc="", fragment="", path="/" + parts.path.lstrip("/\\")).geturl()
