"""What every answer says to the browser, and in which language.

The language is the one the reader chose, else Indonesian. The browser's own wish is not
asked: offices run English browsers and read Indonesian.
"""

from io import IOBase

from django.conf import settings
from django.core.exceptions import BadRequest
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


class CutShort(BadRequest):
    """A form that did not come whole: a connection was lost, a page left while it was sending."""


class WholeBody:
    """Refuses, with 400, what ended before it was all here: a connection was lost, a page left while it was sending.

    Django takes the end of the stream for the end of the form. Half a file would be kept, and a box that did not
    come any more would count as emptied.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length):
            request._stream = _Whole(request._stream, int(length))
        return self.get_response(request)


class _Whole(IOBase):
    """Reads as much as was told to come, or says that it did not."""

    def __init__(self, stream, length: int):
        self.stream, self.left = stream, length

    def read(self, size=-1, /):
        wanted, pieces = self._wanted(size), []
        while wanted:
            pieces.append(self._came(self.stream.read(wanted)))
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def readline(self, size=-1, /):
        return self._came(self.stream.readline(size)) if self._wanted(size) else b""

    def _wanted(self, size) -> int:
        return self.left if size is None or size < 0 else min(size, self.left)

    def _came(self, piece: bytes) -> bytes:
        if not piece:
            raise CutShort("the body ended before its told length")
        self.left -= len(piece)
        return piece
