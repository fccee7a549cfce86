"""The authenticator app: set up and taken off, and its secret in the database."""

import re
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator

from ssk_portal.accounts.factors.adapter import FactorAdapter, Unreadable
from ssk_portal.notices.models import Mail
from tests.accounts.factors import STEP, code_of, errors, give, kinds, set_up, sign_in
from tests.factories import PASSWORD, key


def test_the_set_up_page_tells_the_secret_in_two_ways(client, clock, cast):
    sign_in(client)
    page = client.get("/dua-langkah/aplikasi/pasang/")
    secret = page.context["form"].secret
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert " ".join(re.findall("....", secret)) in text
    assert page.context["totp_url"] == f"otpauth://totp/kalsel?secret={secret}&issuer=Portal%20SSK"
    assert client.get("/dua-langkah/aplikasi/pasang/").context["form"].secret == secret


def test_a_wrong_code_sets_nothing_up(client, clock, cast):
    sign_in(client)
    client.get("/dua-langkah/aplikasi/pasang/")
    assert client.post("/dua-langkah/aplikasi/pasang/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_double_click_leads_to_the_codes(client, clock, cast):
    sign_in(client)
    secret = client.get("/dua-langkah/aplikasi/pasang/").context["form"].secret
    for _click in range(2):
        assert client.post("/dua-langkah/aplikasi/pasang/", {"code": code_of(secret)}).url == "/dua-langkah/kode-pemulihan/"
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_a_double_click_takes_the_app_off_without_an_error(client, clock, cast):
    sign_in(client)
    set_up(client)
    for _click in range(2):
        assert client.post("/dua-langkah/aplikasi/lepas/").url == "/dua-langkah/"
    assert kinds()[1:] == ["factor_added", "recovery_made", "factor_removed"]


def test_taking_off_asks_who_it_is(client, armed, clock):
    sign_in(client)
    give(client, code_of(armed[0]))
    off = "/dua-langkah/aplikasi/lepas/"
    asked = client.get(off).url
    assert asked == f"/masuk/konfirmasi/?next={quote(off, safe='')}"
    assert client.post(off).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()
    assert client.post(asked, {"password": "salah", "next": off}).status_code == 200
    # The step that was sent before is taken once the person has been confirmed.
    assert client.post(asked, {"password": PASSWORD, "next": off}).url == "/dua-langkah/"
    assert not Authenticator.objects.exists()
    assert kinds()[-2:] == ["sign_in_failed", "factor_removed"]
    assert sign_in(client).url == "/"


def test_a_form_key_takes_no_count_back(client, armed):
    """Whoever sits at an open session guesses no more often with a key of a form than without."""
    sign_in(client)
    give(client, code_of(armed[0]))
    for _try in range(10):
        client.post("/masuk/konfirmasi/kode/", key(code="000000"))
    assert "15 menit" in errors(client.post("/masuk/konfirmasi/kode/", key(code="000000")))[0]


def test_every_change_is_told_by_mail_in_the_persons_language(client, clock, cast):
    cast["kalsel"].language = "en"
    cast["kalsel"].save()
    sign_in(client)
    set_up(client)
    mail = Mail.objects.get()
    assert (mail.address, mail.subject) == ("kalsel@example.org", "Portal SSK: Second step of sign-in set up (your account)")
    assert "Dear Kalsel" in mail.body
    assert "- Second step of sign-in set up (2 March 2026" in mail.body
    assert "- Which one: Authenticator app" in mail.body


# Encryption


def test_former_keys_are_still_read(settings):
    written = FactorAdapter().encrypt("rahasia")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    assert FactorAdapter().decrypt(written) == "rahasia"
    assert "rahasia" not in written
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        FactorAdapter().decrypt(written)


def test_a_lost_key_shuts_the_app_out_and_breaks_nothing(client, armed, settings):
    sign_in(client)
    settings.SECRET_KEY = "other" * 20
    assert sign_in(client).url == STEP
    assert give(client, code_of(armed[0])).status_code == 200
    assert give(client, armed[1][0]).status_code == 302  # hashes ask for no key
