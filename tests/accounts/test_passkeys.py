"""Passkeys, as far as no browser is needed (`tests/browser/test_sign_in.py` has the rest)."""

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.factors import STEP, code_of, give, sign_in
from tests.factories import PASSWORD

GARBAGE = [
    "", "null", "5", "[]", "{}", "{", '"x"', '{"response": 5}', '{"id": 1, "rawId": "!", "type": "public-key", "response": {}}',
    '{"rawId": "AA", "response": {"clientDataJSON": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "attestationObject": "AA"}}',
    '{"id": "\\u0000", "response": null}', "[" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("sent", GARBAGE)
def test_an_answer_that_is_no_passkeys_is_refused(client, armed, sent):
    sign_in(client)
    assert client.post(STEP, {"credential": sent}).status_code == 200
    assert client.get("/pengguna/profil/").status_code == 302
    give(client, code_of(armed[0]))
    client.post("/masuk/konfirmasi/", {"password": PASSWORD})
    client.get("/dua-langkah/kunci/tambah/")
    assert client.post("/dua-langkah/kunci/tambah/", {"name": "x", "credential": sent}).status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize(
    ("host", "secure", "works"),
    [("localhost:8000", False, True), ("127.0.0.1:8000", False, False), ("[::1]:8000", False, False), ("testserver", False, False), ("testserver", True, True)],
)
def test_where_passkeys_can_work(client, cast, host, secure, works):
    client.force_login(cast["kalsel"])
    page = client.get("/dua-langkah/", headers={"host": host}, secure=secure).content.decode()
    assert ("Tambah kunci sandi" in page) is works
    assert ("Peramban hanya mengizinkan" in page) is not works
