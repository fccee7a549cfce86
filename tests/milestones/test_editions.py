"""A new edition: copied, changed, put in force, and districts moved to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ssk_portal.clinics.editions import of_newest_edition
from ssk_portal.clinics.models import ClinicType, Preparation, Scheme
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.comparing import edition_changes
from ssk_portal.milestones.defining import with_running
from ssk_portal.milestones.duties import begin_duties
from ssk_portal.milestones.editions import make_edition, put_in_force
from ssk_portal.milestones.models import Assessment, Assistance, Evidence, MilestoneScheme, Progress, Requirement
from ssk_portal.milestones.moving import move, units_of
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories


def url(name, *args):
    return reverse(f"milestones:{name}", args=args)


def edition(by) -> MilestoneScheme:
    return make_edition(factories.scheme(), by=by)


def asked(scheme, title) -> Requirement:
    return Requirement.objects.get(milestone__scheme=scheme, title_id=title)


PROFILE, POLICY, SIGNED = "Profil sanitasi", "Rancangan paket kebijakan", "Berita acara audiensi atau komitmen kepala daerah yang ditandatangani"


def changed(by) -> MilestoneScheme:
    """An edition in force that asks of M1: a new compulsory text, the policy as a text, the signed commitment not at all."""
    scheme = edition(by)
    policy, first = asked(scheme, POLICY), scheme.milestones.get(number=1)
    policy.kind = "text"
    policy.save()
    asked(scheme, SIGNED).delete()
    Requirement.objects.create(milestone=first, order=9, title_id="Tautan data", title_en="Link", kind="text", compulsory=True, basis="inferred", source="uji")
    return put_in_force(scheme, by=by)


def test_the_copy_knows_what_it_came_from(cast):
    first = factories.scheme()
    kind = ClinicType.objects.create(
        scheme=Scheme.objects.create(code="cc", name_id="CC", name_en="CC", valid_from=2021, source="uji"), number=1, name_id="CC", name_en="CC", basis="stated", source="uji"
    )
    Preparation.objects.create(clinic_type=kind, milestone=first.milestones.get(number=2), basis="inferred", source="uji")
    made = make_edition(first, by=cast["pusat"])
    assert (made.code, made.edition, made.follows, made.in_force_since) == (first.code, 2, first, None)
    for old, new in zip(first.milestones.all(), made.milestones.all(), strict=True):
        assert (new.predecessor, new.name_id, new.repeats) == (old, old.name_id, old.repeats)
        assert list(new.requirements.values_list("title_id", "kind", "predecessor")) == list(old.requirements.values_list("title_id", "kind", "pk"))
        assert list(new.wordings.values_list("text", "source")) == list(old.wordings.values_list("text", "source"))
    assert [row.basis for row in Preparation.objects.filter(milestone__scheme=made)] == ["inferred"]
    # Nothing names the milestone twice: while the edition is a draft the former counts, then the new one.
    assert of_newest_edition().get().milestone.scheme == first
    put_in_force(made, by=cast["pusat"])
    assert of_newest_edition().get().milestone.scheme == made


def test_one_edition_follows_another(cast):
    made = edition(cast["pusat"])
    for row in (made, made.follows):
        with pytest.raises(NotNow):
            make_edition(row, by=cast["pusat"])
    assert MilestoneScheme.objects.filter(code=made.code).count() == 2


def test_by_its_buttons(login):
    first, browser = factories.scheme(), login("pusat")
    answer = browser.post(url("scheme_edition", first.pk), key(), follow=True)
    made = answer.context["object"]
    assert (made.edition, made.why_frozen) == (2, "")
    assert "Tambah persyaratan" in answer.content.decode()
    assert browser.post(url("requirement_update", asked(made, PROFILE).pk), key()).status_code == 200
    page = browser.get(url("scheme_put_in_force", made.pk)).content.decode()
    assert "Tidak ada yang berubah" in page
    assert browser.post(url("scheme_put_in_force", made.pk), key(row_version=made.version)).status_code == 302
    made.refresh_from_db()
    assert made.in_force_since is not None
    for name in ("scheme_put_in_force", "scheme_delete"):
        assert browser.get(url(name, made.pk)).status_code == 409


def test_a_draft_edition_is_deleted_with_all_it_holds(login, cast):
    made = edition(cast["pusat"])
    assert login("pusat").post(url("scheme_delete", made.pk), key()).status_code == 302
    assert MilestoneScheme.objects.get(code=made.code).edition == 1
    assert make_edition(made.follows, by=cast["pusat"]).edition == 2


def test_what_changes_is_told_requirement_by_requirement(cast, regions):
    factories.assistance(regions["63.09"])
    scheme = changed(cast["pusat"])
    first, *rest = edition_changes(scheme)
    told = {(part.row.title_id, part.what) for part in first.requirements if part.what != "same"}
    assert told == {(POLICY, "changed"), (SIGNED, "dropped"), ("Tautan data", "added")}
    assert [(part.label, part.before, part.after) for part in first.requirements if part.what == "changed" for part in part.fields] == [("jenis", "dokumen", "teks")]
    assert not any(change.changes_something for change in rest)


def test_the_page_before_putting_in_force_tells_it(login, cast, regions):
    factories.assistance(regions["63.09"])
    made = edition(cast["pusat"])
    asked(made, SIGNED).delete()
    page = login("pusat").get(url("scheme_put_in_force", made.pk)).content.decode()
    assert SIGNED in page
    assert "tidak diminta lagi" in page
    assert "1 daerah masih menggunakan edisi sebelumnya" in page


def test_numbers_go_without_a_gap_and_stay(login, cast):
    made = edition(cast["pusat"])
    made.milestones.filter(number=4).update(number=6)
    answer = login("pusat").get(url("scheme_put_in_force", made.pk))
    assert answer.status_code == 409
    assert "sebelumnya bernomor lain" in answer.content.decode()


def returned(district, cast) -> Progress:
    """M1 of the district, sent back with a remark on the profile."""
    row = advance(factories.submitted(district, by=cast["tabalong"]), "begin", by=cast["kalsel"])
    profile = asked(row.milestone.scheme, PROFILE)
    Assessment.objects.create(progress=row, requirement=profile, verdict="to_mend", remark="Lengkapi aspek pendanaan.", written_by=cast["kalsel"])
    return advance(row, "send_back", by=cast["kalsel"], note="Lengkapi")


def test_open_work_moves_with_its_evidence(cast, regions):
    row = returned(regions["63.09"], cast)
    scheme = changed(cast["pusat"])
    (unit,) = units_of(scheme)
    assert [progress.milestone.number for progress in unit.moves] == [1, 2, 3, 4]
    assert (unit.follows, sorted(unit.dropped)) == (1, sorted([POLICY, SIGNED]))
    # Of M1 the policy in its new form and the link; of the other three everything.
    assert unit.missing == 2 + 2 + 2 + 2
    move(scheme, [unit.mark], by=cast["pusat"])
    assert set(Progress.objects.values_list("milestone__scheme", flat=True)) == {scheme.pk}
    assert Assistance.objects.get().scheme == scheme
    row = Progress.objects.get(pk=row.pk)
    assert sorted(row.evidences.values_list("requirement__title_id", "requirement__milestone__scheme__edition")) == [(SIGNED, 1), (PROFILE, 2), (POLICY, 1)]
    assert row.assessments.get().requirement == asked(scheme, PROFILE)
    assert len(row.missing()) == 2
    assert units_of(scheme) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "Pusat memindahkan Kabupaten Tabalong, 2023 ke edisi baru skema. Lihat persyaratan yang kini diminta."),
        ("en", "Pusat moved Kabupaten Tabalong, 2023 to a new edition of the scheme. See what is asked for now."),
    ],
)
def test_those_who_fill_in_are_told_of_the_move(login, cast, regions, language, sentence):
    first = factories.submitted(regions["63.09"], by=cast["tabalong"])
    factories.progress(regions["62.10"])
    scheme = changed(cast["pusat"])
    Notice.objects.all().delete()
    scheme.refresh_from_db()
    unit = next(unit for unit in units_of(scheme) if unit.region == regions["63.09"])
    answer = login("pusat").post(url("scheme_move", scheme.pk), key(row_version=scheme.version, chosen=[unit.mark], change_reason="Kepmen baru"), follow=True)
    assert "1 wilayah telah dipindahkan ke edisi ini dan diberi tahu." in answer.content.decode()
    told = Notice.objects.filter(kind=Kind.MOVED)
    second = first.assistance.progresses.get(milestone__number=2)
    assert set(told.values_list("user__username", "note", "url")) == {(name, "Kepmen baru", second.get_absolute_url()) for name in ("tabalong", "tabalong2")}
    assert Notice.objects.count() == 2
    with override(language):
        assert told[0].sentence == sentence


def test_a_province_is_told_of_its_duties(cast, regions):
    duties = factories.duties()
    begin_duties(2026, by=cast["pusat2"])
    scheme = put_in_force(make_edition(duties, by=cast["pusat"]), by=cast["pusat"])
    Notice.objects.all().delete()
    move(scheme, [unit.mark for unit in units_of(scheme) if unit.region == regions["63"]], by=cast["pusat"])
    first = Progress.objects.duties().get(region=regions["63"], milestone__number=1)
    assert set(Notice.objects.values_list("user__username", "row", "url")) == {(name, "Provinsi Kalimantan Selatan", first.get_absolute_url()) for name in ("kalsel", "kalsel2")}


def test_what_was_decided_stays_where_it_was_decided(cast, regions):
    row = advance(factories.submitted(regions["63.09"], by=cast["tabalong"]), "approve", by=cast["kalsel"])
    scheme = changed(cast["pusat"])
    (unit,) = units_of(scheme)
    assert ([progress.milestone.number for progress in unit.stays], [progress.milestone.number for progress in unit.moves]) == ([1], [2, 3, 4])
    move(scheme, [unit.mark], by=cast["pusat"])
    row.refresh_from_db()
    assert (row.state, row.milestone.scheme.edition, row.evidences.filter(requirement__milestone__scheme__edition=1).count()) == ("approved", 1, 3)
    # Once it is reopened it is open work under the former edition, and can be moved as well.
    advance(row, "reopen", by=cast["kalsel"], note="Keliru")
    (unit,) = units_of(scheme)
    assert ([progress.pk for progress in unit.moves], unit.begins) == ([row.pk], [])


def test_a_milestone_that_is_new_is_begun(cast, regions):
    factories.assistance(regions["63.09"])
    made = edition(cast["pusat"])
    fourth = made.milestones.get(number=4)
    fourth.pk, fourth.number, fourth.predecessor, fourth.name_id = None, 5, None, "Pasca"
    fourth._state.adding = True
    fourth.save()
    made = put_in_force(made, by=cast["pusat"])
    (unit,) = units_of(made)
    assert unit.begins == ["M5"]
    move(made, [unit.mark], by=cast["pusat"])
    assert list(Progress.objects.order_by("milestone__number").values_list("milestone__number", "state")) == [(number, "draft") for number in range(1, 6)]


def test_all_or_nothing_where_something_changed_since(cast, regions):
    factories.assistance(regions["63.09"])
    factories.assistance(regions["62.10"])
    scheme = changed(cast["pusat"])
    marks = [unit.mark for unit in units_of(scheme)]
    factories.submitted(regions["63.09"], by=cast["tabalong"])
    with pytest.raises(NotNow, match="telah berubah"):
        move(scheme, marks, by=cast["pusat"])
    assert not Progress.objects.filter(milestone__scheme=scheme).exists()


def test_a_district_is_moved_until_it_leaves(cast, regions):
    factories.assistance(regions["63.09"])
    scheme = changed(cast["pusat"])
    Assistance.objects.update(left_on=timezone.localdate() + timedelta(days=2), left_reason="Pindah program")
    (unit,) = units_of(scheme)
    assert [row.running for row in with_running(MilestoneScheme.objects.order_by("edition"))] == [1, 0]
    Assistance.objects.update(left_on="2024-01-01")
    assert units_of(scheme) == []
    assert [row.running for row in with_running(MilestoneScheme.objects.order_by("edition"))] == [0, 0]
    with pytest.raises(NotNow):
        move(scheme, [unit.mark], by=cast["pusat"])


def test_the_page_keeps_ticks_and_reason_and_asks_for_both(login, cast, regions):
    for code in ("63.09", "62.10"):
        factories.assistance(regions[code])
    scheme = changed(cast["pusat"])
    gumas, tabalong = units_of(scheme)
    scheme.refresh_from_db()
    browser, address = login("pusat"), url("scheme_move", scheme.pk)
    only = browser.get(address, {"provinsi": "63"}).content.decode()
    assert "Tabalong" in only
    assert "Gunung Mas, 2023" not in only
    version = {"row_version": scheme.version}
    answer = browser.post(address, key(**version, chosen=[tabalong.mark]))
    assert list(answer.context["form"].errors) == ["change_reason"]
    assert f'id="{tabalong.key}"\n                         checked' in answer.content.decode()
    answer = browser.post(address, key(**version, change_reason="Aturan baru"))
    assert list(answer.context["form"].errors) == ["chosen"]
    assert "Aturan baru" in answer.content.decode()
    answer = browser.post(address, key(**version, chosen=[tabalong.key + "-0", gumas.mark], change_reason="Aturan baru"))
    assert "Periksa kembali daftar ini" in answer.content.decode()
    assert not Progress.objects.filter(milestone__scheme=scheme).exists()
    assert browser.post(address, key(**version, chosen=[tabalong.mark], change_reason="Aturan baru")).status_code == 302
    assert {row.region.code for row in Progress.objects.filter(milestone__scheme=scheme)} == {"63.09"}
    told = Progress.objects.filter(milestone__scheme=scheme).first().events.order_by("-pgh_id").first()
    assert told.pgh_context["reason"] == "Aturan baru"


def test_evidence_no_longer_asked_stays_on_the_page(login, cast, regions):
    row = returned(regions["63.09"], cast)
    scheme = changed(cast["pusat"])
    move(scheme, [unit.mark for unit in units_of(scheme)], by=cast["pusat"])
    browser = login("tabalong")
    assert SIGNED in browser.get(row.get_absolute_url()).content.decode()
    assert browser.get(url("progress_update", row.pk)).status_code == 200
    # Taking it back is still the district's to do.
    left = Evidence.objects.get(progress=row, requirement__title_id=SIGNED)
    left.removed_at, left.removed_by = left.given_at, cast["tabalong"]
    left.save()


def test_as_many_questions_for_one_district_as_for_three(cast, regions):
    factories.assistance(regions["63.09"])
    scheme = changed(cast["pusat"])
    counts = []
    for code in (None, "63.07", "62.10"):
        if code:
            Assistance.objects.create(district=regions[code], cohort_year=2023, scheme=scheme.follows, source="uji")
        with CaptureQueriesContext(connection) as asked_for:
            units = units_of(scheme)
        counts.append((len(units), len(asked_for)))
    assert [found for found, _asked in counts] == [1, 2, 3]
    assert len({questions for _found, questions in counts}) == 1
