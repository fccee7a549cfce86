"""What a district changed since a milestone was last sent back."""

import pytest

from ssk_portal.milestones.changes import MOST_WORDS, changes_of, compared, summary_changes, with_last_return
from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.review.actions import advance
from tests.milestones import factories
from tests.milestones.reviewing import replace, take_back


def pieces(before, after):
    return [(piece.kind, piece.text.strip()) for piece in compared(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("satu dua tiga", "satu empat tiga", [("", "satu"), ("del", "dua"), ("ins", "empat"), ("", "tiga")]),
        ("satu", "satu dua", [("", "satu"), ("ins", "dua")]),
        ("satu dua", "dua", [("del", "satu"), ("", "dua")]),
        ("", "satu", [("ins", "satu")]),
        ("satu", "", [("del", "satu")]),
        ("satu\ndua", "satu dua", [("", "satu dua")]),
    ],
)
def test_texts_are_compared_word_by_word(before, after, expected):
    assert pieces(before, after) == expected


def test_long_texts_stand_whole():
    long = "kata " * (MOST_WORDS + 1)
    assert pieces(long, "pendek") == [("del", long.strip()), ("ins", "pendek")]


def returned(regions, cast):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    return advance(row, "send_back", by=cast["kalsel"], note="Lengkapi.")


def found(row):
    """The changes, by the requirement's place: kind, what it says, what it said before."""
    row = with_last_return(Progress.objects.filter(pk=row.pk)).get()
    every = list(Evidence.objects.filter(progress=row).order_by("given_at", "pk"))
    told = []
    for place, requirement in enumerate(row.requirements()):
        versions = [evidence for evidence in every if evidence.requirement_id == requirement.pk]
        told += [(place, change.kind, change.evidence.pk, change.before and change.before.pk) for change in changes_of(versions, row.returned_at)]
    return told


def test_nothing_changed(regions, cast):
    row = returned(regions, cast)
    assert found(row) == []
    assert summary_changes(with_last_return(Progress.objects.filter(pk=row.pk)).get()) == []


def test_new_replaced_and_taken_back(regions, cast):
    row = returned(regions, cast)
    first, second, _third = row.evidences.order_by("requirement__order")
    later = replace(first, by=cast["tabalong2"], document=first.document)
    last = replace(later, by=cast["tabalong"], document=first.document)  # the one in between was never seen
    take_back(second, by=cast["tabalong"])
    more = Evidence.objects.create(progress=row, requirement=first.requirement, document=second.document, given_by=cast["tabalong"])
    seen_place = {evidence.pk: [requirement.pk for requirement in row.requirements()].index(evidence.requirement_id) for evidence in (first, second)}
    assert sorted(found(row)) == sorted(
        [(seen_place[first.pk], "replaced", last.pk, first.pk), (seen_place[first.pk], "new", more.pk, None), (seen_place[second.pk], "taken_back", second.pk, None)]
    )


def test_what_came_and_went_between_two_reviews_is_no_change(regions, cast):
    row = returned(regions, cast)
    first = row.evidences.first()
    passing = Evidence.objects.create(progress=row, requirement=first.requirement, document=first.document, given_by=cast["tabalong"])
    take_back(passing, by=cast["tabalong"])
    assert found(row) == []


def test_only_the_last_return_counts(regions, cast):
    row = returned(regions, cast)
    replace(row.evidences.first(), by=cast["tabalong"], document=row.evidences.first().document)
    row = advance(row, "submit", by=cast["tabalong"])
    assert len(found(row)) == 1  # still so while it is reviewed
    row = advance(row, "send_back", by=cast["kalsel"], note="Sekali lagi.")
    assert found(row) == []


def test_the_summary_before_and_after(regions, cast):
    row = returned(regions, cast)
    row.summary = "Profil selesai dan ditandatangani."
    row.save()
    row = advance(row, "submit", by=cast["tabalong"])
    told = summary_changes(with_last_return(Progress.objects.filter(pk=row.pk)).get())
    assert [(piece.kind, piece.text.strip()) for piece in told] == [("", "Profil"), ("del", "selesai."), ("ins", "selesai dan ditandatangani.")]


def test_what_was_never_sent_back_has_no_changes(regions, cast):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert with_last_return(Progress.objects.filter(pk=row.pk)).get().returned_at is None
