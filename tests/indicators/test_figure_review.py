"""The way of an achievement through review: who submits, decides and comments."""

import pytest

from ssk_portal.review.models import Comment
from tests.factories import key
from tests.indicators import factories
from tests.indicators.test_achievement import page

pytestmark = pytest.mark.django_db


def test_the_way_through_review(login, cast, draft):
    login("tabalong").post(page("step", draft, "submit"), key())
    login("kalsel").post(page("step", draft, "send_back"), key(note="Sebutkan halamannya"))
    assert "Sebutkan halamannya" in login("tabalong").get(page("update", draft)).content.decode()

    login("tabalong").post(page("step", draft, "submit"), key())
    login("kalsel").post(page("step", draft, "approve"), key())

    draft.refresh_from_db()
    assert (draft.state, draft.is_reference) == ("approved", True)
    assert login("gumas").get(draft.get_absolute_url()).status_code == 200


def test_without_a_source_it_cannot_be_submitted(login, cast, reference):
    row = factories.achievement(cast["tabalong"], source="")

    answer = login("tabalong").post(page("step", row, "submit"), key())

    assert answer.status_code == 409
    assert "Sebutkan sumbernya atau lampirkan dokumennya." in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), [("kalteng", 404), ("hst", 404), ("tabalong", 403), ("pusat", 403), ("pembaca", 403), ("kalsel", 200)])
def test_who_approves(login, cast, draft, name, status):
    row = factories.walked(draft, [("submit", cast["tabalong"])])
    assert login(name).get(page("step", row, "approve")).status_code == status


def test_a_provinces_figure_is_decided_by_the_centre(login, cast, reference):
    row = factories.achievement(cast["kalsel"], step=[("submit", cast["kalsel"])])
    assert login("kalsel2").get(page("step", row, "approve")).status_code == 403
    assert login("pusat").post(page("step", row, "approve"), key()).status_code == 302


@pytest.mark.parametrize(("name", "status", "written"), [("kalsel", 302, 1), ("tabalong", 302, 1), ("kalteng", 404, 0), ("pembaca", 403, 0)])
def test_who_comments(login, draft, name, status, written):
    assert login(name).post(page("comment", draft), key(text="Mohon dicek")).status_code == status
    assert Comment.objects.count() == written


@pytest.mark.parametrize("screen", ["comment"])
def test_a_comment_is_sent_not_read(login, draft, screen):
    assert login("kalsel").get(page(screen, draft)).status_code == 405
