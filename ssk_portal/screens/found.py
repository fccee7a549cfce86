"""The way back to the list in which a row was found, with its filter, order and page.

The links of a list that is filtered, ordered or turned carry its address (`?dari=`) to the pages of its rows, and these
carry it on to the row's form and back. It stands in the address alone, so each tab keeps its own.
"""

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
    for address in (request.get_full_path(), request.headers.get("Referer", "")):
        if found := list_of(address):
            page = row.get_absolute_url()
            if urlsplit(found).path == page:
                return found  # rows without a page of their own are led back to their list
            if urlsplit(address).path in (page, request.path):
                return leading_back(page, f"{FOUND_IN}={quote(found)}")
    return ""


def after_deleting(request, row, url: str) -> str:
    """The list in which `row` was found, once it is gone; where `url`, the page that follows, is the page it stood on, that one with the list. Else empty."""
    for address in (request.get_full_path(), request.headers.get("Referer", "")):
        page = urlsplit(row.get_absolute_url()).path
        if (found := list_of(address)) and urlsplit(address).path in (page, request.path):
            return leading_back(url, f"{FOUND_IN}={quote(found)}") if urlsplit(url).path == page else found
    return ""


def onward(request, url: str) -> str:
    """`url`, another page about the same row, with the list that this page carries."""
    found = list_of(request.get_full_path())
    return leading_back(url, f"{FOUND_IN}={quote(found)}") if found else url


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
