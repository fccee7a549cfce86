"""What the database refuses by itself of milestones, whoever asks: here plain SQL does. Steps and locks: `review/test_locks.py`."""

import pytest

from ssk_portal.documents.actions import keep
from ssk_portal.milestones.giving import take_back
from ssk_portal.milestones.models import Assessment, Evidence
from ssk_portal.review.actions import advance
from tests.common.uploads import files
from tests.milestones import factories
from tests.milestones.reviewing import begun
from tests.review.test_locks import refused


@pytest.fixture
def returned(regions, cast):
    """The first milestone of Tabalong, sent back with one remark."""
    row = begun(regions, cast)
    Assessment.objects.create(progress=row, requirement=row.requirements()[0], verdict="to_mend", remark="Bab 3 kosong", written_by=cast["kalsel"])
    return advance(row, "send_back", by=cast["kalsel"], note="Bab 3 kosong")


@pytest.mark.parametrize("column", ["in_force_since = NULL", "level = 'province'", "edition = 2", "code = 'lain'"])
def test_a_scheme_in_force_stays_in_force(column, regions):
    scheme = factories.scheme()
    assert "stays in force" in str(refused(f"UPDATE milestones_milestonescheme SET {column} WHERE id = %s", scheme.pk))
    assert "stays in force" in str(refused("DELETE FROM milestones_milestonescheme WHERE id = %s", scheme.pk))


def test_only_a_district_is_assisted_and_under_a_scheme_of_districts(regions):
    row, duties = factories.assistance(regions["63.09"]), factories.duties()
    assert "scheme of districts" in str(refused("UPDATE milestones_assistance SET scheme_id = %s WHERE id = %s", duties.pk, row.pk))
    sql = (
        "INSERT INTO milestones_assistance (version, district_id, cohort_year, scheme_id, facilitator, basis, source, note, left_reason)"
        " VALUES (0, %s, 2025, %s, '', 'stated', '', '', '')"
    )
    assert "scheme of districts" in str(refused(sql, regions["63"].pk, row.scheme_id))


def test_a_districts_milestone_does_not_become_a_duty(regions):
    row = factories.progress(regions["63.09"])
    assert "not asked of this region" in str(refused("UPDATE milestones_progress SET assistance_id = NULL WHERE id = %s", row.pk))


def test_what_was_submitted_stays_as_it_was_read(returned, regions, cast):
    evidence = returned.evidences.first()
    other = keep(files.upload("lain.pdf", files.pdf(b"lain")), region=regions["63.09"], by=cast["tabalong"])
    for sql in ("document_id = %s", "given_by_id = %s"):
        assert "submitted stays" in str(refused(f"UPDATE milestones_evidence SET {sql} WHERE id = %s", other.pk if "document" in sql else cast["hst"].pk, evidence.pk))
    assert "submitted stays" in str(refused("UPDATE milestones_evidence SET given_at = now() WHERE id = %s", evidence.pk))
    assert "submitted stays" in str(refused("DELETE FROM milestones_evidence WHERE id = %s", evidence.pk))
    take_back(evidence, by=cast["tabalong"])
    assert "submitted stays" in str(refused("DELETE FROM milestones_evidence WHERE id = %s", evidence.pk))


def test_what_nobody_has_been_shown_is_changed_in_place(regions, cast):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    assert Evidence.objects.filter(progress=row).first().delete()[0] == 1


def test_evidence_and_remarks_stay_with_their_requirement(returned):
    other, evidence, remark = returned.requirements()[1].pk, returned.evidences.first(), returned.assessments.get()
    assert "stays with its requirement" in str(refused("UPDATE milestones_evidence SET requirement_id = %s WHERE id = %s", other, evidence.pk))
    assert "stays with its requirement" in str(refused("UPDATE milestones_assessment SET requirement_id = %s WHERE id = %s", other, remark.pk))


def test_remarks_are_told_with_the_decision(regions, cast):
    row = begun(regions, cast)
    remark = Assessment.objects.create(progress=row, requirement=row.requirements()[0], verdict="accepted", written_by=cast["kalsel"])
    assert "told with the decision" in str(refused("UPDATE milestones_assessment SET told_at = now() WHERE id = %s", remark.pk))
    advance(row, "approve", by=cast["kalsel"])
    remark.refresh_from_db()
    row.refresh_from_db()
    assert remark.told_at == row.decided_at


def test_only_the_country_and_provinces_set_dates_and_a_blank_is_no_reason(regions):
    sql = (
        "INSERT INTO milestones_deadline (version, level, cohort_year, number, round, region_id, submit_by, review_by, reason)"
        " VALUES (0, 'district', 2023, 1, 1, %s, '2023-06-30', '2023-07-14', %s)"
    )
    assert "the country and the provinces" in str(refused(sql, regions["63.09"].pk, "Banjir"))
    assert "says why" in str(refused(sql, regions["63"].pk, "  "))
