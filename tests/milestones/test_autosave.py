"""Saving a draft while it is written: the same form and rules, one version at a time, nothing saved over another's words."""

import pytest
from django.urls import reverse

from ssk_portal.milestones.models import Progress
from ssk_portal.review.actions import advance
from tests.common.uploads import files
from tests.milestones import factories
from tests.milestones.test_progress_update import address, field, filled


def autosave(row):
    return reverse("milestones:progress_autosave", args=[row.pk])


@pytest.fixture
def row(regions):
    return factories.progress(regions["63.09"], 3)


@pytest.fixture
def villages(row):
    return field(row, "Desa atau kelurahan lokasi uji coba")


def test_text_and_values_are_saved_and_the_next_version_and_key_come_back(row, villages, login):
    browser = login("tabalong")
    answer = browser.post(autosave(row), filled(row, **{villages: "Kambitin"}), follow=True)
    told = answer.json()
    row.refresh_from_db()
    assert (row.summary, row.evidences.get().text) == ("Profil selesai.", "Kambitin")
    assert told["version"] == str(row.version)
    assert len(told["key"]) == 36
    again = browser.post(autosave(row), {"form_key": told["key"], "row_version": told["version"], "summary": "Lagi.", villages: "Kambitin"}, follow=True)
    assert again.json()["version"] == str(row.version + 1)
    assert Progress.objects.get(pk=row.pk).summary == "Lagi."
    assert row.evidences.count() == 1


def test_after_a_lost_answer_the_same_is_not_done_twice(row, villages, login):
    browser = login("tabalong")
    sent = filled(row, **{villages: "Kambitin"})
    first, second = (browser.post(autosave(row), sent, follow=True).json() for _time in range(2))
    assert first["version"] == second["version"] == str(Progress.objects.get(pk=row.pk).version)
    other = browser.post(autosave(row), sent | {"summary": "Lain."})
    assert other.status_code == 409
    assert Progress.objects.get(pk=row.pk).summary == "Profil selesai."


def test_without_a_key_nothing_is_saved(row, login):
    sent = filled(row)
    del sent["form_key"]
    assert login("tabalong").post(autosave(row), sent).status_code == 409
    assert Progress.objects.get(pk=row.pk).summary == ""


def test_it_stops_where_another_was_faster(row, client, cast):
    early = filled(row, summary="Yang kedua.")
    client.force_login(cast["tabalong2"])
    client.post(address(row), filled(row, summary="Yang pertama."))
    client.force_login(cast["tabalong"])
    answer = client.post(autosave(row), early)
    assert answer.status_code == 409
    assert "di jendela lain atau oleh orang lain" in answer.json()["sentence"]
    assert Progress.objects.get(pk=row.pk).summary == "Yang pertama."
    compared = client.post(address(row), early)
    assert {(difference.typed, difference.now) for difference in compared.context["conflict"]} == {("Yang kedua.", "Yang pertama.")}
    assert 'data-draft=""' in compared.content.decode()  # while both are compared, nothing is saved by itself


def test_submitted_in_another_window_it_says_so(row, regions, login, cast):
    for number in (1, 2):
        factories.historical(regions["63.09"], number, by=cast["kalsel"])
    factories.complete(row, cast["tabalong"])
    late = filled(row, summary="Terlambat.")
    advance(row, "submit", by=cast["tabalong2"])
    answer = login("tabalong").post(autosave(row), late)
    assert answer.status_code == 409
    assert answer.json()["sentence"].startswith("Isian ini sudah diajukan")
    assert Progress.objects.get(pk=row.pk).summary == "Profil selesai."


def test_what_is_half_typed_is_named_and_nothing_is_saved(row, login):
    visit = field(row, "Kunjungan pemantauan dan evaluasi")
    answer = login("tabalong").post(autosave(row), filled(row, **{visit: "kemarin"}))
    assert answer.status_code == 422
    assert answer.json()["sentence"].startswith("Kunjungan pemantauan dan evaluasi: ")
    assert Progress.objects.get(pk=row.pk).summary == ""


def test_files_are_not_taken_this_way(row, login):
    name = field(row, "Hasil pemantauan dan evaluasi uji coba")
    answer = login("tabalong").post(autosave(row), filled(row, **{name: [files.upload("a.pdf", files.pdf())]}))
    assert answer.status_code == 302
    assert row.evidences.count() == 0


@pytest.mark.parametrize(("name", "status"), [("hst", 404), ("gumas", 404), ("kalsel", 403), ("pusat", 403), ("pembaca_tabalong", 403)])
def test_who_may(name, status, row, login):
    assert login(name).post(autosave(row), filled(row)).status_code == status
    assert login(name).get(autosave(row)).status_code == status
    assert Progress.objects.get(pk=row.pk).summary == ""


def test_without_a_session_the_words_come_back_on_the_form(row, villages, client, cast):
    client.force_login(cast["tabalong"])
    mark = client.get(address(row)).content.decode().split('name="form_owner" value="')[1].split('"')[0]
    client.logout()
    sent = filled(row, form_owner=mark, **{villages: "Kambitin"})
    answer = client.post(autosave(row), sent, headers={"referer": f"http://testserver{address(row)}"})
    assert answer.status_code == 302
    assert answer.url.startswith("/masuk/")
    assert Progress.objects.get(pk=row.pk).summary == ""
    client.force_login(cast["tabalong"])
    assert ">\nKambitin</textarea>" in client.get(address(row)).content.decode()


def test_the_form_says_where_and_in_which_words(row, login):
    browser = login("tabalong")
    page = browser.get(address(row)).content.decode()
    assert f'data-draft="{autosave(row)}"' in page
    assert 'data-saved="tersimpan {at}"' in page
    assert 'data-most="20"' in page
    assert "js/draft" in page
    browser.cookies["django_language"] = "en"
    assert 'data-saved="saved {at}"' in browser.get(address(row)).content.decode()


def test_an_odd_version_is_no_page(row, login):
    assert login("tabalong").get(f"{autosave(row)}?versi=x").status_code == 404
