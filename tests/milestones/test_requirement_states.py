"""How a requirement stands: one rule, from what was given, what the reviewer told, how the milestone stands."""

import re

import pytest
from django.utils import translation

from ssk_portal.milestones.giving import fill_in, give_file, take_back
from ssk_portal.milestones.models import Assessment, Milestone, MilestoneScheme, Progress, Requirement
from ssk_portal.milestones.overview import BADGES, RequirementState, asked_of, how_complete
from ssk_portal.review.actions import advance
from tests.common.uploads import files
from tests.milestones import factories
from tests.milestones.test_progress_update import address, filled

PROFILE, PACKAGE, PLEDGE = "Profil sanitasi", "Rancangan paket kebijakan", "Berita acara audiensi atau komitmen kepala daerah yang ditandatangani"


def states(row):
    return {part.requirement.title_id: part.state for part in asked_of(Progress.objects.select_related("milestone", "region").get(pk=row.pk))}


def said(row, by, **verdicts):
    """The review of `row`, with a verdict on some of its requirements, sent back."""
    row = advance(row, "begin", by=by)
    titles = {"profile": PROFILE, "package": PACKAGE, "pledge": PLEDGE}
    for name, verdict in verdicts.items():
        requirement = row.milestone.requirements.get(title_id=titles[name])
        Assessment.objects.create(progress=row, requirement=requirement, verdict=verdict, remark="Halaman 3 kosong." if verdict == "to_mend" else "", written_by=by)
    return advance(row, "send_back", by=by, note="Perbaiki.")


@pytest.fixture
def sent(cast, regions):
    return factories.submitted(regions["63.09"], by=cast["tabalong"])


def another(row, title, by):
    given = row.evidences.current().get(requirement__title_id=title)
    return give_file(row, given.requirement, files.upload("baru.pdf", files.pdf(b"% baru")), by=by, replaces=given)


def test_nothing_was_given(regions):
    found = states(factories.progress(regions["63.09"]))
    assert found[PROFILE] == found[PACKAGE] == RequirementState.MISSING
    assert set(found.values()) == {RequirementState.MISSING, RequirementState.OPTIONAL_EMPTY}


def test_draft_then_handed_in_then_accepted(cast, regions):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    assert states(row)[PROFILE] == RequirementState.DRAFT
    row = advance(row, "submit", by=cast["tabalong"])
    assert states(row)[PROFILE] == RequirementState.GIVEN
    assert states(advance(row, "withdraw", by=cast["tabalong"]))[PROFILE] == RequirementState.DRAFT
    row = advance(advance(row, "submit", by=cast["tabalong"]), "approve", by=cast["kalsel"])
    assert states(row)[PROFILE] == RequirementState.ACCEPTED


def test_what_the_reviewer_said_of_each(sent, cast):
    row = said(sent, cast["kalsel"], profile="to_mend", package="accepted")
    assert [states(row)[name] for name in (PROFILE, PACKAGE, PLEDGE)] == [RequirementState.RETURNED, RequirementState.ACCEPTED, RequirementState.GIVEN]


def test_mended_by_another_file_and_until_the_next_remark(sent, cast):
    row = said(sent, cast["kalsel"], profile="to_mend", package="accepted")
    another(row, PROFILE, cast["tabalong"])
    assert states(row)[PROFILE] == RequirementState.MENDED
    row = advance(Progress.objects.get(pk=row.pk), "submit", by=cast["tabalong"])
    assert (states(row)[PROFILE], states(row)[PACKAGE]) == (RequirementState.MENDED, RequirementState.ACCEPTED)
    row = said(row, cast["kalsel"], profile="to_mend")
    assert states(row)[PROFILE] == RequirementState.RETURNED


def test_sent_again_without_a_change_it_still_has_to_be_mended(sent, cast):
    row = said(sent, cast["kalsel"], profile="to_mend")
    assert states(advance(row, "submit", by=cast["tabalong"]))[PROFILE] == RequirementState.RETURNED


def test_what_was_accepted_and_changed_is_looked_at_anew(sent, cast):
    row = said(sent, cast["kalsel"], package="accepted")
    another(row, PACKAGE, cast["tabalong"])
    assert states(row)[PACKAGE] == RequirementState.DRAFT
    assert states(advance(Progress.objects.get(pk=row.pk), "submit", by=cast["tabalong"]))[PACKAGE] == RequirementState.GIVEN


def test_taken_back_it_is_missing_again(sent, cast):
    row = said(sent, cast["kalsel"], profile="to_mend")
    take_back(row.evidences.get(requirement__title_id=PROFILE), by=cast["tabalong"])
    assert states(row)[PROFILE] == RequirementState.MISSING


def test_of_a_historical_milestone_nothing_is_asked(cast, regions):
    row = factories.historical(regions["63.09"], by=cast["kalsel"])
    assert set(states(row).values()) == {RequirementState.NOT_ASKED}
    assert how_complete(asked_of(row)) == ""


def test_remarks_that_were_not_told_change_nothing(sent, cast):
    row = advance(sent, "begin", by=cast["kalsel"])
    requirement = row.milestone.requirements.get(title_id=PROFILE)
    Assessment.objects.create(progress=row, requirement=requirement, verdict="to_mend", remark="Rahasia dulu.", written_by=cast["kalsel"])
    assert states(row)[PROFILE] == RequirementState.GIVEN


def test_how_much_is_complete(cast, regions):
    row = factories.progress(regions["63.09"])
    with translation.override("id"):
        assert how_complete(asked_of(row)) == "0 dari 3 persyaratan wajib lengkap"
        fill_in(row, values={}, files={row.milestone.requirements.get(title_id=PROFILE): [files.upload("a.pdf", files.pdf())]}, by=cast["tabalong"])
        assert how_complete(asked_of(row)) == "1 dari 3 persyaratan wajib lengkap"


def test_each_state_has_a_shape_of_its_own():
    assert set(BADGES) == set(RequirementState)
    assert len(set(BADGES.values())) == len(BADGES)


@pytest.mark.parametrize(
    ("language", "words"), [("id", ("perlu diperbaiki", "sudah diperbaiki", "diterima")), ("en", ("has to be corrected", "corrected", "accepted by the reviewer"))]
)
def test_page_and_form_show_word_shape_and_remark(language, words, sent, login, cast):
    row = said(sent, cast["kalsel"], profile="to_mend", package="accepted", pledge="to_mend")
    another(row, PLEDGE, cast["tabalong"])
    browser = login("tabalong")
    browser.cookies["django_language"] = language
    for url in (row.get_absolute_url(), address(row)):
        page = browser.get(url).content.decode()
        assert page.count("Halaman 3 kosong.") == 2
        for badge, word in zip(("returned", "published", "approved"), words, strict=True):
            before = page.partition(f"</svg>{word}</span>")[0]
            assert before != page, (url, word)
            assert f's-{badge}"' in before.rsplit("<span", 1)[-1], (url, word)


def test_what_stands_before_the_district(cast, login, regions):
    row = factories.progress(regions["63.09"])
    browser, page = login("tabalong"), row.get_absolute_url()
    shown = browser.get(page).content.decode()
    assert "Yang masih kurang" in shown
    assert f'action="{page}langkah/submit/"' not in shown
    row = factories.complete(row, cast["tabalong"])
    shown = browser.get(page).content.decode()
    assert "Yang masih kurang" not in shown
    assert f'action="{page}langkah/submit/"' in shown
    assert "diperiksa oleh Provinsi Kalimantan Selatan" in shown
    row = advance(row, "submit", by=cast["tabalong"])
    shown = browser.get(page).content.decode()
    assert f'action="{page}langkah/withdraw/"' in shown
    advance(row, "begin", by=cast["kalsel"])
    shown = browser.get(page).content.decode()
    assert f'action="{page}langkah/withdraw/"' not in shown
    assert "Sedang diperiksa" in shown


def test_sent_back_and_not_changed_mending_comes_before_submitting(sent, cast, login):
    row = said(sent, cast["kalsel"], profile="to_mend")
    shown = login("tabalong").get(row.get_absolute_url()).content.decode().split('id="next"')[1].split("</section>")[0]
    assert re.findall(r'class="btn btn-(\w+)', shown) == ["primary", "secondary"]
    assert shown.index("/ubah/") < shown.index("/langkah/submit/")


def test_the_order_of_work_is_told_where_the_button_would_be(cast, login, regions):
    row = factories.complete(factories.progress(regions["63.09"], 2), cast["tabalong"])
    shown = login("tabalong").get(row.get_absolute_url()).content.decode()
    assert f'action="{row.get_absolute_url()}langkah/submit/"' not in shown
    assert "M1" in shown.split('id="next"')[1].split("</section>")[0]


def test_a_province_fills_in_its_own_duty(login, cast, regions):
    made = MilestoneScheme.objects.create(code="tugas", level="province", name_id="Tugas", name_en="Duties", valid_from=2026, source="uji")
    milestone = Milestone.objects.create(scheme=made, number=1, symbol="T1", name_id="Kick-off", name_en="Kick-off", basis="inferred", source="uji")
    asked = Requirement.objects.create(milestone=milestone, title_id="Tanggal", title_en="Day", kind="date", compulsory=True, basis="inferred", source="uji")
    row = Progress.objects.create(region=regions["63"], milestone=milestone, year=2026)
    browser = login("kalsel")
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "T1 2026 Kick-off" in page
    assert "0 dari 1 persyaratan wajib lengkap" in page
    assert browser.post(address(row), filled(row, **{f"r{asked.pk}": "2026-03-01"})).status_code == 302
    assert "diperiksa oleh pusat" in browser.get(row.get_absolute_url()).content.decode()
    assert [login(name).get(address(row)).status_code for name in ("pusat", "kalteng", "tabalong")] == [403, 404, 404]
