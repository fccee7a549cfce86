"""The second step: set up, asked for, used once, lost, reset; and who may do nothing without one."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from freezegun import freeze_time

from ssk_portal.accounts import actions
from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.factors.adapter import FactorAdapter, Unreadable
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Mail
from tests.accounts.factors import code_of, set_up
from tests.factories import PASSWORD, key

STEP = "/masuk/langkah-kedua/"
START = "2026-03-02 08:00:00"


def sign_in(client, name="kalsel", **more):
    return client.post("/masuk/", {"login": name, "password": PASSWORD, **more})


def give(client, code):
    return client.post(STEP, {"code": code})


def errors(answer):
    return [str(error) for error in answer.context["form"].errors.get("code", [])]


@pytest.fixture
def clock(cast):
    with freeze_time(START) as clock:
        yield clock


@pytest.fixture
def armed(client, clock):
    """Kalsel with the app set up, signed out again, five minutes later: (secret, recovery codes)."""
    sign_in(client)
    made = set_up(client)
    client.post("/keluar/")
    clock.tick(timedelta(minutes=5))
    return made


def kinds():
    return list(AccountEvent.objects.order_by("pk").values_list("kind", flat=True))


# Signing in


def test_password_then_code(client, armed):
    secret, _codes = armed
    assert sign_in(client).url == STEP
    assert client.get("/pengguna/profil/").url.startswith("/masuk/?next=")
    assert give(client, code_of(secret)).url == "/"
    assert client.get("/pengguna/profil/").status_code == 200
    assert kinds() == ["signed_in", "factor_added", "signed_out", "signed_in"]


def test_leads_on_to_the_page_that_was_asked_for(client, armed):
    sign_in(client, next="/wilayah/63/")
    assert give(client, code_of(armed[0])).url == "/wilayah/63/"


def test_the_session_key_changes_with_the_second_step(client, armed):
    sign_in(client)
    before = client.session.session_key
    give(client, code_of(armed[0]))
    assert client.session.session_key != before


@pytest.mark.parametrize(("later", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(client, armed, later, good):
    sign_in(client)
    assert (give(client, code_of(armed[0], later=later)).status_code == 302) is good


def test_a_code_is_good_for_one_time(client, armed, clock):
    code = code_of(armed[0], later=1)
    for seconds in (0, 10, 45):
        clock.tick(timedelta(seconds=seconds))
        sign_in(client)
        answer = give(client, code)
        assert (answer.status_code == 302) is (seconds == 0)
        client.post("/keluar/")


def test_the_code_of_the_set_up_is_used_up(client, clock, cast):
    sign_in(client)
    secret, _codes = set_up(client)
    client.post("/keluar/")
    sign_in(client)
    assert errors(give(client, code_of(secret))) == ["Kode ini tidak benar, atau sudah dipakai. Ketik kode yang sekarang ditampilkan aplikasi."]


def test_a_recovery_code_opens_once(client, armed):
    _secret, codes = armed
    assert len(set(codes)) == 10
    for status in (302, 200):
        sign_in(client)
        page = client.get(STEP + "?pemulihan").content.decode()
        assert "Ketik salah satu kode pemulihan Anda." in page
        assert give(client, f"{codes[3][:4]} {codes[3][4:]}").status_code == status
        client.post("/keluar/")
    assert kinds()[-4:] == ["recovery_used", "signed_in", "signed_out", "factor_failed"]


@pytest.mark.parametrize("code", ["", "000000", "12345", "a" * 5000, "１２３４５６", "\x00", "' OR 1=1"])
def test_anything_else_is_refused(client, armed, code):
    sign_in(client)
    assert give(client, code).status_code == 200


def test_ten_wrong_codes_bring_a_pause_wherever_they_come_from(client, armed, clock):
    for number in range(10):
        client.post("/masuk/", {"login": "kalsel", "password": PASSWORD}, REMOTE_ADDR=f"203.0.113.{number}")
        client.post(STEP, {"code": "000000"}, REMOTE_ADDR=f"203.0.113.{number}")
    sign_in(client)
    assert errors(give(client, code_of(armed[0]))) == ["Terlalu banyak kode salah untuk akun ini. Coba lagi dalam 15 menit."]
    assert kinds()[-2:] == ["factor_failed", "paused"]
    clock.tick(timedelta(minutes=15))
    sign_in(client)
    assert give(client, code_of(armed[0])).status_code == 302


def test_without_the_password_there_is_no_second_step(client, armed):
    assert client.get(STEP).url == "/masuk/"
    assert give(client, code_of(armed[0])).url == "/masuk/"


def test_a_late_form_comes_back_after_both_steps(client, armed, clock):
    url = "/pengguna/profil/"
    sign_in(client)
    give(client, code_of(armed[0]))
    client.get(url)
    clock.tick(timedelta(hours=3))
    answer = client.post(url, {"name": "Siti Aminah"}, headers={"referer": f"http://testserver{url}"})
    assert client.post(answer.url, {"login": "kalsel", "password": PASSWORD}).url == STEP
    assert give(client, code_of(armed[0])).url == url
    assert client.get(url).context["form"]["name"].value() == "Siti Aminah"


# Setting up, taking off


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
    assert kinds()[1:] == ["factor_added", "factor_removed"]


def test_recovery_codes_are_shown_once(client, clock, cast):
    sign_in(client)
    _secret, codes = set_up(client)
    page = client.get("/dua-langkah/kode-pemulihan/")
    assert page.context["codes"] == []
    assert not any(code in page.content.decode() for code in codes)


def test_recovery_codes_come_as_a_file(client, clock, cast):
    sign_in(client)
    client.post("/dua-langkah/aplikasi/pasang/", {"code": code_of(client.get("/dua-langkah/aplikasi/pasang/").context["form"].secret)})
    page = client.get("/dua-langkah/kode-pemulihan/")
    assert page.context["as_file"].startswith("data:text/plain;charset=utf-8,Portal%20SSK%3A%20kalsel%0D%0A" + page.context["codes"][0])


def test_nothing_is_told_in_the_database(client, clock, cast):
    sign_in(client)
    secret, codes = set_up(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


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


def test_or_by_a_code(client, armed, clock):
    sign_in(client)
    give(client, code_of(armed[0]))
    clock.tick(timedelta(minutes=2))
    page = client.get("/masuk/konfirmasi/kode/?next=/dua-langkah/kode-pemulihan/baru/")
    assert page.status_code == 200
    answer = client.post("/masuk/konfirmasi/kode/", {"code": code_of(armed[0]), "next": "/dua-langkah/kode-pemulihan/baru/"})
    assert answer.url == "/dua-langkah/kode-pemulihan/baru/"
    client.post(answer.url)
    fresh = client.get("/dua-langkah/kode-pemulihan/").context["codes"]
    assert not set(fresh) & set(armed[1])
    assert kinds()[-1] == "recovery_made"


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


def test_a_lost_key_opens_nothing_and_breaks_nothing(client, armed, settings):
    sign_in(client)
    settings.SECRET_KEY = "other" * 20
    assert sign_in(client).url == STEP
    for code in (code_of(armed[0]), armed[1][0]):
        assert give(client, code).status_code == 200


# Who must have one


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize(("name", "asked"), [("admin", True), ("admin_kalsel", True), ("pusat", True), ("kalsel", True), ("tabalong", False), ("pembaca", False)])
def test_who_sees_many_districts_must_have_one(login, required, name, asked):
    client = login(name)
    for url in ("/", "/pengguna/profil/", "/admin/", "/wilayah/63/", "/pemberitahuan/"):
        answer = client.get(url)
        assert (answer.status_code == 302 and answer.url == "/dua-langkah/") is asked
    assert (client.post("/pengguna/baru/", key()).headers.get("Location") == "/dua-langkah/") is asked
    assert client.get("/dua-langkah/").status_code == 200


def test_set_up_opens_the_portal(client, required, clock, cast):
    assert sign_in(client).url == "/"
    assert "Peran Anda" in client.get("/dua-langkah/").content.decode()
    assert client.post("/bahasa/", {"language": "en"}).status_code == 302
    set_up(client)
    assert client.get("/").status_code == 200


def test_the_last_one_stays_where_the_role_asks(client, armed, required):
    sign_in(client)
    give(client, code_of(armed[0]))
    client.post("/masuk/konfirmasi/", {"password": PASSWORD})
    answer = client.post("/dua-langkah/aplikasi/lepas/")
    assert answer.status_code == 200
    assert "Peran Anda mewajibkan" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_offered_where_it_is_not_required(login):
    assert login("kalsel").get("/").status_code == 200
    assert "Verifikasi dua langkah" in login("kalsel").get("/pengguna/profil/").content.decode()


# Lost


def reset_url(user):
    return reverse("accounts:user_factor", args=[user.pk])


def test_an_administrator_in_reach_resets_it(client, login, armed, cast):
    user = cast["kalsel"]
    Mail.objects.all().delete()
    elsewhere = type(client)()
    elsewhere.force_login(user)
    admin = login("admin_kalsel")
    assert "Atur ulang" in admin.get(user.get_absolute_url()).content.decode()
    page = admin.get(reset_url(user))
    sent = key(change_reason="ponsel hilang", row_version=page.context["row_version"])
    assert admin.post(reset_url(user), sent).url == user.get_absolute_url()
    assert not Authenticator.objects.exists()
    event = AccountEvent.objects.get(kind="factor_reset")
    assert (event.user, event.by, event.note) == (user, cast["admin_kalsel"], "ponsel hilang")
    mail = Mail.objects.get()
    assert mail.address == "kalsel@example.org"
    assert "Admin Kalsel" in mail.body
    assert "ponsel hilang" in mail.body
    assert elsewhere.get("/pengguna/profil/").status_code == 302
    assert sign_in(type(client)()).url == "/"


@pytest.mark.parametrize(("name", "status"), [("kalsel", 403), ("admin_kalsel", 404), ("pusat", 403)])
def test_not_by_anybody_else(login, cast, name, status):
    """A province's administrator does not reset a national officer's, nor an officer anybody's."""
    assert login(name).get(reset_url(cast["pusat"])).status_code == status


def test_nobody_resets_their_own(client, armed, cast):
    admin = cast["admin_kalsel"]
    Authenticator.objects.update(user=admin)
    with pytest.raises(NotNow):
        actions.reset_factor(admin, by=admin, reason="ponsel hilang")
    assert Authenticator.objects.exists()


def test_without_one_there_is_nothing_to_reset(cast):
    with pytest.raises(NotNow):
        actions.reset_factor(cast["kalsel"], by=cast["admin"], reason="ponsel hilang")


# Passkeys, as far as no browser is needed (`tests/browser/test_sign_in.py` has the rest)

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
