"""The screens of users: who administers whom, new accounts, and where nobody has one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ssk_portal.accounts import actions
from ssk_portal.accounts.models import User
from ssk_portal.audit.timeline import history_of
from tests.accounts.user_forms import new, url

EVERY_POST = ["admin", "admin_kalsel", "pusat", "kalsel", "tabalong", "pembaca", "pembaca_kalsel", "pembaca_tabalong"]


# Who sees whom


@pytest.mark.parametrize(("name", "status"), [("admin", 200), ("admin_kalsel", 200), *[(name, 403) for name in EVERY_POST[2:]]])
@pytest.mark.parametrize("screen", ["list", "create", "missing"])
def test_pages_for_administrators(login, name, status, screen):
    assert login(name).get(url(screen)).status_code == status


def test_a_list_holds_the_own_reach_and_nobody_else(login, cast):
    shown = [user.username for user in login("admin_kalsel").get(url("list")).context["table"].data]
    assert sorted(shown) == sorted(user.username for user in cast.values() if user.region.code.startswith("63"))


@pytest.mark.parametrize(
    ("name", "whom", "status"),
    [
        ("admin", "tabalong", 200), ("admin", "admin_kalsel", 200), ("admin_kalsel", "tabalong", 200), ("admin_kalsel", "kalsel", 200),
        ("admin_kalsel", "gumas", 404), ("admin_kalsel", "kalteng", 404), ("admin_kalsel", "admin", 404), ("admin_kalsel", "pembaca", 404),
        ("kalsel", "tabalong", 403), ("tabalong", "tabalong", 403), ("pusat", "tabalong", 403), ("pembaca", "tabalong", 403),
    ],
)  # fmt: skip
@pytest.mark.parametrize("screen", ["detail", "update", "deactivate", "password", "password_shown"])
def test_one_user(login, cast, name, whom, status, screen):
    assert login(name).get(url(screen, cast[whom])).status_code == status


def test_the_portal_itself_is_no_user_to_administer(login, cast):
    system = User.objects.system()
    assert login("admin").get(url("detail", system)).status_code == 404
    assert "sistem" not in [user.username for user in login("admin").get(url("list")).context["table"].data]


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(login, cast, regions):
    client = login("admin_kalsel")
    User.objects.exclude(pk=cast["admin_kalsel"].pk).filter(region__province=regions["63"]).update(region=regions["62"], role="provincial_officer")
    client.get(url("list"))  # the first page of a session writes when it began
    counts = []
    for rows, added in ((1, []), (3, ["hst", "tabalong"])):
        User.objects.filter(username__in=added).update(region=regions["63.09"], role="district_staff")
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(url("list"))
        assert len(shown.context["table"].data) == rows
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_wrong_methods_are_refused(login, cast):
    client = login("admin")
    assert client.post(url("detail", cast["tabalong"])).status_code == 405
    assert client.post(url("password_shown", cast["tabalong"])).status_code == 405
    assert client.put(url("list")).status_code == 405


def test_filters(login, cast, regions):
    client = login("admin")

    def names(**query):
        return sorted(user.username for user in client.get(url("list"), query).context["table"].data)

    assert names(region=regions["63.09"].pk) == ["pembaca-tabalong", "tabalong", "tabalong2"]
    assert names(region=regions["62"].pk) == ["gumas", "kalteng"]
    assert names(role="administrator") == ["admin", "admin-kalsel"]
    assert names(q="hst") == ["hst"]
    actions.deactivate_user(cast["hst"], by=cast["admin"], reason="pensiun")
    assert names(is_active="false") == ["hst"]


# A new user


def test_the_first_password_is_shown_once_and_to_nobody_else(login, cast, regions):
    client = login("admin_kalsel")
    answer = client.post(url("create"), new(regions, username="Budi.S"))
    user = User.objects.get(username="budi.s")
    assert answer.url == url("password_shown", user)
    other = type(client)()
    other.force_login(cast["admin"])
    assert other.get(answer.url).context["password"] is None
    page = client.get(answer.url)
    password = page.context["password"]
    assert password in page.content.decode()
    assert user.check_password(password)
    assert user.must_change_password
    again = client.get(answer.url)
    assert again.context["password"] is None
    assert password not in again.content.decode()


def test_the_history_knows_who_made_the_account_and_no_password(login, cast, regions):
    login("admin_kalsel").post(url("create"), new(regions))
    (entry,) = history_of(User.objects.get(username="budi"))
    assert (entry.actor.name, entry.actor.role) == ("Admin Kalsel", "administrator")
    assert not [change for change in entry.changes if "sandi" in change.label.lower() and "ubah" not in change.label.lower()]


@pytest.mark.parametrize(
    ("role", "code"),
    [("national_officer", "ID"), ("administrator", "ID"), ("reader", "ID"), ("provincial_officer", "62"), ("district_staff", "62.10"), ("administrator", "62")],
)
def test_nothing_is_given_above_the_own_reach(login, cast, regions, role, code):
    answer = login("admin_kalsel").post(url("create"), new(regions, role=role, region=regions[code].pk))
    assert answer.status_code == 200
    assert not User.objects.filter(username="budi").exists()


@pytest.mark.parametrize(("role", "code"), [("district_staff", "63"), ("provincial_officer", "63.09"), ("national_officer", "63"), ("administrator", "63.09")])
def test_a_role_fits_the_level(login, regions, cast, role, code):
    answer = login("admin").post(url("create"), new(regions, role=role, region=regions[code].pk))
    assert "Peran ini tidak sesuai" in answer.content.decode()
    assert not User.objects.filter(username="budi").exists()


@pytest.mark.parametrize(("field", "value"), [("username", "tabalong"), ("username", "Ada Spasi"), ("email", "TABALONG@example.org"), ("name", "")])
def test_a_faulty_form_comes_back_with_what_was_typed(login, cast, regions, field, value):
    answer = login("admin").post(url("create"), new(regions, agency="Bappeda", **{field: value}))
    assert answer.status_code == 200
    assert answer.context["form"]["agency"].value() == "Bappeda"
    assert answer.context["form"].errors


def test_choices_are_narrowed_to_the_own_reach(login, cast, regions):
    form = login("admin_kalsel").get(url("create")).context["form"]
    assert [value for value, _label in form.fields["role"].choices] == ["", "administrator", "provincial_officer", "district_staff", "reader"]
    assert sorted(region.code for region in form.fields["region"].queryset) == ["63", "63.07", "63.09"]


# Where nobody could act


def test_regions_without_an_account(login, cast, regions):
    client = login("admin")
    codes = lambda: [region.code for region in client.get(url("missing")).context["table"].data]  # noqa: E731
    assert codes() == []
    actions.deactivate_user(cast["gumas"], by=cast["admin"], reason="pensiun")
    actions.deactivate_user(cast["kalteng"], by=cast["admin"], reason="pensiun")
    assert codes() == ["62", "62.10"]
    page = client.get(url("missing")).content.decode()
    assert f"{url('create')}?role=district_staff&amp;region={regions['62.10'].pk}" in page
    assert [region.code for region in login("admin_kalsel").get(url("missing")).context["table"].data] == []
    form = client.get(url("create"), {"role": "district_staff", "region": regions["62.10"].pk})
    assert form.status_code in (200, 403)
