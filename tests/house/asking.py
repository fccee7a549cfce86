"""Asking an address inside a transaction that is taken back: the next question finds the house as it was."""

from django.db import transaction

from tests import factories


def ask(client, url, method="get", **sent):
    """The status of the answer; whatever the request wrote is taken back."""
    with transaction.atomic():
        answer = client.post(url, factories.key(**{"text": "Uji", "note": "Uji", **sent})) if method == "post" else getattr(client, method)(url)
        # A file is read to its end: closing it early would close the connection with it.
        assert answer.getvalue() is not None
        transaction.set_rollback(True)
    return answer.status_code
