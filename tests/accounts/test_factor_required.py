"""Who must have a second step of sign-in, and may do nothing without one."""

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.factors import code_of, give, set_up, sign_in
from tests.factories import PASSWORD, key


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
