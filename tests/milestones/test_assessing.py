"""Verdicts and remarks on requirements: written by the one who has the review, told with the decision."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.assessing import ChangedMeanwhile, Said, assess, decide, list_of_remarks, version_of
from ssk_portal.milestones.models import Assessment, ReviewDraft
from ssk_portal.review.actions import advance
from tests.milestones import factories
from tests.milestones.reviewing import begun


def said(row, *pairs) -> dict:
    return {requirement.pk: Said(*pair) for requirement, pair in zip(row.requirements(), pairs, strict=False)}


def written(row):
    return list(Assessment.objects.filter(progress=row, told_at=None).order_by("requirement__order").values_list("verdict", "remark", "written_by__username"))


def test_drafts_are_written_changed_and_taken_away(regions, cast):
    row = begun(regions, cast)
    draft = assess(row, said=said(row, ("accepted", ""), ("to_mend", "Bab 3 kosong")), note=" Sebentar ", by=cast["kalsel"])
    assert written(row) == [("accepted", "", "kalsel"), ("to_mend", "Bab 3 kosong", "kalsel")]
    assert draft.note == "Sebentar"
    again = assess(row, said=said(row, ("", ""), ("to_mend", "Bab 3 dan 4")), note="", by=cast["kalsel"], seen=version_of(draft))
    assert written(row) == [("to_mend", "Bab 3 dan 4", "kalsel")]
    assert (again.pk, again.note) == (draft.pk, "")


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("kalsel2", NotNow), ("kalteng", PermissionDenied), ("pusat", PermissionDenied), ("tabalong", PermissionDenied), ("pembaca_kalsel", PermissionDenied)],
)
def test_only_who_has_the_review_writes(name, refusal, regions, cast):
    row = begun(regions, cast)
    with pytest.raises(refusal):
        assess(row, said=said(row, ("accepted", "")), note="", by=cast[name])
    with pytest.raises(refusal):
        decide(row, "approve", said={}, note="", by=cast[name])
    assert written(row) == []


def test_the_refusal_says_who_has_it(regions, cast):
    row = begun(regions, cast, holder="kalsel2")
    with pytest.raises(NotNow, match="Kalsel2"):
        assess(row, said={}, note="", by=cast["kalsel"])


@pytest.mark.parametrize(("step", "by", "words"), [("submit", "tabalong", "Mulai periksa"), ("send_back", "kalsel", "Dikembalikan"), ("approve", "kalsel", "Disetujui")])
def test_nothing_is_written_outside_of_a_review(step, by, words, regions, cast):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    if step != "submit":
        row = advance(row, step, by=cast[by], note="catatan")
    with pytest.raises(NotNow, match=words):
        assess(row, said=said(row, ("accepted", "")), note="", by=cast["kalsel"])


def test_sending_back_tells_all_remarks_at_once(regions, cast):
    row = begun(regions, cast)
    row = decide(row, "send_back", said=said(row, ("accepted", ""), ("to_mend", "Bab 3 kosong")), note="Lengkapi.", by=cast["kalsel"])
    told = list(Assessment.objects.exclude(told_at=None).order_by("requirement__order").values_list("verdict", "remark", "told_at"))
    assert told == [("accepted", "", row.decided_at), ("to_mend", "Bab 3 kosong", row.decided_at)]
    assert (row.state, row.decision_note, ReviewDraft.objects.count()) == ("returned", "Lengkapi.", 0)


def test_what_was_told_stays(regions, cast):
    row = begun(regions, cast)
    decide(row, "send_back", said=said(row, ("to_mend", "Bab 3 kosong")), note="Lengkapi.", by=cast["kalsel"])
    with pytest.raises(ProgrammingError, match="stays"), transaction.atomic():
        Assessment.objects.update(remark="lain")


def test_nothing_is_approved_with_something_to_mend(regions, cast):
    row = begun(regions, cast)
    with pytest.raises(NotNow, match="perlu diperbaiki"):
        decide(row, "approve", said=said(row, ("to_mend", "Bab 3 kosong")), note="", by=cast["kalsel"])
    assert written(row) == []  # nor is half of it kept
    assert decide(row, "approve", said=said(row, ("accepted", "")), note="", by=cast["kalsel"]).state == "approved"


def test_sending_back_wants_a_note(regions, cast):
    row = begun(regions, cast)
    with pytest.raises(NotNow, match="atatan"):
        decide(row, "send_back", said=said(row, ("to_mend", "Bab 3 kosong")), note=" ", by=cast["kalsel"])


def test_a_colleague_goes_on_from_the_drafts(regions, cast):
    row = begun(regions, cast)
    assess(row, said=said(row, ("to_mend", "Bab 3 kosong")), note="Sebentar", by=cast["kalsel"])
    row = advance(row, "take_over", by=cast["kalsel2"])
    assert written(row) == [("to_mend", "Bab 3 kosong", "kalsel")]
    seen = version_of(row.review_draft)
    decide(row, "send_back", said=said(row, ("to_mend", "Bab 3 kosong")), note="Sebentar", by=cast["kalsel2"], seen=seen)
    assert Assessment.objects.exclude(told_at=None).get().written_by == cast["kalsel"]


def test_another_tab_is_not_written_over(regions, cast):
    row = begun(regions, cast)
    seen = version_of(assess(row, said=said(row, ("accepted", "")), note="", by=cast["kalsel"]))
    assess(row, said=said(row, ("to_mend", "Bab 3 kosong")), note="", by=cast["kalsel"], seen=seen)
    with pytest.raises(ChangedMeanwhile):
        assess(row, said=said(row, ("accepted", "")), note="", by=cast["kalsel"], seen=seen)
    # The same words from a tab that is behind are no clash.
    assess(row, said=said(row, ("to_mend", "Bab 3 kosong")), note="", by=cast["kalsel"], seen=seen)


@pytest.mark.parametrize(("name", "reads"), [("tabalong", False), ("pembaca_tabalong", False), ("hst", False), ("kalteng", False), ("kalsel2", True), ("pusat", True)])
def test_the_region_does_not_read_drafts(name, reads, regions, cast):
    row = begun(regions, cast)
    assess(row, said=said(row, ("to_mend", "Bab 3 kosong")), note="Sebentar", by=cast["kalsel"])
    assert [model.objects.visible_to(cast[name]).exists() for model in (Assessment, ReviewDraft)] == [reads, reads]


def test_the_list_of_remarks(regions, cast):
    row = begun(regions, cast)
    first, second, *_rest = row.requirements()
    assert list_of_remarks({first.pk: Said("accepted", "x"), second.pk: Said("to_mend", "Bab 3 kosong")}, row.requirements()) == f"- {second.title}: Bab 3 kosong"
