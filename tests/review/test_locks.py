"""What PostgreSQL refuses by itself, whoever asks: here plain SQL does."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from ssk_portal.documents.actions import keep
from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.review.actions import comment
from ssk_portal.review.models import Step
from tests.common.uploads.files import pdf, upload
from tests.milestones import factories
from tests.review.test_steps import STATES, row_in

LOCKED = ["submitted", "in_review", "approved", "historical"]


def refused(sql, *values):
    """The error with which PostgreSQL refuses the statement."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return error.value


@pytest.mark.parametrize("target", STATES)
@pytest.mark.parametrize("state", STATES)
def test_a_state_needs_its_time_and_its_actor(state, target, regions, cast):
    if state == target:
        return
    row = row_in(state, regions, cast)
    refused("UPDATE milestones_progress SET state = %s WHERE id = %s", target, row.pk)
    refused("UPDATE milestones_progress SET state = %s, state_since = now() WHERE id = %s", target, row.pk)
    assert Progress.objects.get(pk=row.pk).state == state


def test_a_time_without_an_actor_is_refused(regions, cast):
    row = row_in("submitted", regions, cast)
    sql = "UPDATE milestones_progress SET state = 'approved', state_since = now(), decided_at = now() WHERE id = %s"
    assert "decision_is_told" in str(refused(sql, row.pk))
    sql = "UPDATE milestones_progress SET state = 'in_review', state_since = now(), begun_at = now() WHERE id = %s"
    assert "review_is_told" in str(refused(sql, row.pk))


def test_what_an_earlier_step_left_does_not_count(regions, cast):
    row = row_in("returned", regions, cast)
    sql = """UPDATE milestones_progress SET state = 'submitted', state_since = now(), decided_at = NULL, decided_by_id = NULL, decision_note = ''
             WHERE id = %s"""
    assert "without its time" in str(refused(sql, row.pk))


def test_a_step_outside_the_table_is_refused(regions, cast):
    row = row_in("draft", regions, cast)
    sql = """UPDATE milestones_progress SET state = 'approved', state_since = now(), submitted_at = now(), submitted_by_id = %s,
             decided_at = now(), decided_by_id = %s WHERE id = %s"""
    assert "draft" in str(refused(sql, cast["tabalong"].pk, cast["kalsel"].pk, row.pk))


@pytest.mark.parametrize("state", LOCKED)
def test_locked_content_is_neither_edited_nor_deleted(state, regions, cast):
    row = row_in(state, regions, cast)
    assert "is not edited" in str(refused("UPDATE milestones_progress SET summary = 'lain' WHERE id = %s", row.pk))
    assert "is not deleted" in str(refused("DELETE FROM milestones_progress WHERE id = %s", row.pk))
    assert "is not edited" in str(refused("UPDATE milestones_evidence SET text = 'lain' WHERE progress_id = %s", row.pk))
    assert "is not edited" in str(refused("DELETE FROM milestones_evidence WHERE progress_id = %s", row.pk))
    assert "is not edited" in str(refused(INSERT_EVIDENCE, row.pk))


def test_the_file_behind_evidence_is_not_exchanged(regions, cast):
    keep(upload("sk.pdf", pdf()), region=regions["63.09"], by=cast["tabalong"])
    assert "Cannot" in str(refused("UPDATE documents_document SET sha256 = %s", "0" * 64))


INSERT_EVIDENCE = """INSERT INTO milestones_evidence (version, progress_id, requirement_id, title, text, given_at, given_by_id)
                     SELECT 0, progress_id, requirement_id, '', 'x', now(), given_by_id FROM milestones_evidence WHERE progress_id = %s LIMIT 1"""


@pytest.mark.parametrize("state", ["submitted", "approved", "historical"])
def test_who_decided_is_not_rewritten(state, regions, cast):
    row = row_in(state, regions, cast)
    column = "submitted_by_id" if state == "submitted" else "decided_by_id"
    assert "not rewritten" in str(refused(f"UPDATE milestones_progress SET {column} = %s WHERE id = %s", cast["kalsel2"].pk, row.pk))


def test_evidence_is_not_moved_under_a_locked_milestone(regions, cast):
    locked = row_in("submitted", regions, cast)
    other = factories.complete(factories.progress(regions["63.07"]), cast["hst"])
    moved = other.evidences.first()
    assert "is not edited" in str(refused("UPDATE milestones_evidence SET progress_id = %s WHERE id = %s", locked.pk, moved.pk))


def test_evidence_answers_its_own_milestone(regions, cast):
    row = row_in("draft", regions, cast)
    foreign = factories.scheme().milestones.get(number=2).requirements.first()
    assert "stays with its requirement" in str(refused("UPDATE milestones_evidence SET requirement_id = %s WHERE progress_id = %s", foreign.pk, row.pk))
    with pytest.raises(DatabaseError, match="another milestone"), transaction.atomic():
        Evidence.objects.create(progress=row, requirement=foreign, text="x", given_by=cast["tabalong"])


@pytest.mark.parametrize("state", ["submitted", "in_review", "returned", "approved", "historical"])
def test_a_row_begins_as_a_draft(state, regions, cast):
    row = row_in("draft", regions, cast)
    sql = """INSERT INTO milestones_progress (version, region_id, assistance_id, milestone_id, round, year, summary, state, state_since,
             submitted_at, submitted_by_id, decision_note)
             SELECT 0, region_id, assistance_id, milestone_id, 2, year, '', %s, now(), now(), %s, 'x' FROM milestones_progress WHERE id = %s"""
    assert "begins as a draft" in str(refused(sql, state, cast["tabalong"].pk, row.pk))


def test_the_log_is_append_only(regions, cast):
    comment(row_in("submitted", regions, cast), by=cast["kalsel"], text="Lihat halaman 3")
    assert "Cannot" in str(refused("UPDATE review_comment SET text = 'lain'"))
    assert "Cannot" in str(refused("DELETE FROM review_comment"))
    assert "Cannot" in str(refused("UPDATE review_step SET note = 'lain'"))
    assert "Cannot" in str(refused("DELETE FROM review_step"))
    assert Step.objects.count() == 1


@pytest.mark.parametrize("table", ["milestones_progressevent", "milestones_evidenceevent", "milestones_assistanceevent", "review_stepevent", "notices_noticeevent"])
def test_history_is_append_only(table, regions, cast):
    row_in("submitted", regions, cast)
    assert "Cannot" in str(refused(f"UPDATE {table} SET pgh_label = 'lain'"))
    assert "Cannot" in str(refused(f"DELETE FROM {table}"))


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Step, *(model for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))], ids=lambda model: model.__name__)
def test_no_history_is_emptied(model):
    assert "is never emptied" in str(refused(f"TRUNCATE {model._meta.db_table} CASCADE"))
    assert "is never emptied" in str(refused("TRUNCATE accounts_user CASCADE"))


def test_the_history_tells_the_step_with_its_reason(regions, cast):
    row = row_in("returned", regions, cast)
    event = row.events.order_by("pgh_id").last()
    assert (event.pgh_label, event.state, event.decided_by_id, event.pgh_context["reason"]) == ("update", "returned", cast["kalsel"].pk, "catatan")
    assert Evidence.objects.count() == 3


def test_a_step_is_its_takers_in_the_history_also_where_no_page_asked_for_it(regions, cast):
    row = row_in("submitted", regions, cast)
    assert row.events.order_by("pgh_id").last().pgh_context["user"] == cast["tabalong"].pk
