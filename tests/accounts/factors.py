"""The authenticator app of a test, which computes the code as a telephone does, and the pages of both steps of sign-in."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from ssk_portal.accounts.events import AccountEvent
from tests.factories import PASSWORD

STEP = "/masuk/langkah-kedua/"
APP = "/dua-langkah/aplikasi/pasang/"
CODES = "/dua-langkah/kode-pemulihan/"


def code_of(secret: str, *, later: int = 0) -> str:
    """The code that an app with this secret shows, so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def set_up(client) -> tuple[str, list[str]]:
    """Set up the app as the signed-in person does. Returns its secret and the recovery codes."""
    page = client.get(APP)
    secret = page.context["form"].secret
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.url == CODES
    return secret, make_codes(client).context["codes"]


def make_codes(client):
    """The page that shows new recovery codes."""
    return client.post(CODES, {"press": client.get(CODES).context["form"]["press"].value()})


def sign_in(client, name="kalsel", **more):
    return client.post("/masuk/", {"login": name, "password": PASSWORD, **more})


def give(client, code):
    return client.post(STEP, {"code": code})


def errors(answer):
    return [str(error) for error in answer.context["form"].errors.get("code", [])]


def kinds():
    """What happened to accounts, oldest first."""
    return list(AccountEvent.objects.order_by("pk").values_list("kind", flat=True))
