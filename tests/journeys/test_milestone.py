"""The main story: M1 recorded as historical, M2 filled in, sent back, mended and approved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import key
from tests.journeys.files import pdf

pytestmark = pytest.mark.django_db


def step(client, progress, name, **typed):
    return client.post(reverse("milestones:progress_step", args=[progress.pk, name]), key(**typed))


def evidence(progress) -> dict:
    """A file or a text for every requirement of the milestone."""
    kinds = {
        "document": lambda: SimpleUploadedFile("perbup paket kebijakan.pdf", pdf(), "application/pdf"),
        "text": lambda: "Kelurahan Belimbing",
        "number": lambda: "2",
        "date": lambda: "2023-10-01",
        "yes_no": lambda: "yes",
    }
    return {f"r{requirement.pk}": kinds[requirement.kind]() for requirement in progress.milestone.requirements.all()}


def fill_in(client, progress, **typed):
    progress.refresh_from_db()
    url = reverse("milestones:progress_update", args=[progress.pk])
    return client.post(url, key(row_version=str(progress.version), **typed))


def test_from_the_clinic_to_the_approved_milestone(login, tabalong_milestones):
    first, second, *_rest = tabalong_milestones

    # The province knows of M1 from a publication.
    assert step(login("kalsel"), first, "record_historical", note="").status_code == 409
    assert step(login("kalsel"), first, "record_historical", note="MC Kalsel, 20 September 2023").status_code == 302

    # Tabalong cannot submit M2 empty; then fills it in and submits.
    assert step(login("tabalong"), second, "submit").status_code == 409
    assert fill_in(login("tabalong"), second, summary="Paket kebijakan ditetapkan.", **evidence(second)).status_code == 302
    assert step(login("tabalong"), second, "submit").status_code == 302

    # The province sends it back; the note stands at the top of the form.
    assert step(login("kalsel"), second, "send_back", note="Lampirkan peta wilayah layanan.").status_code == 302
    form = login("tabalong").get(reverse("milestones:progress_update", args=[second.pk])).content.decode()
    assert form.index("Lampirkan peta wilayah layanan.") < form.index('enctype="multipart/form-data"')

    # Mended, submitted again, taken up and approved.
    assert fill_in(login("tabalong"), second, summary="Peta dilampirkan.").status_code == 302
    assert step(login("tabalong"), second, "submit").status_code == 302
    assert step(login("kalsel"), second, "begin").status_code == 302
    assert step(login("kalsel"), second, "approve").status_code == 302
    second.refresh_from_db()
    assert (second.state, second.decided_by.username) == ("approved", "kalsel")

    # Another province finds nothing there.
    assert login("kalteng").get(second.get_absolute_url()).status_code == 404

    # The log, the timeline and the history tell it, with names, roles and WITA.
    page = login("tabalong").get(second.get_absolute_url()).content.decode()
    assert [word for word in ("Kalsel", "Petugas provinsi", "Provinsi Kalimantan Selatan", "Lampirkan peta wilayah layanan.", "WITA", "Disetujui") if word not in page] == []
    timeline = login("tabalong").get(reverse("reporting:region_timeline", args=["63.09"])).content.decode()
    assert [
        word
        for word in ("M2", "Disetujui", "Dikembalikan", "Lampirkan peta wilayah layanan.", "Kalsel (Petugas provinsi)", "Tabalong (Petugas kabupaten/kota)", "WITA")
        if word not in timeline
    ] == []
    history = login("kalsel").get(reverse("reporting:row_history", args=["milestones", "progress", second.pk])).content.decode()
    assert [word for word in ("<del>Diajukan</del>", "<ins>Sedang diperiksa</ins>", "<ins>Disetujui</ins>", "Peta dilampirkan.", "WITA") if word not in history] == []

    # Tabalong was told.
    inbox = login("tabalong").get(reverse("notices:notice_list")).content.decode()
    assert "Kalsel menyetujui M2 Kabupaten Tabalong." in inbox


def test_a_form_sent_twice_is_done_once(login, tabalong_milestones):
    first = tabalong_milestones[0]
    client = login("kalsel")
    url = reverse("milestones:progress_step", args=[first.pk, "record_historical"])
    typed = key(note="MC Kalsel, 20 September 2023")
    answers = [client.post(url, typed) for _time in range(3)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, first.get_absolute_url())] * 3
    assert first.steps.count() == 1


def test_a_comment_is_not_lost_and_not_written_twice(login, tabalong_milestones):
    first = tabalong_milestones[0]
    page, url = first.get_absolute_url(), reverse("milestones:progress_comment", args=[first.pk])
    sender = {"referer": f"http://testserver{page}"}
    client = login("tabalong")
    typed = key(text="Mohon petunjuk soal peta.")
    mark = client.get(page).content.decode().split('name="form_owner" value="')[1].split('"')[0]

    client.logout()
    assert client.post(url, typed | {"form_owner": mark}, headers=sender).url == f"/masuk/?next={page}"
    client = login("tabalong")
    assert "Mohon petunjuk soal peta.</textarea>" in client.get(page).content.decode()

    for _time in range(2):
        assert client.post(url, key(text=typed["text"]), headers=sender).status_code == 302
    assert [comment.text for comment in first.comments] == ["Mohon petunjuk soal peta."]
    assert "Mohon petunjuk soal peta.</textarea>" not in client.get(page).content.decode()
