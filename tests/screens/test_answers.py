"""What every answer has in common: headers, error pages that tell nothing, the language."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ssk_portal.accounts import actions
from ssk_portal.accounts.models import User
from tests.factories import key
from tests.milestones.factories import submitted
from tests.screens.subject import LIST, update_url


def body(answer, *names) -> str:
    """The page without what differs at every call: the token against forged forms, the own address."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", answer.content.decode())
    for name in names:
        text = text.replace(str(name), "")
    return text


def test_out_of_reach_reads_like_missing(login, cast):
    client, foreign, missing = login("admin_kalsel"), cast["gumas"].pk, 987654
    for address in ("/pengguna/{}/", "/pengguna/{}/ubah/", "/pengguna/{}/nonaktifkan/", "/pengguna/{}/kata-sandi/"):
        answers = [(number, client.get(address.format(number))) for number in (foreign, missing)]
        assert [answer.status_code for _number, answer in answers] == [404, 404]
        assert len({body(answer, f"/{number}/") for number, answer in answers}) == 1
        for _number, answer in answers:
            assert "Gumas" not in answer.content.decode()


def test_the_pages_say_what_to_do(login, cast, settings):
    forbidden = login("tabalong").get(LIST)
    assert forbidden.status_code == 403
    assert "Hak akses saya" in forbidden.content.decode()
    assert settings.HELP_CONTACT in forbidden.content.decode()
    client = login("admin")
    version = cast["admin"].version
    refused = client.post(f"/pengguna/{cast['admin'].pk}/nonaktifkan/", key(row_version=version, change_reason="x"))
    assert refused.status_code == 409
    assert "Anda tidak dapat menonaktifkan akun Anda sendiri." in refused.content.decode()


def test_the_address_of_a_step_that_is_opened_as_a_page_says_so(login, cast):
    answer = login("admin").get("/pemberitahuan/dibaca/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "tidak memiliki halaman sendiri" in answer.content.decode()


@pytest.mark.parametrize(
    ("sender", "leads"),
    [("/milestone/?q=tabalong", True), ("", False), ("https://elsewhere.example/milestone/", False)],
)
def test_what_cannot_be_done_now_leads_back_to_where_it_was_asked(login, cast, regions, sender, leads):
    row = submitted(regions["63.09"], by=cast["tabalong"])
    came = {"Referer": f"http://testserver{sender}" if leads else sender}
    answer = login("tabalong").get(f"{row.get_absolute_url()}ubah/", headers=came)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert (f'href="{sender}"' in content, "Kembali ke halaman sebelumnya" in content, "Ke beranda" in content) == (leads, leads, True)


KINDS = [
    ("get", "/pengguna/", 200), ("get", "/pengguna/?ekspor=csv", 200), ("get", "/pengguna/?ekspor=xlsx", 200), ("post", "/bahasa/", 302),
    ("get", "/pengguna/999999/", 404), ("get", "/tidak-ada/", 404), ("put", "/pengguna/", 405), ("get", "/kata-sandi/", 200), ("get", "/masuk/", 302),
    ("get", "/admin/", 200),
]  # fmt: skip


@pytest.mark.parametrize(("method", "address", "status"), KINDS)
def test_signed_in_answers_are_guarded_and_kept_nowhere(login, method, address, status):
    answer = getattr(login("admin"), method)(address)
    assert answer.status_code == status
    guarded(answer)
    assert "no-store" in answer["Cache-Control"]
    answer.getvalue()  # a file is read to its end, else it stays open


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("get", "/", 302), ("get", "/masuk/", 200), ("post", "/masuk/", 200), ("get", "/kata-sandi/lupa/", 200), ("get", "/kata-sandi/baru/1-x/", 200), ("get", "/x/", 404)],
)
def test_answers_to_strangers_are_guarded(client, cast, method, address, status):
    answer = getattr(client, method)(address)
    assert answer.status_code == status
    guarded(answer)


def guarded(answer):
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"} <= set(policy.split("; "))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_too_much_at_once_is_said(login, cast, settings):
    """The browser's way back holds what was typed: the page says what to leave out, not that it did not understand."""
    browser, address = login("admin"), "/pengguna/baru/"
    many = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-1.7") for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)]
    answers = [browser.post(address, {"file": many}), browser.post(address, {"name": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert ["Paling banyak 100 berkas" in answers[0].content.decode(), "Teks ini lebih panjang" in answers[1].content.decode()] == [True, True]


def test_a_forged_form_is_refused_with_a_page(cast, client):
    strict = type(client)(enforce_csrf_checks=True)
    answer = strict.post("/pengguna/baru/", {"name": "Siti"})
    assert answer.status_code == 403
    guarded(answer)
    assert "Buka kembali halaman itu lalu kirim formulir sekali lagi." in answer.content.decode()
    assert "kept_form" not in strict.session


def test_a_page_from_before_signing_in_anew_loses_nothing(cast, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(cast["admin"])
    answer = strict.post("/pengguna/baru/", {"name": "Siti Aminah", "csrfmiddlewaretoken": "x" * 64}, headers={"referer": "http://testserver/pengguna/baru/"})
    assert answer.status_code == 403
    assert 'href="/pengguna/baru/"' in answer.content.decode()
    assert not User.objects.filter(name="Siti Aminah").exists()
    assert strict.get("/pengguna/baru/").context["form"]["name"].value() == "Siti Aminah"


def test_a_page_about_another_user_still_says_who_is_signed_in(login, cast):
    for address in ("/pengguna/{}/", "/pengguna/{}/ubah/", "/pengguna/{}/kata-sandi/", "/pengguna/{}/kata-sandi/sekali/"):
        assert login("admin").get(address.format(cast["hst"].pk)).context["user"] == cast["admin"]


# The language


def test_the_switch_keeps_the_page(login, cast):
    client = login("admin")
    page = f"{LIST}?role=reader&sort=-name"
    answer = client.post("/bahasa/", {"language": "en", "next": page})
    assert answer.url == page
    text = client.get(page)
    assert text["Content-Language"] == "en"
    assert '<html lang="en">' in text.content.decode()
    client.post("/bahasa/", {"language": "id", "next": page})
    assert '<html lang="id">' in client.get(page).content.decode()


@pytest.mark.parametrize("language", ["", "xx", "../id", "de"])
def test_an_unknown_language_changes_nothing(client, cast, language):
    client.post("/bahasa/", {"language": language, "next": "/masuk/"})
    assert '<html lang="id">' in client.get("/masuk/").content.decode()


def test_the_switch_stays_in_the_portal(client, cast):
    assert client.post("/bahasa/", {"language": "en", "next": "https://evil.example/"}).url == "/"


def test_the_browsers_own_wish_is_not_asked(client, cast):
    assert '<html lang="id">' in client.get("/masuk/", headers={"accept-language": "en-US"}).content.decode()


@pytest.mark.parametrize("address", ["/pengguna/", "/pengguna/baru/", "/pengguna/profil/", "/pengguna/hak-akses/", "/pemberitahuan/", "/pemberitahuan/surel/", "/kata-sandi/"])
def test_no_word_of_ours_is_left_in_the_other_language(login, cast, address):
    client = login("admin")
    english = {"Users", "Save", "Change", "Notices", "Filter", "Apply", "Search", "Cancel", "role", "state", "Password", "unread", "Name"}
    words = set(re.findall(r"[A-Za-z]+", re.sub(r"<[^>]*>", " ", client.get(address).content.decode())))
    assert words & english <= {"Filter"}


def test_going_through_pages_writes_nothing_but_the_session(login, cast):
    client = login("admin")
    before = [(user.pk, user.version) for user in cast.values()]
    for address in ("/pengguna/", update_url(cast["hst"]), f"/pengguna/{cast['hst'].pk}/nonaktifkan/", "/pemberitahuan/"):
        assert client.get(address).status_code == 200
    assert [(user.pk, type(user).objects.get(pk=user.pk).version) for user in cast.values()] == before


def test_a_step_sent_to_a_vanished_page_is_404(login, cast):
    actions.deactivate_user(cast["hst"], by=cast["admin"], reason="x")
    assert login("admin").post("/pengguna/999999/aktifkan/", key(change_reason="x")).status_code == 404
