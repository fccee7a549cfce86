"""Evidence: given, replaced, taken back; what was shown to a reviewer stays readable."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.actions import remove_assistance
from ssk_portal.milestones.giving import fill_in, give_file, take_back
from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.review.actions import advance
from tests.common.uploads import files
from tests.factories import key
from tests.milestones import factories
from tests.milestones.test_progress_update import address, field, filled


@pytest.fixture
def row(regions):
    return factories.progress(regions["63.09"])


@pytest.fixture
def third(regions):
    return factories.progress(regions["63.09"], 3)


def profile(row):
    return row.milestone.requirements.get(title_id="Profil sanitasi")


def pdf(name="satu.pdf", extra=b""):
    return files.upload(name, files.pdf(extra))


def test_a_file_is_replaced_and_the_one_before_can_still_be_opened(row, login, cast):
    old = give_file(row, profile(row), pdf(), by=cast["tabalong"])
    browser = login("tabalong")
    page = browser.get(address(row)).content.decode()
    assert "Ganti “satu.pdf” dengan" in page
    answer = browser.post(address(row), filled(row, **{f"e{old.pk}": [pdf("dua.pdf", b"% lain")]}))
    assert answer.status_code == 302
    new = row.evidences.current().get()
    assert (new.document.name, new.replaces_id) == ("dua.pdf", old.pk)
    old = Evidence.objects.get(pk=old.pk)
    assert (old.removed_by, old.is_current) == (cast["tabalong"], False)
    detail = login("kalsel").get(row.get_absolute_url()).content.decode()
    assert "versi sebelumnya (1)" in detail
    assert old.get_file_url() in detail
    for name, status in (("kalsel", 200), ("pembaca", 200), ("hst", 404)):
        answer = login(name).get(old.get_file_url())
        assert answer.status_code == status
        assert status == 404 or answer.getvalue() == files.pdf()


def test_a_replacement_that_is_refused_leaves_the_file_and_saves_the_rest(row, login, cast):
    old = give_file(row, profile(row), pdf(), by=cast["tabalong"])
    answer = login("tabalong").post(address(row), filled(row, **{f"e{old.pk}": [files.upload("halaman.pdf", files.HTML)]}), follow=True)
    assert "halaman.pdf" in answer.context["form"].errors[f"e{old.pk}"][0]
    assert list(row.evidences.values_list("document__name", "removed_at")) == [("satu.pdf", None)]
    assert Progress.objects.get(pk=row.pk).summary == "Profil selesai."


def test_a_file_chosen_for_one_that_is_gone_is_asked_for_again(row, login, cast):
    old = give_file(row, profile(row), pdf(), by=cast["tabalong"])
    late = filled(row, **{f"e{old.pk}": [pdf("dua.pdf", b"% lain")]})
    take_back(old, by=cast["tabalong2"])
    answer = login("tabalong").post(address(row), late)
    assert answer.status_code == 409
    assert "dua.pdf" in answer.content.decode()


def test_taken_back_once(row, cast):
    evidence = give_file(row, profile(row), pdf(), by=cast["tabalong"])
    take_back(evidence, by=cast["tabalong"])
    assert len(row.missing()) == 3
    with pytest.raises(NotNow, match="ditarik kembali"):
        take_back(evidence, by=cast["tabalong"])


def test_a_value_that_nobody_was_shown_is_changed_in_place(third, cast):
    villages = third.milestone.requirements.get(title_id="Desa atau kelurahan lokasi uji coba")
    for text in ("Kam", "Kambitin", "Kambitin dan Agung"):
        fill_in(third, values={villages: text}, files={}, by=cast["tabalong"])
    assert list(third.evidences.values_list("text", flat=True)) == ["Kambitin dan Agung"]
    fill_in(third, values={villages: ""}, files={}, by=cast["tabalong"])
    assert third.evidences.count() == 0


@pytest.mark.parametrize("back", ["withdraw", "send_back"])
def test_a_value_that_was_submitted_gets_a_version(back, third, cast, regions):
    for number in (1, 2):
        factories.historical(regions["63.09"], number, by=cast["kalsel"])
    row = advance(factories.complete(third, cast["tabalong"]), "submit", by=cast["tabalong"])
    row = advance(row, back, by=cast["tabalong" if back == "withdraw" else "kalsel"], note="Nama desa?")
    villages = row.milestone.requirements.get(title_id="Desa atau kelurahan lokasi uji coba")
    shown = row.evidences.get(requirement=villages)
    for text in ("Agung", "Agung dan Kambitin"):
        fill_in(row, values={villages: text}, files={}, by=cast["tabalong2"])
    old, new = row.evidences.filter(requirement=villages)
    assert (old.pk, old.text, old.is_current) == (shown.pk, "Desa Kambitin", False)
    assert (new.text, new.replaces_id, new.given_by) == ("Agung dan Kambitin", old.pk, cast["tabalong2"])
    fill_in(row, values={villages: ""}, files={}, by=cast["tabalong2"])
    fill_in(row, values={villages: "Mabu'un"}, files={}, by=cast["tabalong2"])
    assert row.evidences.current().get(requirement=villages).replaces_id == old.pk


def test_pictures_are_kept_smaller_and_papers_as_they_came(row, cast):
    asked = profile(row)
    photo = give_file(row, asked, files.upload("foto.jpg", files.photo(size=(3000, 2400))), by=cast["tabalong"])
    paper = give_file(row, asked, pdf(), by=cast["tabalong"])
    with Image.open(photo.document.path) as kept:
        assert max(kept.size) == 2000
    assert paper.document.size == len(files.pdf())


def test_a_requirement_takes_the_kinds_that_it_names(row, login):
    asked = profile(row)
    factories.thaw()
    type(asked).objects.filter(pk=asked.pk).update(accepts=["pdf", "excel"])
    browser, name = login("tabalong"), f"r{asked.pk}"
    page = browser.get(address(row)).content.decode()
    assert 'accept=".pdf,.xlsx"' in page
    assert "Yang diterima di sini: PDF, Excel (xlsx), paling besar 20 MB." in page
    answer = browser.post(address(row), filled(row, **{name: [files.upload("foto.png", files.PNG), pdf()]}), follow=True)
    [sentence] = answer.context["form"].errors[name]
    assert "foto.png" in sentence
    assert sentence.endswith("pdf, xlsx.")
    assert list(row.evidences.values_list("document__name", flat=True)) == ["satu.pdf"]


def test_a_picture_that_cannot_be_kept_is_named_and_the_rest_is_saved(row, login):
    """It passes the check of files, and moves: only packing it anew tells."""
    moving = io.BytesIO()
    first, second = (Image.new("RGB", (4, 4), colour) for colour in ("teal", "white"))
    first.save(moving, "WEBP", save_all=True, append_images=[second])
    name = field(row, "Profil sanitasi")
    answer = login("tabalong").post(address(row), filled(row, **{name: [files.upload("gerak.webp", moving.getvalue()), pdf()]}), follow=True)
    assert "gerak.webp" in answer.context["form"].errors[name][0]
    assert list(row.evidences.values_list("document__name", flat=True)) == ["satu.pdf"]


def test_the_verb_refuses_a_file_too(row, cast):
    with pytest.raises(ValidationError):
        fill_in(row, values={}, files={profile(row): [files.upload("halaman.pdf", files.HTML)]}, by=cast["tabalong"])
    assert row.evidences.count() == 0


def test_a_mistaken_assistance_goes_with_what_was_taken_back(row, cast):
    old = give_file(row, profile(row), pdf(), by=cast["tabalong"])
    new = give_file(row, profile(row), pdf("dua.pdf", b"% lain"), by=cast["tabalong"], replaces=old)
    with pytest.raises(NotNow):
        remove_assistance(row.assistance, by=cast["kalsel"])
    take_back(new, by=cast["tabalong"])
    remove_assistance(row.assistance, by=cast["kalsel"])
    assert (Progress.objects.count(), Evidence.objects.count()) == (0, 0)


def test_size_kind_time_and_who_stand_beside_a_file(row, login, cast):
    give_file(row, profile(row), pdf(), by=cast["tabalong"])
    for url in (row.get_absolute_url(), address(row)):
        page = login("tabalong").get(url).content.decode()
        assert "PDF, " in page
        assert "Tabalong, <time" in page
        assert "WITA</time>" in page


def test_taking_back_says_what_becomes_of_it(row, login, cast):
    evidence = give_file(row, profile(row), pdf(), by=cast["tabalong"])
    url = reverse("milestones:evidence_delete", args=[evidence.pk])
    browser = login("tabalong")
    assert "tetap dapat dibaca di sana sebagai versi sebelumnya" in browser.get(url).content.decode()
    answer = browser.post(url, key(next=address(row)), follow=True)
    assert answer.redirect_chain == [(address(row), 302)]
    assert "versi sebelumnya (1)" in answer.content.decode()
