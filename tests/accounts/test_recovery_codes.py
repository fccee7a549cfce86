"""Recovery codes: made by a press, told once, kept as hashes, each good for one time."""

from datetime import timedelta
from importlib import import_module
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps

from ssk_portal.accounts.factors import recovery
from ssk_portal.notices.models import Mail
from tests.accounts.factors import APP, CODES, STEP, code_of, give, kinds, make_codes, set_up, sign_in
from tests.factories import PASSWORD


@pytest.fixture
def with_app(client, clock):
    """Kalsel, signed in, with the app set up a moment ago and no codes yet."""
    sign_in(client)
    client.post(APP, {"code": code_of(client.get(APP).context["form"].secret)})
    return client


def press_of(client):
    return client.get(CODES).context["form"]["press"].value()


def test_a_recovery_code_opens_once(client, armed):
    _secret, codes = armed
    assert len(set(codes)) == 10
    for status in (302, 200):
        sign_in(client)
        page = client.get(STEP + "?pemulihan").content.decode()
        assert "Ketik salah satu kode pemulihan Anda." in page
        assert give(client, f"{codes[3][:4]} {codes[3][4:8]}-{codes[3][8:]}").status_code == status
        client.post("/keluar/")
    assert kinds()[-4:] == ["recovery_used", "signed_in", "signed_out", "factor_failed"]


def test_looking_makes_nothing(with_app):
    for _look in range(2):
        assert "codes" not in with_app.get(CODES).context
    assert recovery.left(with_app.get("/dua-langkah/").context["user"]) is None
    assert "Anda belum memiliki kode pemulihan." in with_app.get("/dua-langkah/").content.decode()


def test_codes_are_shown_once_and_kept_as_hashes(with_app):
    page = make_codes(with_app)
    codes = page.context["codes"]
    assert f"{codes[0][:4]} {codes[0][4:8]} {codes[0][8:]}" in page.content.decode()
    assert page.context["as_file"].startswith(f"data:text/plain;charset=utf-8,Portal%20SSK%3A%20kalsel%0D%0A{codes[0]}")
    assert not any(code in with_app.get(CODES).content.decode() for code in codes)
    [kept] = Authenticator.objects.filter(type="recovery_codes").values_list("data", flat=True)
    assert len(kept["hashes"]) == 10
    assert not any(code in str(kept) for code in codes)
    assert not any(code in str(dict(with_app.session)) for code in codes)


def test_a_press_sent_twice_is_answered_with_the_same_codes(with_app, clock):
    press = press_of(with_app)
    first, second = (with_app.post(CODES, {"press": press}).context["codes"] for _click in range(2))
    assert first == second
    assert kinds().count("recovery_made") == 1
    clock.tick(timedelta(minutes=3))
    late = with_app.post(CODES, {"press": press})
    assert late.context["codes"] == []
    assert "tidak ditampilkan lagi" in late.content.decode()
    assert recovery.use(recovery.kept_by(late.context["user"]), first[0])


@pytest.mark.parametrize("sent", [{}, {"press": ""}, {"press": "x" * 101}])
def test_a_press_that_says_nothing_makes_nothing(with_app, sent):
    assert with_app.post(CODES, sent).url == CODES
    assert not Authenticator.objects.filter(type="recovery_codes").exists()


def test_without_a_second_step_there_is_nothing_to_stand_in_for(client, clock):
    sign_in(client)
    assert client.get(CODES).url == "/dua-langkah/"
    assert client.post(CODES, {"press": "x" * 20}).url == "/dua-langkah/"
    assert not Authenticator.objects.exists()


def test_nothing_is_told_in_the_database(client, clock, cast):
    sign_in(client)
    secret, _codes = set_up(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_new_ones_end_the_old_ones_and_are_told_by_mail(client, armed, clock):
    sign_in(client)
    give(client, code_of(armed[0]))
    clock.tick(timedelta(minutes=2))
    assert client.get(CODES).url == f"/masuk/konfirmasi/?next={quote(CODES, safe='')}"
    assert client.post("/masuk/konfirmasi/kode/", {"code": code_of(armed[0]), "next": CODES}).url == CODES
    Mail.objects.all().delete()
    fresh = make_codes(client).context["codes"]
    assert not set(fresh) & set(armed[1])
    assert kinds()[-1] == "recovery_made"
    assert Mail.objects.get().subject == "Portal SSK: Kode pemulihan dibuat (akun Anda)"
    client.post("/keluar/")
    for code, status in ((armed[1][0], 200), (fresh[0], 302)):
        client.post("/masuk/", {"login": "kalsel", "password": PASSWORD})
        assert give(client, code).status_code == status


def test_a_press_that_came_too_late_is_taken_once_it_is_confirmed_who_it_was(with_app, clock):
    press = press_of(with_app)
    clock.tick(timedelta(minutes=6))
    asked = with_app.post(CODES, {"press": press}).url
    assert asked.startswith("/masuk/konfirmasi/")
    page = with_app.post(asked, {"password": PASSWORD, "next": CODES})
    [code, *_others] = page.context["codes"]
    assert f"{code[:4]} {code[4:8]} {code[8:]}" in page.content.decode()


def test_codes_of_before_stay_good_once_their_rows_are_hashed(cast):
    """Those that somebody has seen; what nobody has seen is made anew."""
    hash_codes = import_module("ssk_portal.accounts.migrations.0006_recovery_codes_hashed").hash_codes
    seen, unseen = RecoveryCodes.activate(cast["kalsel"]), RecoveryCodes.activate(cast["tabalong"])
    codes = seen.generate_codes()
    seen.mark_as_viewed()
    assert seen.validate_code(codes[4])
    hash_codes(apps, None)
    kept = recovery.kept_by(cast["kalsel"])
    assert not any(code in str(kept.data) for code in codes)
    assert not recovery.use(kept, codes[4])
    assert [recovery.use(kept, codes[0]) for _try in range(2)] == [True, False]
    assert recovery.left(cast["kalsel"]) == 8
    assert recovery.kept_by(unseen.instance.user) is None
