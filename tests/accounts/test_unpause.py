"""The pause after too many failures, ended by an administrator in reach, with a reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ssk_portal.accounts import actions, lockout
from ssk_portal.accounts.events import AccountEvent
from ssk_portal.common.errors import NotNow
from tests.factories import PASSWORD, key


def address(user):
    return reverse("accounts:user_unpause", args=[user.pk])


@pytest.fixture
def paused(cast):
    """A district officer who typed a wrong password ten times, from the address of the tests and from another one."""
    for place in ("127.0.0.1", "10.0.0.7"):
        for _try in range(lockout.FAILURES):
            lockout.count_try("tabalong", place)
    return cast["tabalong"]


def attempt(client, password=PASSWORD):
    return client.post("/masuk/", {"login": "tabalong", "password": password})


def test_an_administrator_ends_it_everywhere(client, login, paused, cast):
    assert attempt(client).status_code == 200
    admin = login("admin_kalsel")
    shown = admin.get(paused.get_absolute_url()).content.decode()
    assert "dijeda karena terlalu banyak kegagalan" in shown
    assert address(paused) in shown
    page = admin.get(address(paused))
    assert admin.post(address(paused), key(change_reason="sudah saya telepon", row_version=page.context["row_version"])).url == paused.get_absolute_url()
    event = AccountEvent.objects.get(kind="pause_ended")
    assert (event.user, event.by, event.note) == (paused, cast["admin_kalsel"], "sudah saya telepon")
    assert not lockout.is_paused(paused)
    assert attempt(type(client)()).status_code == 302


def test_sent_twice_or_by_two_it_is_ended_once(client, paused, cast):
    """A double click leads to the same page; who had the page open too reads that it is over, beside what they typed."""
    first, second = type(client)(), type(client)()
    first.force_login(cast["admin_kalsel"])
    second.force_login(cast["admin"])
    sent, late = (
        key(change_reason=reason, row_version=browser.get(address(paused)).context["row_version"])
        for browser, reason in ((first, "sudah saya telepon"), (second, "datang ke kantor"))
    )
    assert [first.post(address(paused), sent).url for _press in range(2)] == [paused.get_absolute_url()] * 2
    refused = second.post(address(paused), late)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "datang ke kantor" in text
    assert "tidak sedang dijeda" in text
    assert AccountEvent.objects.filter(kind="pause_ended").count() == 1


def test_the_second_step_is_counted_too(login, cast):
    for _try in range(lockout.FAILURES):
        lockout.count_try(lockout.second_step(cast["kalsel"]), "::")
    assert lockout.is_paused(cast["kalsel"])
    actions.end_pause(cast["kalsel"], by=cast["admin"], reason="ponsel baru")
    assert not lockout.is_paused(cast["kalsel"])


def test_without_a_pause_there_is_nothing_to_end(login, cast):
    """Nine failures are no pause, and what was counted stays counted."""
    for _try in range(lockout.FAILURES - 1):
        lockout.count_try("tabalong", "127.0.0.1")
    assert address(cast["tabalong"]) not in login("admin").get(cast["tabalong"].get_absolute_url()).content.decode()
    assert login("admin").get(address(cast["tabalong"])).status_code == 409
    with pytest.raises(NotNow):
        actions.end_pause(cast["tabalong"], by=cast["admin"], reason="sudah saya telepon")
    assert lockout.tries_of(cast["tabalong"]).count() == lockout.FAILURES - 1


def test_a_pause_that_ran_out_is_none(paused, freezer_at):
    with freezer_at(timezone.now() + lockout.PAUSE):
        assert not lockout.is_paused(paused)


@pytest.mark.parametrize(("name", "status"), [("kalsel", 403), ("tabalong", 403), ("pusat", 403)])
def test_not_by_anybody_else(login, paused, name, status):
    assert login(name).get(address(paused)).status_code == status


def test_not_of_another_province(login, cast):
    for _try in range(lockout.FAILURES):
        lockout.count_try("gumas", "127.0.0.1")
    assert login("admin_kalsel").get(address(cast["gumas"])).status_code == 404


def test_a_new_first_password_is_taken_at_once(client, paused, cast):
    """Whoever forgot the old one has tried it until the pause."""
    password = actions.reissue_password(paused, by=cast["admin"], reason="lupa")
    assert attempt(client, password).status_code == 302
