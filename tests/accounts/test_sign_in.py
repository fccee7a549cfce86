"""Signing in and out: one door, slowed against guessing, silent about which accounts exist."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from ssk_portal.accounts import actions
from ssk_portal.accounts.forms import EVEN_TIME
from ssk_portal.accounts.models import FailedSignIn, Session, User
from tests.factories import PASSWORD

SIGN_IN = "/masuk/"
START = "2026-03-02 08:00:00"


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": name, "password": password, **more}, **more.pop("headers", {}))


def errors(answer):
    return [str(error) for error in answer.context["form"].non_field_errors()]


WRONG = ["Nama pengguna atau kata sandi salah."]


@pytest.mark.parametrize("name", ["tabalong", "TABALONG", "tabalong@example.org", "Tabalong@Example.org"])
def test_by_user_name_or_e_mail(client, cast, name):
    answer = sign_in(client, name)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast["tabalong"].pk)


@pytest.mark.parametrize("url", ["/", "/wilayah/", "/pengguna/", "/pengguna/profil/", "/pemberitahuan/", "/pengguna/999999/", "/admin/"])
def test_everything_else_is_shut(client, cast, url):
    answer = client.get(url)
    assert answer.status_code == 302
    assert answer.url.startswith((SIGN_IN + "?next=", "/admin/login/?next="))


def test_an_unknown_address_is_404_and_says_nothing(client, cast):
    assert client.get("/tidak-ada/").status_code == 404


def test_leads_back_to_the_page_that_was_asked_for(client, cast):
    answer = client.post(SIGN_IN + "?next=/wilayah/", {"login": "tabalong", "password": PASSWORD})
    assert answer.url == "/wilayah/"


@pytest.mark.parametrize(
    "evil",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example", "///evil.example", "\thttps://evil.example"],
)
def test_next_stays_in_the_portal(client, cast, evil):
    answer = client.post(SIGN_IN, {"login": "tabalong", "password": PASSWORD, "next": evil})
    assert answer.url == "/"


def test_the_admin_has_no_door_of_its_own(client, cast):
    answer = client.get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer.url) == (302, SIGN_IN + "?next=/admin/")
    client.post("/admin/login/", {"username": "admin", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client, cast):
    assert client.get("/daftar/").status_code == 404
    assert "signup" not in client.get(SIGN_IN).content.decode()


# No word whether an account exists


@pytest.mark.parametrize("name", ["tabalong", "nobody", "tabalong@example.org", "nobody@example.org", "sistem", "hst"])
def test_a_wrong_name_reads_like_a_wrong_password(client, cast, name):
    actions.deactivate_user(cast["hst"], by=cast["admin"], reason="pindah tugas")
    answer = sign_in(client, name, PASSWORD if name == "hst" else "salah-salah-salah")
    assert (answer.status_code, errors(answer)) == (200, WRONG)


def test_one_password_is_hashed_whoever_is_named(client, cast, monkeypatch, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.hashing.CountingHasher"]
    from tests.accounts.hashing import CountingHasher

    for user in cast.values():
        user.set_password(PASSWORD)
        user.save()
    counts = set()
    for name in ("tabalong", "nobody", "tabalong@example.org", "nobody@example.org"):
        CountingHasher.count = 0
        sign_in(client, name, "salah-salah-salah")
        counts.add(CountingHasher.count)
    assert counts == {1}


@pytest.mark.parametrize(("address", "field"), [(SIGN_IN, "login"), ("/kata-sandi/lupa/", "email")])
def test_as_many_statements_are_asked_whoever_is_named(client, cast, address, field):
    """`tests/bench/even_times.py` measures the time itself."""
    User.objects.filter(username="hst").update(is_active=False)
    counts = set()
    for name in ("tabalong", "nobody", "hst"):
        with CaptureQueriesContext(connection) as asked:
            client.post(address, {field: f"{name}@example.org", "password": "salah-salah-salah"})
        counts.add(len(asked))
    assert len(counts) == 1


@pytest.mark.parametrize("name", ["tabalong", "nobody"])
def test_asking_for_a_new_password_takes_its_time(client, cast, name):
    began = time.perf_counter()
    client.post("/kata-sandi/lupa/", {"email": f"{name}@example.org"})
    assert time.perf_counter() - began >= EVEN_TIME


# The pause after ten failures


def test_ten_failures_bring_a_pause_that_says_how_long(client, cast):
    with freeze_time(START) as clock:
        for _try in range(10):
            assert errors(sign_in(client, "tabalong", "salah")) == WRONG
            clock.tick(timedelta(seconds=30))
        locked = ["Terlalu banyak percobaan masuk yang gagal dari alamat ini dengan nama tersebut. Coba lagi dalam 15 menit."]
        assert errors(sign_in(client, "tabalong")) == locked
        assert errors(sign_in(client, "tabalong@example.org")) == locked
        clock.tick(timedelta(minutes=14))
        assert "1 menit" in errors(sign_in(client, "tabalong"))[0]
        clock.tick(timedelta(minutes=1))
        assert sign_in(client, "tabalong").status_code == 302
    assert FailedSignIn.objects.count() == 0


def test_a_name_that_nobody_has_is_paused_alike(client, cast):
    for _try in range(10):
        sign_in(client, "nobody", "salah")
    assert "15 menit" in errors(sign_in(client, "nobody"))[0]


def test_who_guesses_elsewhere_does_not_lock_out_the_true_user(client, cast):
    for _try in range(12):
        client.post(SIGN_IN, {"login": "tabalong", "password": "salah"}, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, "tabalong").status_code == 302


@pytest.mark.parametrize(("address", "paused"), [("2001:db8:0:1::ffff", True), ("2001:db8:0:2::1", False)])
def test_the_addresses_of_one_line_count_as_one(client, cast, address, paused):
    """A provider gives each line 2^64 addresses of the newer kind; whoever guesses has all of them."""
    for number in range(10):
        client.post(SIGN_IN, {"login": "tabalong", "password": "salah"}, REMOTE_ADDR=f"2001:db8:0:1::{number}")
    answer = client.post(SIGN_IN, {"login": "tabalong", "password": PASSWORD}, REMOTE_ADDR=address)
    assert (answer.status_code == 200) == paused


def test_failures_far_apart_bring_no_pause(client, cast):
    with freeze_time(START) as clock:
        for _try in range(12):
            assert errors(sign_in(client, "tabalong", "salah")) == WRONG
            clock.tick(timedelta(minutes=2))
        assert sign_in(client, "tabalong").status_code == 302


def test_an_address_that_the_client_claims_changes_nothing(client, cast):
    for number in range(10):
        client.post(SIGN_IN, {"login": "tabalong", "password": "salah"}, headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert "menit" in errors(sign_in(client, "tabalong"))[0]


def test_behind_a_proxy_only_its_own_word_counts(client, cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        client.post(SIGN_IN, {"login": "tabalong", "password": "salah"}, headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"})
    answer = client.post(SIGN_IN, {"login": "tabalong", "password": PASSWORD}, headers={"x-forwarded-for": "198.51.100.7"})
    assert "menit" in errors(answer)[0]


@pytest.mark.parametrize("claimed", ["203.0.113.1", "not an address", "", "1.2.3.4:99, ::1", "x" * 5000, "1.1.1.1,2.2.2.2,3.3.3.3"])
def test_whatever_an_address_says_it_is_no_fault(claimed, client, cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    answer = client.post(SIGN_IN, {"login": "tabalong", "password": "salah"}, headers={"x-forwarded-for": claimed})
    assert answer.status_code in (200, 403)


# The session


def test_the_session_key_changes_at_sign_in(client, cast):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client, "tabalong")
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session(client, cast):
    sign_in(client, "tabalong")
    old = client.session.session_key
    assert client.get("/keluar/").status_code == 200
    left = client.post("/keluar/")
    assert (left.url, left["Clear-Site-Data"]) == (SIGN_IN, '"cache", "storage"')
    client.cookies["sessionid"] = old
    assert client.get("/pengguna/profil/").status_code == 302


@pytest.mark.parametrize(("idle", "alive"), [(timedelta(minutes=119), True), (timedelta(minutes=121), False)])
def test_two_hours_without_use_end_it(login, idle, alive):
    with freeze_time(START) as clock:
        client = login("tabalong")
        assert client.get("/pengguna/profil/").status_code == 200
        clock.tick(idle)
        assert (client.get("/pengguna/profil/").status_code == 200) is alive


def test_twelve_hours_end_it_however_busy_it_was(login):
    with freeze_time(START) as clock:
        client = login("tabalong")
        answers = []
        for _hour in range(13):
            answers.append(client.get("/pengguna/profil/").status_code)
            clock.tick(timedelta(minutes=60, seconds=1))
        assert answers == [200] * 12 + [302]
        page = client.get(SIGN_IN).content.decode()
    assert "Sesi Anda telah berakhir. Silakan masuk kembali." in page


def test_a_deactivated_users_session_dies_at_once(login, cast):
    client = login("tabalong")
    assert client.get("/pengguna/profil/").status_code == 200
    actions.deactivate_user(cast["tabalong"], by=cast["admin"], reason="pindah tugas")
    assert client.get("/pengguna/profil/").status_code == 302


# A form that comes after its session


def test_a_late_form_comes_back_to_who_typed_it(login, cast):
    url = reverse("accounts:user_create")
    with freeze_time(START) as clock:
        client = login("admin")
        client.get(url)
        clock.tick(timedelta(hours=3))
        typed = {"name": "Siti <b>Aminah</b>", "username": "siti", "role": "reader", "region": ""}
        answer = client.post(url, typed, headers={"referer": f"http://testserver{url}"})
        assert answer.url == f"{SIGN_IN}?next={url}"
        assert "Silakan masuk kembali." in client.get(answer.url).content.decode()
        client.post(answer.url, {"login": "admin", "password": PASSWORD})
        page = client.get(url)
        assert page.context["form"]["name"].value() == typed["name"]
        assert "Siti &lt;b&gt;Aminah&lt;/b&gt;" in page.content.decode()
        assert [str(message) for message in page.context["messages"]] == [
            "Sesi Anda telah berakhir sehingga belum ada yang tersimpan. Isian Anda ditampilkan kembali di bawah ini: periksa, lalu simpan."
        ]


def test_a_late_form_is_not_shown_to_somebody_else(login, cast):
    url = reverse("accounts:user_create")
    with freeze_time(START) as clock:
        client = login("admin")
        client.get(url)
        clock.tick(timedelta(hours=3))
        client.post(url, {"name": "Siti Aminah"})
        client.post(SIGN_IN, {"login": "admin-kalsel", "password": PASSWORD})
        assert "Siti Aminah" not in client.get(url).content.decode()


def test_a_late_step_leads_back_to_the_page_of_its_button(login, cast):
    with freeze_time(START) as clock:
        client = login("tabalong")
        client.get("/pemberitahuan/")
        clock.tick(timedelta(hours=3))
        answer = client.post("/pemberitahuan/dibaca/", headers={"referer": "http://testserver/pemberitahuan/?state=unread"})
    assert answer.url == f"{SIGN_IN}?next=/pemberitahuan/%3Fstate%3Dunread"


def test_a_foreign_referer_is_not_followed(client, cast):
    answer = client.post("/pemberitahuan/dibaca/", headers={"referer": "https://evil.example/x/"})
    assert answer.url == f"{SIGN_IN}?next=/pemberitahuan/dibaca/"


def test_the_page_greets_a_first_visitor(client, cast, settings):
    page = client.get(SIGN_IN).content.decode()
    assert re.search(r'<html lang="id">', page)
    assert "Lupa kata sandi?" in page
    assert settings.HELP_CONTACT in page
    assert "make demo" not in page


def test_the_page_speaks_english_on_request(client, cast):
    client.post("/bahasa/", {"language": "en", "next": SIGN_IN})
    assert "Forgot your password?" in client.get(SIGN_IN).content.decode()
