"""The people of the demo: made there and nowhere else, with the passwords that are printed."""

import pytest
from django.conf import settings as portal
from django.contrib.auth.password_validation import validate_password
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ssk_portal.accounts.models import User
from ssk_portal.regions.published import country_and_districts, take_up
from ssk_portal.reporting.demo import accounts, preparation
from tests import factories


@pytest.fixture
def whole_country(db):
    take_up(country_and_districts(portal.BASE_DIR / "fixtures"))


@pytest.fixture
def demo(whole_country, settings):
    settings.DEMO = True
    accounts.make()


def test_who_there_is(demo):
    assert set(User.objects.people().values_list("username", "role", "region__code")) == {
        ("admin", "administrator", "ID"),
        ("pusat", "national_officer", "ID"),
        ("kalsel", "provincial_officer", "63"),
        ("kalteng", "provincial_officer", "62"),
        ("sumbar", "provincial_officer", "13"),
        ("hst", "district_staff", "63.07"),
        ("tabalong", "district_staff", "63.09"),
        ("gumas", "district_staff", "62.10"),
        ("lamandau", "district_staff", "62.09"),
        ("katingan", "district_staff", "62.06"),
        ("kotasolok", "district_staff", "13.72"),
        ("pembaca", "reader", "ID"),
    }


def test_each_has_a_good_password_of_their_own(demo):
    for account in accounts.ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(account.password)
        validate_password(account.password, user)
    assert len({account.password for account in accounts.ACCOUNTS}) == len(accounts.ACCOUNTS)


def test_the_printed_table_names_them_all(demo):
    lines = [line.split() for line in accounts.table().splitlines()]
    assert [line[:2] for line in lines[1:]] == [[account.username, account.password] for account in accounts.ACCOUNTS]
    assert accounts.table().splitlines()[-2].endswith("Kota Solok")


def test_the_next_start_changes_nothing(demo):
    before = set(User.objects.values_list("username", "version", "password"))
    accounts.make()
    assert set(User.objects.values_list("username", "version", "password")) == before


def test_the_next_start_gives_back_the_printed_password(demo):
    User.objects.filter(username="tabalong").update(is_active=False, must_change_password=True)
    kalsel = User.objects.get(username="kalsel")
    kalsel.set_password("something quite else")
    kalsel.save()
    accounts.make()
    assert User.objects.get(username="kalsel").check_password("jukung-laju-6300")
    tabalong = User.objects.get(username="tabalong")
    assert (tabalong.is_active, tabalong.must_change_password) == (True, False)


def test_anywhere_else_they_are_refused(whole_country):
    with pytest.raises(accounts.NotADemo):
        accounts.make()
    assert not User.objects.people().exists()


def test_a_database_with_other_people_is_left_alone(cast):
    with pytest.raises(accounts.NotADemo, match="accounts that the demo did not make"):
        preparation.data_are_missing()


def test_a_loaded_database_is_known_by_what_it_was_loaded_from(cast):
    preparation.notes.write(preparation.NOTED_ON, "other data")
    assert preparation.data_are_missing()
    preparation.notes.write(preparation.NOTED_ON, preparation._digest(preparation.FIXTURES))
    assert not preparation.data_are_missing()
    assert set(cast) == set(factories.CAST)  # people whom the demo's users made since are no hindrance


def test_tables_of_another_version_are_named(db, monkeypatch):
    assert not preparation.tables_are_missing()
    MigrationRecorder(connection).record_applied("indicators", "0099_gone")
    monkeypatch.setitem(connection.settings_dict, "PGDATA", "var/postgres")
    with pytest.raises(preparation.OfAnotherVersion, match="Remove that folder to begin anew"):
        preparation.tables_are_missing()
    monkeypatch.delitem(connection.settings_dict, "PGDATA")  # a server that DATABASE_URL names
    with pytest.raises(preparation.OfAnotherVersion, match=r"The tables in the database test_ssk.* Name an empty database in DATABASE_URL"):
        preparation.tables_are_missing()
