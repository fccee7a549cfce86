"""The draft of a milestone: filled in by its district, file by file, and nothing typed is lost."""

import pytest
from django.urls import reverse

from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.review.actions import MOST_SIGNS, advance
from tests.common.uploads import files
from tests.factories import key
from tests.milestones import factories


def address(row):
    return reverse("milestones:progress_update", args=[row.pk])


def field(row, title):
    return f"r{row.milestone.requirements.get(title_id=title).pk}"


def filled(row, **fields):
    row.refresh_from_db()
    return key(**{"row_version": row.version, "summary": "Profil selesai.", **fields})


def test_a_draft_is_saved_with_several_files(login, regions):
    row = factories.progress(regions["63.09"])
    name = field(row, "Profil sanitasi")
    sent = filled(row, **{name: [files.upload("satu.pdf", files.pdf()), files.upload("peta.png", files.picture())]})
    answer = login("tabalong").post(address(row), sent)
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    kept = row.evidences.values_list("document__name", "document__content_type", "given_by__username")
    assert set(kept) == {("satu.pdf", "application/pdf", "tabalong"), ("peta.jpg", "image/jpeg", "tabalong")}
    assert Progress.objects.get(pk=row.pk).summary == "Profil selesai."


def test_the_form_says_once_what_files_are_taken_and_how_its_fields_are_called(login, regions):
    row = factories.progress(regions["63.09"])
    shown = login("tabalong").get(address(row)).content.decode()
    assert '<p class="form-text">Berkas: Beberapa berkas dapat dipilih sekaligus.' in shown
    assert shown.count('class="form-text visually-hidden">Beberapa berkas') == shown.count("Beberapa berkas dapat") - 1 > 1
    assert shown.count('class="form-label visually-hidden">') == shown.count('<fieldset class="form-section">')
    assert 'class="form-label visually-hidden">Profil sanitasi: tambah berkas</label>' in shown


def test_values_are_given_changed_and_taken_away(login, regions):
    row = factories.progress(regions["63.09"], 3)
    villages, visit = field(row, "Desa atau kelurahan lokasi uji coba"), field(row, "Kunjungan pemantauan dan evaluasi")
    browser = login("tabalong")
    browser.post(address(row), filled(row, **{villages: "Kambitin", visit: "2023-11-08"}))
    assert set(row.evidences.values_list("text", "date")) == {("Kambitin", None), ("", row.evidences.get(text="").date)}
    page = browser.get(address(row)).content.decode()
    assert "Kambitin" in page
    assert 'value="2023-11-08"' in page
    browser.post(address(row), filled(row, **{villages: "Kambitin dan Agung", visit: ""}))
    assert list(row.evidences.values_list("text", flat=True)) == ["Kambitin dan Agung"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: files.upload("besar.pdf", files.pdf() + b"0" * 40 * 1024 * 1024), "besar.pdf"),
        (lambda: files.upload("halaman.pdf", files.HTML), "halaman.pdf"),
    ],
)
def test_a_refused_file_is_told_at_its_field_and_the_rest_is_saved(file, sentence, login, regions):
    row = factories.progress(regions["63.09"])
    name, other = field(row, "Profil sanitasi"), field(row, "Rancangan paket kebijakan")
    browser = login("tabalong")
    answer = browser.post(address(row), filled(row, **{name: [file()], other: [files.upload("baik.pdf", files.pdf())]}), follow=True)
    form = answer.context["form"]
    assert {field: len(errors) for field, errors in form.errors.items()} == {name: 1}
    assert sentence in form.errors[name][0]
    assert f'aria-describedby="id_{name}_helptext id_{name}_error"' in answer.content.decode()
    assert answer.content.decode().count(f'id="id_{name}_error"') == 1
    # Not "saved" beside it, as if all were.
    assert [str(message) for message in answer.context["messages"]] == ["Tersimpan, kecuali berkas yang disebut di bawah."]
    assert Progress.objects.get(pk=row.pk).summary == "Profil selesai."
    assert list(row.evidences.values_list("document__name", flat=True)) == ["baik.pdf"]
    assert dict(browser.get(address(row)).context["form"].errors) == {}  # told once


def test_an_unreadable_value_keeps_what_was_typed_and_names_the_files(login, regions):
    row = factories.progress(regions["63.09"], 3)
    visit, report = field(row, "Kunjungan pemantauan dan evaluasi"), field(row, "Hasil pemantauan dan evaluasi uji coba")
    answer = login("tabalong").post(address(row), filled(row, **{visit: "kemarin", report: [files.upload("laporan.pdf", files.pdf())]}))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {visit, report}
    assert "laporan.pdf" in answer.context["form"].errors[report][0]
    assert 'value="kemarin"' in answer.content.decode()
    assert "Profil selesai." in answer.content.decode()
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("box", ["summary", "text"])
def test_a_text_without_an_end_is_told_at_its_box_and_stays_there(box, login, regions):
    row, long = factories.progress(regions["63.09"], 3), "x" * (MOST_SIGNS + 1)
    name = {"summary": "summary", "text": field(row, "Desa atau kelurahan lokasi uji coba")}[box]
    answer = login("tabalong").post(address(row), filled(row, **{name: long}))
    assert answer.context["form"].errors[name] == ["Teks ini lebih dari 10.000 karakter. Persingkat teksnya, atau berikan selebihnya sebagai berkas."]
    page = answer.content.decode()
    assert (f"{long}</textarea>" in page, "maxlength" in page) == (True, False)
    assert not Evidence.objects.exists()
    assert login("tabalong").post(address(row), filled(row, **{name: long[1:]})).status_code == 302


def test_a_form_sent_twice_is_done_once(login, regions):
    row = factories.progress(regions["63.09"])
    sent = filled(row)
    name = field(row, "Profil sanitasi")
    browser = login("tabalong")
    answers = [browser.post(address(row), sent | {name: [files.upload("satu.pdf", files.pdf())]}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1].url == row.get_absolute_url()
    assert row.evidences.count() == 1


def test_a_second_editor_sees_both_versions_and_loses_nothing(client, cast, regions):
    row = factories.progress(regions["63.09"], 3)
    villages = field(row, "Desa atau kelurahan lokasi uji coba")
    early = filled(row, **{villages: "Agung"})
    client.force_login(cast["tabalong"])
    client.post(address(row), filled(row, **{villages: "Kambitin"}) | {"summary": "Yang pertama."})
    client.force_login(cast["tabalong2"])
    answer = client.post(address(row), early)
    assert answer.status_code == 409
    shown = {(difference.typed, difference.now) for difference in answer.context["conflict"]}
    assert shown == {("Profil selesai.", "Yang pertama."), ("Agung", "Kambitin")}
    assert ">\nAgung</textarea>" in answer.content.decode()
    assert row.evidences.get().text == "Kambitin"
    again = early | key(row_version=answer.context["row_version"])
    assert client.post(address(row), again).status_code == 302
    assert row.evidences.get().text == "Agung"


def test_the_note_of_the_last_return_stands_on_top(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    advance(row, "send_back", by=cast["kalsel"], note="Halaman 3 kosong.")
    page = login("tabalong").get(address(row)).content.decode()
    assert page.index("Halaman 3 kosong.") < page.index("id_summary")
    assert "Kalsel" in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("tabalong", 200), ("tabalong2", 200), ("hst", 404), ("gumas", 404), ("kalsel", 403), ("kalteng", 404), ("pusat", 403), ("admin", 403), ("pembaca_tabalong", 403)],
)
def test_who_opens_the_form(name, status, login, regions):
    row = factories.progress(regions["63.09"])
    assert login(name).get(address(row)).status_code == status


@pytest.mark.parametrize("state", ["submitted", "approved", "historical"])
def test_a_locked_milestone_is_not_filled_in(state, login, cast, regions):
    if state == "historical":
        row = factories.historical(regions["63.09"], by=cast["kalsel"])
    else:
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    if state == "approved":
        advance(row, "approve", by=cast["kalsel"])
    browser = login("tabalong")
    assert browser.get(address(row)).status_code == 409
    assert browser.post(address(row), filled(row, summary="lain")).status_code == 409
    assert Progress.objects.get(pk=row.pk).summary == row.summary


def test_what_comes_after_it_was_submitted_elsewhere_stands_on_the_page(login, cast, regions):
    """Another window or a colleague was faster: nothing is saved any more, and what was typed can be copied."""
    row = factories.complete(factories.progress(regions["63.09"], 3), cast["tabalong"])
    villages, visit = field(row, "Desa atau kelurahan lokasi uji coba"), field(row, "Kunjungan pemantauan dan evaluasi")
    sent = filled(row, summary=row.summary, **{villages: "Kambitin\r\n<b>Agung</b>", visit: "kemarin"})
    for number in (1, 2):
        factories.submitted(regions["63.09"], number, by=cast["tabalong"])
    advance(row, "submit", by=cast["tabalong2"])
    answer = login("tabalong").post(address(row), sent)
    assert answer.status_code == 409
    assert dict(answer.context["typed"]) == {"Desa atau kelurahan lokasi uji coba": "Kambitin\r\n<b>Agung</b>", "Kunjungan pemantauan dan evaluasi": "kemarin"}, (
        "not the summary: it stands there"
    )
    page = answer.content.decode()
    assert "Kambitin\r\n&lt;b&gt;Agung&lt;/b&gt;</textarea>" in page
    assert "sudah diajukan" in page
    assert f'href="{row.get_absolute_url()}"' in page


def test_other_methods_are_refused(login, regions):
    row = factories.progress(regions["63.09"])
    assert login("tabalong").delete(address(row)).status_code == 405
