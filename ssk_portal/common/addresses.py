"""Addresses as people type them: also those that are none."""

from urllib.parse import urlsplit

from django.utils.html import format_html


def host_of(address: str) -> str:
    """`www.bps.go.id` of an address; nothing where no host can be told in it, such as `https://[tautan]`."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def linked(source: str, words: str = "") -> str:
    """A source as pages show it: an address as a link, by `words` or its host, for the whole is too long to read; any other source as written."""
    if not source.startswith(("http://", "https://")):
        return source
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', source, words or host_of(source) or source)
