"""Addresses as people type them: also those that are none."""

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """`www.bps.go.id` of an address; nothing where no host can be told in it, such as `https://[tautan]`."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
