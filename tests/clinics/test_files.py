"""Photos and files of an event: given, shown to whoever may see the event, taken away."""

import io

import pytest
from django.test import override_settings
from django.urls import reverse
from PIL import Image

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.models import ClinicFile
from ssk_portal.documents.models import Document
from tests.clinics import factories
from tests.clinics.pages import shown
from tests.common.uploads.files import HTML, PNG, broad_png, pdf, photo, upload
from tests.common.uploads.test_photos import moving
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09")


def photos(clinic):
    return reverse("clinics:clinicfile_photos", args=[clinic.pk])


def files(clinic):
    return reverse("clinics:clinicfile_create", args=[clinic.pk])


def test_several_photos_in_one_form(login, clinic):
    client = login("kalsel")
    page = client.post(photos(clinic), key(files=[upload("satu.jpg", photo(size=(3000, 2000))), upload("dua.png", PNG)], caption="Pembukaan"))
    assert page.url.split("#")[0] == reverse("clinics:report_detail", args=[clinic.pk])
    rows = ClinicFile.objects.select_related("document")
    assert [(row.kind, row.caption, row.document.name, row.document.content_type) for row in rows] == [
        ("photo", "Pembukaan", "satu.jpg", "image/jpeg"), ("photo", "Pembukaan", "dua.jpg", "image/jpeg"),
    ]  # fmt: skip
    given = client.get(rows[0].get_file_url())
    found = Image.open(io.BytesIO(given.getvalue()))
    # Taken upright, 3000 by 2000: turned, and no longer than 2000 points.
    assert (found.size, dict(found.getexif()), given["X-Content-Type-Options"]) == ((1333, 2000), {}, "nosniff")
    small = client.get(reverse("clinics:clinicfile_small", args=[rows[0].pk]))
    assert (max(Image.open(io.BytesIO(small.getvalue())).size), small["Content-Type"]) == (360, "image/jpeg")


def test_the_limits_stand_beside_the_field(login, clinic):
    assert "paling besar 20 MB" in login("kalsel").get(photos(clinic)).content.decode()


BAD = {
    "html": ("foto.jpg", lambda: HTML, "tidak sesuai dengan namanya"),
    "a paper": ("foto.pdf", pdf, "tidak diterima"),
    "broken": ("foto.jpg", lambda: photo()[:-700], "rusak"),
    "moving": ("foto.webp", lambda: moving("WEBP"), "bergerak"),
    "40,000 by 40,000": ("foto.png", broad_png, "terlalu besar"),
    "empty": ("foto.jpg", lambda: b"", "kosong"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_photo_is_told_at_the_field_and_nothing_typed_is_lost(login, clinic, what):
    name, content, words = BAD[what]
    page = login("kalsel").post(photos(clinic), key(files=[upload(name, content())], caption="Peserta dari Tabalong"))
    [sentence] = page.context["form"].errors["files"]
    assert (page.status_code, words in sentence, "Peserta dari Tabalong" in page.content.decode()) == (200, True, True)
    assert (ClinicFile.objects.count(), Document.objects.count()) == (0, 0)


@override_settings(UPLOAD_LIMIT_MB=1)
def test_a_photo_above_the_limit(login, clinic):
    page = login("kalsel").post(photos(clinic), key(files=[upload("besar.jpg", photo() + b"\0" * 2_000_000)], caption="x"))
    assert page.context["form"].errors["files"] == ["Berkas “besar.jpg” lebih besar dari 1 MB."]


def test_one_bad_photo_does_not_keep_the_others(login, clinic):
    page = login("kalsel").post(photos(clinic), key(files=[upload("baik.jpg", photo()), upload("palsu.jpg", HTML)]), follow=True)
    assert [row.document.name for row in ClinicFile.objects.select_related("document")] == ["baik.jpg"]
    assert any("palsu.jpg" in str(message) for message in page.context["messages"])


def test_no_file_and_too_many_files(login, clinic):
    client = login("kalsel")
    assert client.post(photos(clinic), key()).context["form"].errors["files"] == ["Pilih sedikitnya satu berkas."]
    many = client.post(photos(clinic), key(files=[upload(f"{number}.png", PNG) for number in range(21)])).context["form"].errors["files"]
    assert many[0] == "Sekali kirim paling banyak 20 berkas; Anda memilih 21."


def test_the_same_photos_again_are_asked_about(login, clinic):
    client = login("kalsel")
    for _time in range(2):
        page = client.post(photos(clinic), key(files=[upload("satu.png", PNG)], caption="Pembukaan"))
    assert (page.status_code, ClinicFile.objects.count()) == (200, 1)


def test_slides_and_a_signed_paper(login, clinic):
    client = login("kalsel")
    assert [value for value, _label in client.get(files(clinic)).context["form"].fields["kind"].choices if value] == ["slides", "signed", "other"]
    client.post(files(clinic), key(files=[upload("berita acara.pdf", pdf())], kind="signed"))
    text = client.get(reverse("clinics:report_detail", args=[clinic.pk])).content.decode()
    assert ("berita acara.pdf" in text, "dokumen bertanda tangan" in text) == (True, True)


def test_what_is_said_of_it_changes_and_a_photo_stays_one(login, clinic):
    client = login("kalsel")
    client.post(photos(clinic), key(files=[upload("satu.png", PNG)]))
    row = ClinicFile.objects.get()
    url = reverse("clinics:clinicfile_update", args=[row.pk])
    page = client.get(url)
    assert list(page.context["form"].fields) == ["caption", "session"]
    client.post(url, shown(page) | {"caption": "Sambutan Sekda"})
    assert ClinicFile.objects.get().caption == "Sambutan Sekda"


def test_taken_away_its_history_stays(login, clinic):
    client = login("kalsel")
    client.post(photos(clinic), key(files=[upload("satu.png", PNG)]))
    row = ClinicFile.objects.get()
    client.post(reverse("clinics:clinicfile_delete", args=[row.pk]), key())
    assert (ClinicFile.objects.count(), list(event_model(ClinicFile).objects.values_list("pgh_label", flat=True))) == (0, ["insert", "delete"])


@pytest.mark.parametrize(("name", "status"), [("tabalong", 200), ("pembaca_tabalong", 200), ("pusat", 200), ("hst", 404), ("kalteng", 404)])
def test_who_reads_a_file(login, clinic, name, status):
    login("kalsel").post(photos(clinic), key(files=[upload("satu.png", PNG)]))
    row = ClinicFile.objects.get()
    client = login(name)
    given = client.get(row.get_file_url())
    assert given.getvalue()
    assert [given.status_code, client.get(reverse("clinics:clinicfile_small", args=[row.pk])).status_code] == [status] * 2


def test_a_paper_has_no_small_picture(login, clinic):
    login("kalsel").post(files(clinic), key(files=[upload("ba.pdf", pdf())], kind="signed"))
    assert login("kalsel").get(reverse("clinics:clinicfile_small", args=[ClinicFile.objects.get().pk])).status_code == 404


def test_a_level_above_says_why(login, clinic):
    client = login("pusat")
    page = client.post(photos(clinic), key(files=[upload("satu.png", PNG)]))
    assert "change_reason" in page.context["form"].errors
    client.post(photos(clinic), key(files=[upload("satu.png", PNG)], change_reason="Foto dari tuan rumah"))
    assert event_model(ClinicFile).objects.get().pgh_context["reason"] == "Foto dari tuan rumah"
