"""What every page's shell shows: menu, help contact, language."""

from django.conf import settings

from ssk_portal import __version__
from ssk_portal.screens.menu import menu_for


def shell(request):
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "menu": menu_for(user, request.path) if signed_in else None,
        "help_contact": settings.HELP_CONTACT,
        "portal_version": __version__,
        "is_demo": settings.DEMO,
    }
