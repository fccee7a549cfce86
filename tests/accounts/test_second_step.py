"""The second step of signing in: asked for after the password, a code taken once, a pause after wrong ones."""

from datetime import timedelta

import pytest

from tests.accounts.factors import STEP, code_of, errors, give, kinds, set_up, sign_in
from tests.factories import PASSWORD


def test_password_then_code(client, armed):
    secret, _codes = armed
    assert sign_in(client).url == STEP
    assert client.get("/pengguna/profil/").url.startswith("/masuk/?next=")
    assert give(client, code_of(secret)).url == "/"
    assert client.get("/pengguna/profil/").status_code == 200
    assert kinds() == ["signed_in", "factor_added", "recovery_made", "signed_out", "signed_in"]


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
    assert errors(give(client, code_of(secret))) == ["Kode ini tidak benar, atau sudah dipakai. Ketik kode yang sekarang ditampilkan aplikasi, atau kode pemulihan yang lain."]


@pytest.mark.parametrize("code", ["", "000000", "12345", "a" * 5000, "１２３４５６", "\x00", "' OR 1=1"])
def test_anything_else_is_refused(client, armed, code):
    sign_in(client)
    assert give(client, code).status_code == 200


def test_ten_wrong_codes_bring_a_pause_wherever_they_come_from(client, armed, clock):
    for number in range(10):
        client.post("/masuk/", {"login": "kalsel", "password": PASSWORD}, REMOTE_ADDR=f"203.0.113.{number}")
        client.post(STEP, {"code": "000000"}, REMOTE_ADDR=f"203.0.113.{number}")
    sign_in(client)
    assert errors(give(client, code_of(armed[0]))) == ["Terlalu banyak kode yang salah untuk akun ini. Coba lagi dalam 15 menit."]
    assert kinds()[-2:] == ["factor_failed", "paused"]
    clock.tick(timedelta(minutes=15))
    sign_in(client)
    assert give(client, code_of(armed[0])).status_code == 302


def test_without_the_password_there_is_no_second_step(client, armed):
    assert client.get(STEP).url == "/masuk/"
    assert give(client, code_of(armed[0])).url == "/masuk/"


def twin_of(client, code):
    """Sign in by `code`; returns the same browser as it was before the answer came."""
    sign_in(client)
    twin = type(client)()
    twin.cookies.update(client.cookies)
    give(client, code)
    return twin


def test_a_second_press_ends_in_the_session_of_the_first(client, armed):
    code = code_of(armed[0])
    twin = twin_of(client, code)
    assert give(twin, code).url == "/"
    assert twin.session.session_key == client.session.session_key
    assert twin.get("/pengguna/profil/").status_code == 200
    assert kinds()[-1] == "signed_in"


def test_the_former_key_opens_nothing_by_itself(client, armed):
    code = code_of(armed[0])
    twin = twin_of(client, code)
    assert twin.get("/pengguna/profil/").status_code == 302
    assert give(twin, "000000").url == "/masuk/"
    assert "Silakan mulai lagi." in twin.get("/masuk/").content.decode()
    assert give(twin, code).url == "/masuk/"  # one guess, no more


def test_nor_half_a_minute_later_or_after_leaving(client, armed, clock):
    code = code_of(armed[0])
    twin = twin_of(client, code)
    client.post("/keluar/")
    assert give(twin, code).url == "/masuk/"
    clock.tick(timedelta(minutes=1))
    code = code_of(armed[0])
    twin = twin_of(client, code)
    clock.tick(timedelta(seconds=31))
    assert give(twin, code).url == "/masuk/"


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
