"""The same form of sign-in sent several times at the same moment: a double click, two tabs, many guesses."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ssk_portal.accounts import inviting
from ssk_portal.accounts.factors import recovery
from ssk_portal.accounts.models import AccountEvent, User
from tests import factories as stage
from tests.accounts.factors import APP, CODES, STEP, code_of, set_up
from tests.factories import PASSWORD
from tests.review.test_at_once import at_once


@pytest.fixture
def kalsel(transactional_db):
    return stage.cast(stage.regions())["kalsel"]


def past_the_password(name="kalsel") -> Client:
    client = Client()
    client.post("/masuk/", {"login": name, "password": PASSWORD})
    return client


def same_browser(client) -> Client:
    other = Client()
    other.cookies.update(client.cookies)
    return other


def test_an_app_set_up_by_a_double_click_is_set_up_once(kalsel):
    client = past_the_password()
    code = code_of(client.get(APP).context["form"].secret)
    answers = at_once(*[lambda: same_browser(client).post(APP, {"code": code})] * 3)
    assert {answer.url for answer in answers} == {CODES}
    assert list(Authenticator.objects.values_list("type", flat=True)) == ["totp"]
    assert AccountEvent.objects.filter(kind="factor_added").count() == 1


def test_recovery_codes_made_by_a_double_click_are_those_shown(kalsel):
    client = past_the_password()
    set_up(client)
    press = client.get(CODES).context["form"]["press"].value()
    answers = at_once(*[lambda: same_browser(client).post(CODES, {"press": press})] * 3)
    [codes] = {tuple(answer.context["codes"]) for answer in answers}
    assert recovery.use(recovery.kept_by(kalsel), codes[9])


@pytest.mark.parametrize("which", ["app", "recovery"])
def test_a_code_sent_from_four_places_at_once_opens_one(kalsel, which):
    secret, codes = set_up(past_the_password())
    places = [past_the_password() for _place in range(4)]
    code = code_of(secret, later=1) if which == "app" else codes[0]
    answers = at_once(*[lambda place=place: place.post(STEP, {"code": code}) for place in places])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]


@pytest.mark.parametrize("which", ["app", "recovery"])
def test_a_double_click_on_the_second_step_ends_signed_in(kalsel, which):
    secret, codes = set_up(past_the_password())
    code = code_of(secret, later=1) if which == "app" else codes[0]
    browsers = [same_browser(past) for past in [past_the_password()] * 3]
    answers = at_once(*[lambda browser=browser: browser.post(STEP, {"code": code}) for browser in browsers])
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/")] * 3
    assert len({browser.session.session_key for browser in browsers}) == 1
    assert [browser.get("/pengguna/profil/").status_code for browser in browsers] == [200] * 3
    assert AccountEvent.objects.filter(kind="factor_failed").count() == 0


def test_guesses_from_four_places_at_once_get_no_further_than_one_by_one(kalsel):
    _secret, codes = set_up(past_the_password())
    places = [past_the_password() for _place in range(4)]

    def guess(place):
        return [place.post(STEP, {"code": f"{number:06}"}).content.decode() for number in range(6)]

    pages = [page for pages in at_once(*[lambda place=place: guess(place) for place in places]) for page in pages]
    assert sum("Kode ini tidak benar" in page for page in pages) == 10
    assert sum("Terlalu banyak kode yang salah" in page for page in pages) == 14
    assert places[0].post(STEP, {"code": codes[0]}).status_code == 200


@pytest.mark.parametrize(("passwords", "most"), [("abc", 1), ("aaa", 3)])
def test_a_link_used_by_several_at_once_is_used_once(kalsel, passwords, most):
    """Who comes while the link is being used is told so (409), who comes later sees the page of a used link (200)."""
    link = re.search(r"/kata-sandi/baru/\S+", inviting.message_for(kalsel).body).group(0)
    places = [(Client(), f"sumur bor di belakang {sign}") for sign in passwords]
    forms = [client.get(link).url for client, _password in places]
    answers = at_once(*[
        lambda client=client, new=new: client.post(forms[0], {"password1": new, "password2": new}) for client, new in places
    ])  # fmt: skip
    statuses = [answer.status_code for answer in answers]
    assert 1 <= statuses.count(302) <= most
    assert {302} <= set(statuses) <= ({302, 409, 200} if most == 1 else {302, 200})
    [new] = {new for (_client, new), answer in zip(places, answers, strict=True) if answer.status_code == 302}
    assert User.objects.get(pk=kalsel.pk).check_password(new)
    assert AccountEvent.objects.filter(kind="reset_done").count() == 1
