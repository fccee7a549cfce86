"""What every answer says to the browser, and in which language.

The language is the one the reader chose, else Indonesian. The browser's own wish is not
asked: offices run English browsers and read Indonesian.
"""

from django.conf import settings
from django.utils import translation


class ChosenLanguage:
    def __init__(self, get_response):
        self.get_response = get_response
        self.languages = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in self.languages else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


# What the portal never asks of a device.
UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")
LIMITS = {"Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED), "Cross-Origin-Resource-Policy": "same-origin"}


class BrowserLimits:
    """Forbids the browser what the portal has no use for, on every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in LIMITS.items():
            response.headers.setdefault(name, value)
        return response
