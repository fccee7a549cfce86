"""Passwords: first ones, forgotten ones, and what is asked of a new one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from ssk_portal.accounts import actions
from ssk_portal.accounts.models import User
from tests.factories import PASSWORD

CHANGE = "/kata-sandi/"
FORGOTTEN = "/kata-sandi/lupa/"
GOOD = "sungai barito mengalir jauh"


def change(client, new, old=PASSWORD, again=None):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/kata-sandi/baru/\S+)", message.body).group(1)


def test_changed_by_its_owner(login, cast):
    client = login("tabalong")
    assert change(client, GOOD).url == "/"
    assert User.objects.get(username="tabalong").check_password(GOOD)
    assert client.get("/pengguna/profil/").status_code == 200


def test_other_sessions_end_with_the_old_password(client, cast):
    elsewhere = type(client)()
    elsewhere.force_login(cast["tabalong"])
    client.force_login(cast["tabalong"])
    change(client, GOOD)
    assert elsewhere.get("/pengguna/profil/").status_code == 302


@pytest.mark.parametrize(
    ("new", "taken"),
    [
        ("pendek-saja", False),
        ("Sungai Tabalong 1", True),
        ("passwordpassword", False),
        ("Indonesia-1945", False),
        ("Sanitasi2026!", False),
        ("rahasia rahasia", False),
        ("1q2w3e4r5t6y", False),
        ("121212121212", False),
        ("sanitasi untuk semua", True),
        ("password1234", False),
        ("tabalong@example.org", False),
        ("aaaaaaaaaaaaaaaaaa", False),
        ("hanya huruf kecil saja", True),
        ("  spasi di tepi tetap  ", True),
        ("émü ñandú çà et là", True),
        ("sangat panjang " * 10, True),
    ],
)
def test_long_and_uncommon_and_nothing_else(login, cast, new, taken):
    answer = change(login("tabalong"), new)
    assert (answer.status_code == 302) is taken
    assert User.objects.get(username="tabalong").check_password(new) is taken


@pytest.mark.parametrize(("new", "taken"), [("hanya huruf kecil saja", False), ("Sungai tujuh jembatan", False), ("Sungai 7 jembatan", True)])
def test_who_must_ask_for_kinds_of_characters_can(login, cast, settings, new, taken):
    settings.PASSWORD_KINDS = 4
    rule, client = "Gunakan sedikitnya 4 dari empat jenis ini: huruf kecil, huruf besar, angka, tanda lain.", login("tabalong")
    assert rule in client.get("/kata-sandi/").content.decode()
    answer = change(client, new)
    assert (answer.status_code == 302) is taken
    assert taken or rule in answer.context["form"].errors["password1"] + answer.context["form"].errors.get("password2", [])


def test_twice_the_same_and_the_present_one(login, cast):
    client = login("tabalong")
    assert change(client, GOOD, again="lain sekali lho ini").status_code == 200
    assert change(client, GOOD, old="bukan kata sandi saya").status_code == 200
    assert User.objects.get(username="tabalong").check_password(PASSWORD)


# The first password


@pytest.fixture
def newcomer(cast, regions):
    user = User(username="baru", name="Orang Baru", role="district_staff", region=regions["63.09"], email="baru@example.org")
    return user, actions.create_user(user, by=cast["admin_kalsel"])


def test_a_first_password_opens_only_the_page_that_changes_it(client, newcomer):
    user, first = newcomer
    client.post("/masuk/", {"login": "baru", "password": first})
    for url in ("/", "/pengguna/profil/", "/pemberitahuan/", "/wilayah/", "/admin/"):
        assert client.get(url).url == CHANGE
    page = client.get(CHANGE).content.decode()
    assert "kata sandi awal" in page
    assert client.post("/bahasa/", {"language": "en"}).status_code == 302
    assert change(client, first, old=first).status_code == 200
    assert change(client, GOOD, old=first).url == "/"
    user.refresh_from_db()
    assert not user.must_change_password
    assert client.get("/pengguna/profil/").status_code == 200


def test_a_first_password_is_taken_by_its_own_rules(newcomer):
    user, first = newcomer
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", first)
    assert user.check_password(first)
    assert len({actions.first_password() for _try in range(200)}) == 200


# The forgotten password


def test_a_link_by_mail_leads_to_a_new_one(client, cast):
    assert client.post(FORGOTTEN, {"email": "Tabalong@example.org"}).url == "/kata-sandi/lupa/terkirim/"
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["tabalong@example.org"], "Portal SSK: kata sandi baru")
    assert "Nama pengguna Anda: tabalong." in message.body
    link = link_in(message)
    form = client.get(link).url
    assert client.get(form).status_code == 200
    assert client.post(form, {"password1": GOOD, "password2": GOOD}).url == "/kata-sandi/baru/selesai/"
    assert client.get("/kata-sandi/baru/selesai/").status_code == 200
    assert User.objects.get(username="tabalong").check_password(GOOD)
    assert "_auth_user_id" not in client.session
    assert "tidak berlaku lagi" in client.get(link).content.decode()


@pytest.mark.parametrize("email", ["tabalong@example.org", "nobody@example.org"])
def test_the_answer_is_the_same_for_an_address_that_nobody_has(client, cast, email):
    answer = client.post(FORGOTTEN, {"email": email}, follow=True)
    assert answer.redirect_chain == [("/kata-sandi/lupa/terkirim/", 302)]
    assert email not in answer.content.decode()
    assert [message.to for message in mail.outbox] == [[email]]


def test_a_stranger_is_told_that_there_is_no_account_and_gets_no_link(client, cast):
    client.post(FORGOTTEN, {"email": "nobody@example.org"})
    assert "Tidak ada akun dengan alamat tersebut" in mail.outbox[0].body
    assert "http" not in mail.outbox[0].body


def test_a_deactivated_user_gets_no_link(client, cast):
    actions.deactivate_user(cast["tabalong"], by=cast["admin"], reason="pindah")
    client.post(FORGOTTEN, {"email": "tabalong@example.org"})
    assert "Tidak ada akun" in mail.outbox[0].body


def test_a_link_asked_for_before_is_good_for_nothing_while_the_account_is_shut(client, cast):
    client.post(FORGOTTEN, {"email": "tabalong@example.org"})
    link = link_in(mail.outbox[0])
    form = client.get(link).url
    actions.deactivate_user(cast["tabalong"], by=cast["admin"], reason="pindah")
    assert "tidak berlaku lagi" in client.get(link).content.decode()
    assert "tidak berlaku lagi" in client.post(form, {"password1": GOOD, "password2": GOOD}).content.decode()
    assert User.objects.get(username="tabalong").check_password(PASSWORD)


def test_the_link_names_the_portal_whatever_host_asked(client, cast, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(FORGOTTEN, {"email": "tabalong@example.org"}, headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body


def test_an_old_address_is_good_for_nothing(client, cast):
    user = cast["tabalong"]
    client.post(FORGOTTEN, {"email": user.email})
    user.email = "lain@example.org"
    user.save()
    assert "tidak berlaku lagi" in client.get(link_in(mail.outbox[0])).content.decode()
    client.post(FORGOTTEN, {"email": "tabalong@example.org"})
    assert "Tidak ada akun" in mail.outbox[1].body
    assert EmailAddress.objects.count() == 0


def test_mail_that_cannot_be_sent_is_said(client, cast, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for email in ("tabalong@example.org", "nobody@example.org"):
        answer = client.post(FORGOTTEN, {"email": email})
        assert answer.status_code == 409
        assert "sedang tidak dapat mengirim surel" in answer.content.decode()
    settings.EMAIL_BACKEND = "tests.notices.mailbox.Refusing"
    client.post(FORGOTTEN, {"email": "salah@example.org"})
    assert "a mail could not be sent (SMTPRecipientsRefused)" in caplog.text
    assert "salah@example.org" not in caplog.text


def test_asking_again_and_again_is_stopped(client, cast):
    answers = [client.post(FORGOTTEN, {"email": "tabalong@example.org"}) for _try in range(7)]
    assert [(answer.status_code, answer.headers.get("Retry-After")) for answer in answers] == [(302, None)] * 5 + [(429, "900")] * 2


def test_a_link_asked_for_before_the_account_was_shut_stays_good_for_nothing(client, cast):
    user = cast["tabalong"]
    client.post(FORGOTTEN, {"email": user.email})
    actions.deactivate_user(user, by=cast["admin"], reason="cuti")
    actions.activate_user(user, by=cast["admin"], reason="kembali")
    assert client.get(link_in(mail.outbox[0]), follow=True).context["token_fail"]
    client.post(FORGOTTEN, {"email": user.email})
    assert not client.get(link_in(mail.outbox[1]), follow=True).context.get("token_fail")


def test_whoever_cannot_sign_in_reads_there_what_helps(client, cast):
    """The page of help is shut to them."""
    page = " ".join(client.get("/masuk/").content.decode().split())
    assert "<summary>Tidak dapat masuk?</summary>" in page
    assert "mintalah kata sandi awal yang baru kepada administrator provinsi atau pusat" in page
    assert "tunggu lima belas menit" in page
