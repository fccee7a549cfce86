"""Users in the Django admin: the same reach, the same verbs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ssk_portal.accounts.models import User

LIST = "/admin/accounts/user/"


def form_of(user, **changed):
    fields = {name: getattr(user, name) for name in ("name", "role", "nip", "post", "agency", "email", "telephone", "rhythm", "language")}
    return fields | {"region": user.region_id} | changed


@pytest.mark.parametrize(("name", "status"), [("admin", 200), ("admin_kalsel", 200), ("kalsel", 302), ("tabalong", 302), ("pembaca", 302)])
def test_who_opens_it(login, name, status):
    assert login(name).get(LIST).status_code == status


def test_the_list_holds_the_own_reach(login, cast):
    rows = login("admin_kalsel").get(LIST).context["cl"].result_list
    assert sorted(row.username for row in rows) == sorted(user.username for user in cast.values() if user.region.code.startswith("63"))


def test_out_of_reach_cannot_be_opened(login, cast):
    for user in (cast["gumas"], cast["admin"]):
        assert login("admin_kalsel").get(f"{LIST}{user.pk}/change/").status_code == 302


@pytest.mark.parametrize(("role", "code"), [("administrator", "ID"), ("national_officer", "ID"), ("district_staff", "62.10")])
def test_nothing_is_given_above_the_own_reach(login, cast, regions, role, code):
    user = cast["tabalong"]
    login("admin_kalsel").post(f"{LIST}{user.pk}/change/", form_of(user, role=role, region=regions[code].pk))
    after = User.objects.get(pk=user.pk)
    assert (after.role, after.region.code) == ("district_staff", "63.09")


def test_the_last_administrator_stays(login, cast):
    user = cast["admin"]
    assert login("admin").post(f"{LIST}{user.pk}/change/", form_of(user, role="reader")).status_code == 409
    assert User.objects.get(pk=user.pk).role == "administrator"


def test_repaired_by_its_verb(login, cast):
    user = cast["tabalong"]
    assert login("admin").post(f"{LIST}{user.pk}/change/", form_of(user, name="Nama Benar", is_active="", username="x")).status_code == 302
    after = User.objects.get(pk=user.pk)
    assert (after.name, after.is_active, after.username) == ("Nama Benar", True, "tabalong")


@pytest.mark.parametrize("address", ["add/", "{}/delete/", "{}/password/"])
def test_what_is_done_on_the_portals_screens_only(login, cast, address):
    assert login("admin").get(LIST + address.format(cast["tabalong"].pk)).status_code in (302, 403, 404)


def test_the_list_asks_the_same_number_of_queries(login, cast):
    client = login("admin")
    client.get(LIST)
    counts = []
    for query in ("q=hst", "q=tabalong"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{LIST}?{query}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_notices_are_ones_own_and_mails_the_centres(login, cast):
    assert login("admin").get("/admin/notices/mail/").status_code == 200
    assert list(login("admin_kalsel").get("/admin/notices/mail/").context["cl"].result_list) == []
    assert login("admin").get("/admin/notices/notice/").status_code == 200
