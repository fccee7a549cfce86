"""The verbs of users, past the screens: the rules hold whoever calls."""

import pytest
from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

from ssk_portal.accounts import actions
from ssk_portal.accounts.models import User
from ssk_portal.common.errors import NotNow
from tests.at_once import at_once
from tests.factories import PASSWORD


def test_the_last_administrator_of_the_country_stays(cast, regions):
    second = User.objects.create_user("admin2", PASSWORD, name="Admin 2", role="administrator", region=regions["ID"])
    actions.deactivate_user(cast["admin"], by=second, reason="pensiun")
    third = User.objects.create_user("admin3", PASSWORD, name="Admin 3", role="administrator", region=regions["ID"], is_active=False)
    with pytest.raises(NotNow):
        actions.deactivate_user(second, by=third, reason="x")
    second.role = "reader"
    with pytest.raises(NotNow):
        actions.change_user(second, by=third)
    assert User.objects.get(pk=second.pk).role == "administrator"


def test_an_administrator_who_was_only_invited_does_not_count(cast, regions):
    invited = User(username="admin2", name="Admin 2", role="administrator", region=regions["ID"], email="admin2@example.org")
    actions.create_invited(invited, by=cast["admin"])
    with pytest.raises(NotNow):
        actions.deactivate_user(cast["admin"], by=invited, reason="x")
    get_adapter().set_password(invited, PASSWORD)
    assert not actions.deactivate_user(cast["admin"], by=invited, reason="x").is_active


@pytest.mark.parametrize(("by", "whom"), [("admin_kalsel", "gumas"), ("admin_kalsel", "admin"), ("kalsel", "tabalong"), ("pusat", "tabalong")])
def test_the_verbs_ask_for_the_right_and_the_reach(cast, by, whom):
    for verb in (actions.deactivate_user, actions.activate_user, actions.reissue_password):
        with pytest.raises(PermissionDenied):
            verb(cast[whom], by=cast[by], reason="x")
    with pytest.raises(PermissionDenied):
        actions.change_user(cast[whom], by=cast[by])


def test_nobody_is_lifted_above_the_givers_reach(cast, regions):
    user = cast["tabalong"]
    for role, code in (("administrator", "ID"), ("national_officer", "ID"), ("district_staff", "62.10")):
        user.role, user.region = role, regions[code]
        with pytest.raises(PermissionDenied):
            actions.change_user(user, by=cast["admin_kalsel"])


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one():
    from tests import factories

    regions = factories.regions()
    pair = [User.objects.create_user(f"admin{number}", PASSWORD, name=f"Admin {number}", role="administrator", region=regions["ID"]) for number in (1, 2)]

    def remove(whom, by):
        try:
            actions.deactivate_user(whom, by=by, reason="x")
        except NotNow:
            return "refused"
        return "done"

    assert sorted(at_once(lambda: remove(*pair), lambda: remove(*pair[::-1]))) == ["done", "refused"]
    assert User.objects.active().filter(role="administrator").count() == 1
