"""What was typed is not lost: signed out meanwhile, the language switched, the database away."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from ssk_portal.screens.middleware import ErrorPages
from ssk_portal.screens.models import FormKey
from tests.factories import key
from tests.pokja.factories import kind
from tests.screens.subject import CREATE, hidden_in, messages_of, sign_in
from tests.words import text_of

SENDER = {"referer": f"http://testserver{CREATE}"}
INSTITUTIONS = reverse("pokja:institution_create")


def signed_out_while_typing(client):
    typed = hidden_in(client.get(CREATE)) | {"name": "Siti Aminah"}
    client.logout()  # in another tab; or the browser lost its cookie
    return client.post(CREATE, typed, headers=SENDER)


def test_a_form_sent_after_signing_out_comes_back(login, cast):
    client = login("admin")
    answer = signed_out_while_typing(client)
    assert answer.url == f"/masuk/?next={CREATE}"
    assert "Silakan masuk kembali." in client.get(answer.url).content.decode()
    sign_in(client, "admin")
    assert client.get(CREATE).context["form"]["name"].value() == "Siti Aminah"


def test_it_comes_back_to_nobody_else(login, cast):
    client = login("admin")
    signed_out_while_typing(client)
    sign_in(client, "admin-kalsel")
    assert "Siti Aminah" not in client.get(CREATE).content.decode()


@pytest.mark.parametrize(("address", "typed"), [("/kata-sandi/", {"oldpassword": "air-bersih-untuk-semua"}), ("/masuk/konfirmasi/kode/", {"code": "air-bersih"})])
def test_a_password_or_a_code_that_comes_too_late_is_not_kept(client, cast, freezer_at, address, typed):
    with freezer_at("2026-03-02T00:00:00+00:00"):
        sign_in(client, "tabalong")
        client.get("/")
    with freezer_at("2026-03-02T03:00:00+00:00"):
        answer = client.post(address, typed)
        assert answer.url == f"/masuk/?next={address}"
        assert "kept_form" not in client.session
        assert "Silakan masuk kembali." in client.get(answer.url).content.decode()


def test_a_page_whose_address_begins_with_two_slashes_leads_to_no_other_server(login, cast):
    answer = login("admin").post("/bahasa/", key(language="en"), headers={"referer": "http://testserver//evil.example/x?a=1"})
    assert answer.url == "/evil.example/x?a=1"


@pytest.mark.parametrize("owner", ["", "1", "1:forged", None])
def test_a_form_that_does_not_say_whose_it_is_is_not_kept(client, cast, owner):
    client.post(CREATE, {"name": "Siti Aminah"} | ({"form_owner": owner} if owner is not None else {}), headers=SENDER)
    assert "kept_form" not in client.session


def test_switching_the_language_keeps_what_was_typed(login, cast):
    client = login("admin")
    page = client.get(CREATE)
    assert 'form="entry" formaction="/bahasa/"' in text_of(page)

    # The button sends the form; without its files, of which the browser then sends the names.
    answer = client.post("/bahasa/", hidden_in(page) | {"name": "Siti Aminah", "language": "en", "next": "/pengguna/"}, headers=SENDER)

    assert (answer.status_code, answer.url) == (302, CREATE)
    page = client.get(CREATE)
    assert '<html lang="en">' in page.content.decode()
    assert page.context["form"]["name"].value() == "Siti Aminah"
    assert messages_of(page) == ["The language was switched. What you typed is below again; it is not saved yet."]


def test_the_button_of_the_language_is_told_from_a_field_of_that_name(login, cast):
    """It stands at the head of the page, so a browser sends it first."""
    client = login("admin")
    client.post("/bahasa/", hidden_in(client.get(CREATE)) | {"name": "Siti Aminah", "language": ["en", "id"]}, headers=SENDER)
    page = client.get(CREATE)
    assert '<html lang="en">' in page.content.decode()
    assert page.context["form"]["language"].value() == "id"


def test_a_chosen_language_comes_back_after_signing_in(login, cast):
    client = login("admin")
    typed = hidden_in(client.get(CREATE)) | {"name": "Siti Aminah", "language": "en"}
    client.logout()
    client.post(CREATE, typed, headers=SENDER)
    sign_in(client, "admin")
    assert client.get(CREATE).context["form"]["language"].value() == "en"


def test_the_names_of_chosen_files_come_along(login, cast):
    client = login("tabalong")
    create = reverse("indicators:achievement_create")
    client.post("/bahasa/", key(value="12,5", file="susenas.pdf", language="id"), headers={"referer": f"http://testserver{create}"})
    page = client.get(create)
    assert page.context["form"]["value"].value() == "12,5"
    assert messages_of(page)[1:] == ["Pilih kembali berkas ini: susenas.pdf."]


@pytest.fixture
def without_database(login, transactional_db):
    """Signed in, and the connection is cut."""
    client = login("admin")
    client.raise_request_exception = False
    connection.connection.close()
    yield client
    connection.close()


def test_the_page_without_a_database_holds_what_was_typed(without_database):
    answer = without_database.post(CREATE + "?next=/", {"name": 'Siti "Aminah"', "form_key": "k", "scan": SimpleUploadedFile("sk.pdf", b"x")})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert f'action="{CREATE}?next=/"' in page
    assert [line for line in ('name="name" value="Siti &quot;Aminah&quot;"', 'name="form_key" value="k"', 'name="files_missing" value="sk.pdf"') if line not in page] == []


def test_a_full_disk_is_told_and_holds_what_was_typed():
    request = RequestFactory().post(CREATE, {"name": "Siti"})
    answer = ErrorPages(None).process_exception(request, OSError(errno.ENOSPC, "No space left on device"))
    assert answer.status_code == 503
    assert "Portal sedang tidak memiliki ruang untuk berkas." in answer.content.decode()
    assert 'name="name" value="Siti"' in answer.content.decode()
    assert ErrorPages(None).process_exception(request, OSError(errno.EIO, "Input/output error")) is None


def test_no_page_repeats_a_password(without_database):
    answer = without_database.post("/masuk/", {"login": "tabalong", "password": "rahasia-sekali"})
    assert answer.status_code == 503
    assert "<form" not in answer.content.decode()


def test_a_form_whose_files_were_lost_is_shown_before_it_is_saved(login, cast):
    typed = key(region=cast["tabalong"].region.pk, kind=kind().pk, name="Dinas PUPR", files_missing="sk.pdf")
    page = login("tabalong").post(INSTITUTIONS, typed)
    assert page.status_code == 200
    assert messages_of(page) == ["Pilih kembali berkas ini: sk.pdf."]
    assert FormKey.objects.count() == 0
