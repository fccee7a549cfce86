"""What holds for every form of the portal: done once, never past its key, never over what a colleague wrote, and not lost with the session."""

from functools import cache

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse

from ssk_portal.accounts.models import User
from tests import factories
from tests.house.forms import WORDS, accepted, forms_of, send
from tests.house.posts import VIEWERS
from tests.house.rights import PAGES, ROWS

pytestmark = pytest.mark.django_db
ADDRESSES = [*PAGES, *(name for name, door in ROWS.items() if door.method == "get")]
# Not done by guessing: an Excel file or ticks are asked, or the row may not be changed this way. The rooms' own tests send them.
GUESSED_IN_VAIN = {
    "clinics:clinic_import", "indicators:achievement_import", "indicators:target_import", "accounts:user_import", "pokja:member_import", "clinics:attendance_import",
    "indicators:disagreement_create", "milestones:assistance_create", "milestones:duty_begin", "pokja:pokja_delete", "pokja:decree_renew", "clinics:participation_several",
    "clinics:invitedinstitution_create", "clinics:clinicfile_photos", "clinics:scheme_delete", "clinics:preparation_create", "indicators:layer_delete",
    "indicators:publisher_delete", "indicators:target_update", "milestones:decree_districts", "milestones:scheme_delete", "milestones:milestone_delete",
    "milestones:requirement_delete", "accounts:user_activate", "accounts:user_factor", "accounts:user_unpause",
}  # fmt: skip
# One row at a time is changed or goes: their forms say which version of it was shown.
OF_ONE_ROW = ("_update", "_delete")


def visit(name, visitors, rows):
    """(the post that comes here first, its client, the address)."""
    if name in PAGES:
        post, arguments = PAGES[name].posts.split()[0], ()
    else:
        door = ROWS[name]
        post, place = next((post, place) for post in door.posts.split() for place in door.places if door.expected(post, place) == door.ok)
        arguments = rows[door.row, place]
    return post, visitors[post], reverse(name, args=arguments)


@cache
def _tables() -> str:
    """How many rows there are in all, history included; the claimed keys of forms are no data."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed and not model._meta.proxy and "session" not in model._meta.model_name]
    return "SELECT " + " + ".join(f'(SELECT count(*) FROM "{table}")' for table in tables if table != "screens_formkey")


def everything() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_tables())
        return cursor.fetchone()[0]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_form(name, visitors, rows):
    post, client, page = visit(name, visitors, rows)
    with transaction.atomic():
        answer = client.get(page)
        assert answer.getvalue() is not None  # a file is read to its end
        transaction.set_rollback(True)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return
    row = (answer.context or {}).get("object")
    forms = forms_of(answer, page)
    assert not name.endswith(OF_ONE_ROW) or any("row_version" in form.names for form in forms)
    for form in forms:
        for held in (_is_done_once, _is_not_done_without_its_key, _is_kept_without_a_session):
            with transaction.atomic():
                held(name, form, client, page, post)
                transaction.set_rollback(True)
        if "row_version" in form.names and isinstance(row, models.Model) and row.pk:
            with transaction.atomic():
                _asks_where_somebody_was_faster(form, client, page, row)
                transaction.set_rollback(True)


def _is_done_once(name, form, client, page, post):
    assert "form_key" in form.names
    sent, answer = accepted(client, form, page)
    after = everything()
    assert (answer.status_code == 302) == (name not in GUESSED_IN_VAIN)
    if answer.status_code != 302:
        return
    again = send(client, form, sent, page)
    assert (again.status_code, again.url, everything()) == (302, answer.url, after)


def _is_not_done_without_its_key(name, form, client, page, post):
    before = everything()
    answer = send(client, form, {key: value for key, value in form.filled().items() if key != "form_key"}, page)
    assert answer.status_code != 302
    assert everything() == before


def _is_kept_without_a_session(name, form, client, page, post):
    if form.words is None:
        return
    sent = {key: value for key, value in form.filled().items() if not hasattr(value[0], "seek")}
    gone = Client()
    answer = send(gone, form, sent | {form.words: [WORDS]}, page)
    assert answer.url.startswith(reverse("account_login"))
    user = User.objects.get(username=VIEWERS[post].replace("_", "-"))
    gone.force_login(user)
    factories.confirmed(gone, user)
    assert WORDS in gone.get(page).content.decode()


def _asks_where_somebody_was_faster(form, client, page, row):
    with transaction.atomic():
        sent, answer = accepted(client, form, page)
        transaction.set_rollback(True)
    if answer.status_code != 302:
        return
    _changed_by_somebody(row)
    before = everything()
    answer = send(client, form, sent, page)
    assert (answer.status_code, everything()) == (409, before)


def _changed_by_somebody(row):
    """The database counts each writing as a version; of a user only one that says something else."""
    change = "agency = agency || 'x'" if isinstance(row, User) else "version = version"
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{row._meta.db_table}" SET {change} WHERE "{row._meta.pk.column}" = %s', [row.pk])
        assert cursor.rowcount == 1
