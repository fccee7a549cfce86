"""Who reads what was said about a row: its region and those above, wherever the speaker works today."""

import pytest
from django.urls import reverse

from ssk_portal.accounts.models import User
from ssk_portal.review.actions import advance, comment
from ssk_portal.review.models import Comment, Step
from tests import factories as stage
from tests.milestones import factories


@pytest.fixture
def said(regions, cast):
    """A step and a comment on a milestone of Tabalong, by people who have moved to the other province since."""
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    step = advance(row, "send_back", by=cast["kalsel"], note="Peta belum ada").steps.last()
    words = comment(row, by=cast["kalsel"], text="Lihat halaman 3")
    User.objects.filter(pk=cast["kalsel"].pk).update(region=regions["62"])
    return step, words


@pytest.mark.parametrize(("name", "sees"), [("tabalong", True), ("kalsel2", True), ("admin_kalsel", True), ("pusat", True), ("hst", False), ("kalteng", False), ("gumas", False)])
def test_what_was_said_stays_with_its_row(name, sees, said, login):
    client = login(name)
    for model, row in zip((Step, Comment), said, strict=True):
        assert model.objects.visible_to(User.objects.get(username=name.replace("_", "-"))).filter(pk=row.pk).exists() is sees
        url = reverse("reporting:row_history", args=["review", model._meta.model_name, row.pk])
        assert client.get(url).status_code == (200 if sees else 404)


@pytest.mark.parametrize("field", ["note", "text"])
def test_a_sign_that_the_database_does_not_keep_is_no_fault(field, regions, cast, login):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    client = login("kalsel")
    address = reverse("milestones:progress_step", args=[row.pk, "send_back"]) if field == "note" else reverse("milestones:progress_comment", args=[row.pk])
    assert client.post(address, stage.key(**{field: "Peta\0 belum ada"})).status_code == 302
    assert (Step.objects.last().note if field == "note" else Comment.objects.get().text) == "Peta belum ada"
