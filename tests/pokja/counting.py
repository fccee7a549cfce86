"""How many queries a page asks."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(client, url) -> int:
    client.get(url)  # what is asked once only, such as content types, is not the page's
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
