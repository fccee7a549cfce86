"""“Di mana saya masuk”: the own sessions are listed, and ended from elsewhere."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from freezegun import freeze_time

from ssk_portal.accounts import actions
from ssk_portal.accounts.devices import device_in_words
from ssk_portal.accounts.models import AccountEvent, Session
from tests.factories import PASSWORD, key

LIST, END = "/pengguna/sesi/", "/pengguna/sesi/keluar/"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0"


def signed_in(agent: str, name: str = "tabalong", address: str = "10.1.2.3") -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    assert client.post("/masuk/", {"login": name, "password": PASSWORD}).status_code == 302
    client.get("/")
    return client


def listed(client) -> list[tuple[str, bool]]:
    return [(session.told_device, session.is_this) for session in client.get(LIST).context["sessions"]]


def test_the_own_sessions_are_listed_with_device_and_address(cast):
    office, _phone = signed_in(OFFICE), signed_in(PHONE, address="10.9.9.9")
    signed_in(OFFICE, "hst")
    assert listed(office) == [("Samsung Internet di Android", False), ("Edge di Windows", True)]
    page = office.get(LIST).content.decode()
    assert "10.9.9.9" in page
    assert not any(session.session_key in page for session in Session.objects.all()), "the key lets its reader in"


def test_one_other_session_is_ended(cast):
    office, phone, home = signed_in(OFFICE), signed_in(PHONE), signed_in("curl/8.0")
    handle = Session.objects.get(device=PHONE).handle
    answer = office.post(END, key(session=handle), follow=True)
    assert "Keluar dari 1 sesi lain." in answer.content.decode()
    assert [client.get("/").status_code for client in (office, phone, home)] == [200, 302, 200]
    assert AccountEvent.objects.filter(kind="sessions_ended", user=cast["tabalong"]).count() == 1


def test_all_others_are_ended(cast):
    office, phone, home = signed_in(OFFICE), signed_in(PHONE), signed_in("curl/8.0")
    stranger = signed_in(PHONE, "hst")
    office.post(END, key())
    assert [client.get("/").status_code for client in (office, phone, home, stranger)] == [200, 302, 302, 200]
    assert listed(office) == [("Edge di Windows", True)]


@pytest.mark.parametrize("handle", ["x", "0" * 32, "'; --"])
def test_what_is_not_open_is_said_so(cast, handle):
    office, phone = signed_in(OFFICE), signed_in(PHONE)
    assert "Di sana sudah tidak ada sesi yang terbuka." in office.post(END, key(session=handle), follow=True).content.decode()
    assert phone.get("/").status_code == 200


def test_another_persons_session_is_not_ended(cast):
    office, stranger = signed_in(OFFICE), signed_in(PHONE, "hst")
    office.post(END, key(session=Session.objects.get(user=cast["hst"]).handle))
    assert stranger.get("/").status_code == 200
    with pytest.raises(PermissionDenied):
        actions.end_sessions(cast["hst"], keep=None, by=cast["admin"])


def test_what_has_run_out_is_not_listed(cast):
    with freeze_time("2026-03-02 01:00:00"):
        signed_in(PHONE)
    with freeze_time("2026-03-02 03:00:01"):
        assert listed(signed_in(OFFICE)) == [("Edge di Windows", True)]


def test_a_deactivated_users_session_is_good_for_nothing(cast):
    office = signed_in(OFFICE)
    actions.deactivate_user(cast["tabalong"], by=cast["admin"], reason="pindah tugas")
    assert office.get("/").status_code == 302
    actions.activate_user(cast["tabalong"], by=cast["admin"], reason="kembali")
    assert office.get("/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox di Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari di iPhone"),
        ("curl/8.0", "perangkat tidak dikenal"),
        ("", "perangkat tidak dikenal"),
    ],
)
def test_the_device_in_words(agent, words):
    assert device_in_words(agent) == words
