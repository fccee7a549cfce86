"""The way back to the list in which a row was found, with its filter, order and page.

The links of a list that is filtered, ordered or turned carry its address (`?dari=`) to the pages of its rows, and these
carry it on to the row's form and back. It stands in the address alone, so each tab keeps its own.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

from django.urls import Resolver404, resolve

FOUND_IN = "dari"
LONGEST = 300  # of a carried address; beside a longer one the rest of an address would have no room


def carried(request, *, without=()) -> str:
    """What the links to the rows of this list carry; empty where it is shown as it comes."""
    query = request.GET.copy()
    for name in [name for name, value in query.items() if not value or name in without]:
        del query[name]
    address = quote(f"{request.path}?{query.urlencode()}") if query else ""
    return f"{FOUND_IN}={address}" if len(address) <= LONGEST and address else ""


def leading_back(url: str, carried: str) -> str:
    """`url` with what is carried."""
    if not carried:
        return url
    page, mark, place = url.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{carried}{mark}{place}"


def page_left(request, row) -> str:
    """The page of `row` with the list that it was found in, where this page or the one that led here carries it; else empty."""
    page = row.get_absolute_url()
    for address, found in _lists_carried(request):
        if urlsplit(found).path == page:
            return found  # rows without a page of their own are led back to their list
        if urlsplit(address).path in (page, request.path):
            return _with_list(page, found)
    return ""


def after_deleting(request, row, url: str) -> str:
    """What follows once `row` is gone, where it was found in a list; else empty.

    That is the list; but where `url`, to which it would go on, is the page that the row stood on, that one with the list.
    """
    page = urlsplit(row.get_absolute_url()).path
    for address, found in _lists_carried(request):
        if urlsplit(address).path in (page, request.path):
            return _with_list(url, found) if urlsplit(url).path == page else found
    return ""


def onward(request, url: str) -> str:
    """`url`, another page about the same row, with the list that this page carries."""
    found = list_of(request.get_full_path())
    return _with_list(url, found) if found else url


def _lists_carried(request) -> Iterator[tuple[str, str]]:
    """The addresses of this page and of the one that led here, each with the list that it carries, where it carries one."""
    for address in (request.get_full_path(), request.headers.get("Referer", "")):
        if found := list_of(address):
            yield address, found


def _with_list(url: str, found: str) -> str:
    return leading_back(url, f"{FOUND_IN}={quote(found)}")


def list_of(address: str) -> str:
    """The list that `address` carries; empty where it carries none, or what is no list of the portal."""
    found = parse_qs(urlsplit(address).query).get(FOUND_IN, [""])[0]
    if not found:
        return ""  # nearly every page: no address is looked up
    try:
        screen = getattr(resolve(found.partition("?")[0]).func, "view_class", None)
    except Resolver404:
        return ""
    return found if getattr(screen, "leads_back", False) else ""
