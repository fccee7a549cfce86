"""The authenticator app of a test: it computes the code as a telephone does."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_of(secret: str, *, later: int = 0) -> str:
    """The code that an app with this secret shows, so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def set_up(client) -> tuple[str, list[str]]:
    """Set up the app as the signed-in person does. Returns its secret and the recovery codes."""
    page = client.get("/dua-langkah/aplikasi/pasang/")
    secret = page.context["form"].secret
    answer = client.post("/dua-langkah/aplikasi/pasang/", {"code": code_of(secret)})
    assert answer.url == "/dua-langkah/kode-pemulihan/"
    return secret, client.get(answer.url).context["codes"]
