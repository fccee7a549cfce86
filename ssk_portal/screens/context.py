"""What every page's shell shows: menu, help contact, language."""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ssk_portal import __version__
from ssk_portal.common.bilingual import chosen
from ssk_portal.screens.menu import menu_for


def shell(request):
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "announced": [chosen(*texts) for texts in user.announced] if signed_in else [],
        "menu": menu_for(user, request.path) if signed_in else None,
        "help_contact": settings.HELP_CONTACT,
        "footer": footer(get_language(), settings.HELP_CONTACT),
        "is_demo": settings.DEMO,
    }


@cache
def footer(language: str, help_contact: str) -> SafeString:
    """The foot of every page: the same for everyone who reads `language`."""
    return render_to_string("shell/footer.html", {"help_contact": help_contact, "portal_version": __version__})
