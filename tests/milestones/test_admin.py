"""Milestones in the administration pages: the same reach, the same locks, no rows asked for one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ssk_portal.milestones import models
from ssk_portal.review.actions import comment
from ssk_portal.review.models import Comment, Step
from tests.milestones import factories

MODELS = [models.MilestoneScheme, models.Milestone, models.Wording, models.Requirement, models.Assistance, models.Progress, models.Evidence, models.ReportedStatus, Step, Comment]


def page(model, what="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_lists_with_constant_queries(model, login, cast, regions):
    counts = []
    browser = login("admin")
    for name, code in (("tabalong", "63.09"), ("hst", "63.07"), ("gumas", "62.10")):
        comment(factories.submitted(regions[code], by=cast[name]), by=cast[name], text="ya")
        browser.get(page(model))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page(model), {"q": "a"} if model is models.Progress else {}).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


def test_reach_and_locks_hold_here_too(login, cast, regions):
    own, other = factories.submitted(regions["63.09"], by=cast["tabalong"]), factories.progress(regions["62.10"])
    browser = login("admin_kalsel")
    assert browser.get(page(models.Progress, "change", other.pk)).status_code == 302  # as for a missing row
    assert browser.post(page(models.Progress, "change", own.pk), {"summary": "lain"}).status_code == 403
    assert browser.get(page(models.Requirement, "change", models.Requirement.objects.first().pk)).status_code == 200
    assert browser.post(page(models.Requirement, "add"), {}).status_code == 403
    assert [login(name).get(page(models.Progress)).status_code for name in ("kalsel", "tabalong", "pembaca")] == [302, 302, 302]


def test_a_new_assistance_gets_its_drafts(login, regions):
    scheme = factories.scheme()
    sent = {"district": regions["63.09"].pk, "cohort_year": 2024, "scheme": scheme.pk, "basis": "stated", "source": "Kepmendagri"}
    assert login("admin_kalsel").post(page(models.Assistance, "add"), sent).status_code == 302
    assert models.Progress.objects.count() == 4


def test_what_is_in_force_is_only_looked_at(login, cast):
    scheme = factories.scheme()
    asked = models.Requirement.objects.first()
    browser = login("pusat")
    for row in (scheme, asked, asked.milestone):
        address = page(type(row), "change", row.pk)
        assert (browser.get(address).status_code, browser.post(address, {}).status_code) == (200, 403)
    new = {"order": 9, "title_id": "Baru", "title_en": "New", "kind": "text", "basis": "stated", "source": "uji", "milestone": asked.milestone_id}
    answer = browser.post(page(models.Requirement, "add"), new)
    assert list(answer.context["adminform"].form.errors) == ["milestone"]
    factories.thaw()
    assert browser.post(page(models.Requirement, "add"), new).status_code == 302
