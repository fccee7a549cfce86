"""Who is told of each step: those whom it concerns, nobody else, never the one who acted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ssk_portal.documents.models import Document
from ssk_portal.milestones.assessing import Said, assess
from ssk_portal.milestones.models import Evidence, Milestone, MilestoneScheme, Progress
from ssk_portal.notices.models import Mail, Notice
from ssk_portal.notices.outbox import write_mails
from ssk_portal.review.actions import advance, comment
from tests.milestones import factories
from tests.review.test_steps import row_in


def told(kind) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__username", flat=True))


@pytest.mark.parametrize(
    ("state", "step", "by", "expected"),
    [
        ("draft", "submit", "tabalong", {"kalsel", "kalsel2"}),
        ("submitted", "begin", "kalsel", {"tabalong"}),
        ("in_review", "take_over", "kalsel2", {"kalsel"}),
        ("submitted", "send_back", "kalsel", {"tabalong"}),
        ("in_review", "approve", "kalsel", {"tabalong"}),
        ("in_review", "send_back", "kalsel", {"tabalong"}),
        # Whoever had the review hears that a colleague decided.
        ("in_review", "approve", "kalsel2", {"tabalong", "kalsel"}),
        ("approved", "ask_reopen", "tabalong2", {"kalsel", "kalsel2"}),
        ("approved", "reopen", "kalsel", {"tabalong"}),
        ("historical", "reopen", "kalsel", {"tabalong", "tabalong2"}),
        ("draft", "record_historical", "kalsel", {"tabalong", "tabalong2"}),
    ],
)
def test_told(state, step, by, expected, regions, cast):
    row = row_in(state, regions, cast)
    Notice.objects.all().delete()
    advance(row, step, by=cast[by], note="catatan")
    assert told(step) == expected
    assert Notice.objects.exclude(kind=step).count() == 0


@pytest.mark.parametrize(("state", "step", "by"), [("submitted", "withdraw", "tabalong"), ("in_review", "release", "kalsel")])
def test_nobody_is_told(state, step, by, regions, cast):
    row = row_in(state, regions, cast)
    Notice.objects.all().delete()
    advance(row, step, by=cast[by])
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("step", ["send_back", "approve"])
def test_those_who_worked_on_it_are_told_of_the_decision(step, regions, cast):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong2"])
    advance(row, "submit", by=cast["tabalong"])
    Notice.objects.all().delete()
    advance(row, step, by=cast["kalsel"], note="catatan")
    assert told(step) == {"tabalong", "tabalong2"}
    assert Evidence.objects.count() == Document.objects.count() == 3


def test_whoever_left_is_not_told(regions, cast):
    row = row_in("submitted", regions, cast)
    cast["tabalong"].is_active = False
    cast["tabalong"].save()
    Notice.objects.all().delete()
    advance(row, "approve", by=cast["kalsel"])
    assert told("approve") == set()


COMMENTS = [
    ("submitted", "kalsel", {"tabalong", "tabalong2"}),
    ("submitted", "tabalong", {"kalsel", "kalsel2"}),
    # Of the reviewers the one who has it; the colleague is not asked.
    ("in_review", "tabalong", {"kalsel"}),
    ("in_review", "kalsel2", {"tabalong", "tabalong2"}),
    ("draft", "kalsel", {"tabalong", "tabalong2"}),
    ("approved", "tabalong2", {"kalsel", "kalsel2"}),
    # Whoever is of neither side speaks to both.
    ("submitted", "pusat", {"tabalong", "tabalong2", "kalsel", "kalsel2"}),
]


@pytest.mark.parametrize(("state", "by", "expected"), COMMENTS)
def test_a_comment_reaches_the_other_side(state, by, expected, regions, cast):
    row = row_in(state, regions, cast)
    Notice.objects.all().delete()
    comment(row, by=cast[by], text="Halaman 3?")
    assert told("comment") == expected
    assert Notice.objects.exclude(kind="comment").count() == 0


def test_a_comment_reaches_all_reviewers_once_the_one_who_has_it_left(regions, cast):
    row = row_in("in_review", regions, cast)
    cast["kalsel"].is_active = False
    cast["kalsel"].save()
    row = Progress.objects.get(pk=row.pk)
    Notice.objects.all().delete()
    comment(row, by=cast["tabalong"], text="Halaman 3?")
    assert told("comment") == {"kalsel2"}


def test_whoever_works_elsewhere_by_now_is_not_told(regions, cast):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong2"])
    advance(row, "submit", by=cast["tabalong"])
    cast["tabalong2"].region = regions["63.07"]
    cast["tabalong2"].save()
    Notice.objects.all().delete()
    advance(row, "approve", by=cast["kalsel"])
    assert told("approve") == {"tabalong"}


def test_whoever_asked_is_told_that_it_was_reopened(regions, cast):
    row = row_in("approved", regions, cast)
    advance(row, "ask_reopen", by=cast["tabalong2"], note="salah berkas")
    Notice.objects.all().delete()
    advance(row, "reopen", by=cast["kalsel"])
    assert told("reopen") == {"tabalong", "tabalong2"}


# A duty of a province: it fills it in, the country reviews it.
OF_A_PROVINCE = [
    ("submit", "kalsel", {"pusat", "pusat2"}),
    ("begin", "pusat", {"kalsel"}),
    ("take_over", "pusat2", {"pusat"}),
    ("send_back", "pusat2", {"kalsel"}),
    ("submit", "kalsel", {"pusat", "pusat2"}),
    ("approve", "pusat", {"kalsel"}),
    ("ask_reopen", "kalsel2", {"pusat", "pusat2"}),
    ("reopen", "pusat", {"kalsel", "kalsel2"}),
]


def duty(region) -> Progress:
    """A yearly duty of a province, which asks for nothing."""
    made = MilestoneScheme.objects.create(code="tugas", name_id="Tugas", name_en="Duties", level="province", valid_from=2021, source="uji")
    milestone = Milestone.objects.create(scheme=made, number=1, symbol="T1", name_id="Kick-off", name_en="Kick-off", basis="stated", source="uji")
    return Progress.objects.create(region=region, milestone=milestone, year=2026)


def test_each_step_of_a_duty_of_a_province(regions, cast):
    row = duty(regions["63"])
    for step, by, expected in OF_A_PROVINCE:
        Notice.objects.all().delete()
        row = advance(row, step, by=cast[by], note="catatan")
        assert (step, told(step)) == (step, expected)
        assert Notice.objects.exclude(kind=step).count() == 0
    Notice.objects.all().delete()
    comment(row, by=cast["kalsel"], text="Sudah.")
    assert told("comment") == {"pusat", "pusat2"}
    comment(row, by=cast["pusat"], text="Terima kasih.")
    assert told("comment") == {"pusat", "pusat2", "kalsel", "kalsel2"}


def test_each_notice_leads_its_reader_to_the_place(regions, cast, client):
    """A reviewer's to the page of the review, the district's to its own; and the page opens."""
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    row = advance(advance(row, "submit", by=cast["tabalong"]), "begin", by=cast["kalsel"])
    first = row.requirements()[0]
    assess(row, said={first.pk: Said("to_mend", "Bab 3")}, note="", by=cast["kalsel"])
    comment(row, by=cast["tabalong"], text="Sebentar.")
    comment(row, by=cast["kalsel"], text="Baik.")
    row = advance(row, "send_back", by=cast["kalsel"], note="Lengkapi.")
    row = advance(advance(row, "submit", by=cast["tabalong"]), "approve", by=cast["kalsel2"])
    advance(row, "ask_reopen", by=cast["tabalong"], note="salah berkas")
    own, review = row.get_absolute_url(), row.get_review_url()
    expected = {
        ("submit", "kalsel"): review, ("begin", "tabalong"): own, ("comment", "kalsel"): f"{review}#comments", ("comment", "tabalong"): f"{own}#comments",
        ("send_back", "tabalong"): f"{own}#r{first.pk}", ("approve", "tabalong"): own, ("ask_reopen", "kalsel"): review,
    }  # fmt: skip
    found = {(notice.kind, notice.user.username): notice.url for notice in Notice.objects.select_related("user")}
    assert {key: found[key] for key in expected} == expected
    for (_kind, name), url in found.items():
        client.force_login(cast[name])
        page = client.get(url)
        assert page.status_code == 200, (name, url)
        if "#" in url:
            place = url.split("#")[1]
            assert f'id="{place}"' in page.content.decode()


def test_a_mail_carries_the_place(regions, cast):
    row = row_in("submitted", regions, cast)
    Notice.objects.all().delete()
    comment(row, by=cast["tabalong"], text="Sudah kami lengkapi.")
    cast["kalsel"].rhythm = "at_once"
    cast["kalsel"].save()
    write_mails(timezone.now() + timedelta(seconds=1))
    assert f"{row.get_review_url()}#comments" in Mail.objects.get(user=cast["kalsel"]).body
