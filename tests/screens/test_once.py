"""A form is done once, however often it is sent; and never thrown away."""

import uuid
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from ssk_portal.accounts.models import User
from ssk_portal.screens.models import FormKey
from tests import factories
from tests.at_once import at_once
from tests.factories import key
from tests.pokja import factories as pokja
from tests.screens.subject import CREATE, changed_user, messages_of, new_user, update_url

SENT_BEFORE = "Formulir ini sudah pernah dikirim dengan isi yang berbeda. Periksa, lalu simpan sekali lagi."


def key_in(answer) -> str:
    text = answer.content.decode()
    return text.split('name="form_key" value="')[1].split('"')[0]


def test_sent_twice_it_is_done_once(login, regions):
    client, form = login("admin"), new_user(regions["63.09"])
    first, second = client.post(CREATE, form), client.post(CREATE, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert User.objects.filter(username="budi").count() == 1
    assert FormKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_moment_make_one_row():
    regions = factories.regions()
    admin = factories.cast(regions)["admin"]
    form, clients = new_user(regions["63.09"]), [Client() for _twin in range(4)]
    for client in clients:
        client.force_login(admin)

    answers = at_once(*(partial(client.post, CREATE, form) for client in clients))
    user = User.objects.get(username="budi")
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"/pengguna/{user.pk}/kata-sandi/sekali/")] * 4


def test_altered_after_success_it_comes_back_whole(login, regions):
    client, form = login("admin"), new_user(regions["63.09"])
    client.post(CREATE, form)
    answer = client.post(CREATE, form | {"username": "siti", "name": "Siti Aminah", "agency": "Bappeda"})
    assert answer.status_code == 200
    assert SENT_BEFORE in messages_of(answer)
    assert [answer.context["form"][name].value() for name in ("username", "name", "agency")] == ["siti", "Siti Aminah", "Bappeda"]
    assert not User.objects.filter(username="siti").exists()
    fresh = key_in(answer)
    assert fresh != form["form_key"]
    client.post(CREATE, form | {"username": "siti", "name": "Siti Aminah", "form_key": fresh})
    assert User.objects.filter(username="siti").exists()


def test_an_error_leaves_the_key_free_for_the_mended_form(login, regions):
    client, form = login("admin"), new_user(regions["63.09"])
    answer = client.post(CREATE, form | {"name": ""})
    assert (answer.status_code, key_in(answer), FormKey.objects.count()) == (200, form["form_key"], 0)
    assert client.post(CREATE, form).status_code == 302


def test_a_key_that_somebody_else_used_does_nothing_for_you(login, regions):
    form = new_user(regions["63.09"])
    login("admin").post(CREATE, form)
    answer = login("admin_kalsel").post(CREATE, form)
    assert answer.status_code == 200
    assert SENT_BEFORE in messages_of(answer)
    answer = login("admin_kalsel").post(CREATE, form | {"username": "lain"})
    assert not User.objects.filter(username="lain").exists()


@pytest.mark.parametrize("wrong", [None, "", "1", "x" * 500, "\x00"])
def test_without_its_key_a_form_is_not_done(login, regions, wrong):
    form = new_user(regions["63.09"])
    del form["form_key"]
    answer = login("admin").post(CREATE, form if wrong is None else form | {"form_key": wrong})
    assert answer.status_code == 200
    assert answer.context["form"]["name"].value() == "Budi Santoso"
    assert not User.objects.filter(username="budi").exists()
    uuid.UUID(key_in(answer))


def test_what_a_refused_form_wrote_is_rolled_back(login, cast, regions):
    """Two users cannot have one address: the database refuses, and nothing stays behind."""
    user = cast["tabalong"]
    answer = login("admin").post(update_url(user), changed_user(user, name="Lain", email="hst@example.org"))
    assert answer.status_code == 200
    assert User.objects.get(pk=user.pk).name == user.name
    assert FormKey.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_altered_after_success_comes_back_too():
    """Outside a test's own transaction: nothing may be locked for a form that writes nothing."""
    regions = factories.regions()
    cast = factories.cast(regions)
    client = Client()
    client.force_login(cast["admin"])
    form = changed_user(cast["hst"], agency="Bappeda")
    assert client.post(update_url(cast["hst"]), form).status_code == 302
    answer = client.post(update_url(cast["hst"]), form | {"agency": "Dinas PUPR"})
    assert answer.status_code == 409
    assert SENT_BEFORE in messages_of(answer)
    assert User.objects.get(pk=cast["hst"].pk).agency == "Bappeda"


def test_reached_by_the_back_button_and_sent_again_it_asks_first(login, regions):
    """The page is fetched anew, with another key, and the browser fills in what was typed."""
    group = pokja.pokja(regions["63.09"])
    client, create = login("tabalong"), reverse("pokja:position_create", args=[group.pk])
    typed = {"rank": "7_anggota", "order": "0"}
    client.post(create, key(**typed))

    asked = client.post(create, key(**typed))

    assert messages_of(asked)[-1] == "Isian yang sama persis baru saja Anda simpan. Simpan sekali lagi hanya jika memang dimaksudkan sebagai data kedua."
    assert group.positions.count() == 1
    assert 'name="same_again" value="1"' in asked.content.decode()
    assert client.post(create, key(same_again="1", **typed)).status_code == 302
    assert group.positions.count() == 2
