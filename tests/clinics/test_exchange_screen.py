"""A file of events through the browser: checked, shown, done; for national officers."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.models import Clinic, ClinicType
from ssk_portal.screens.once import mark_of
from tests.clinics import factories
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
IMPORT = reverse("clinics:clinic_import")


def send(client, content):
    content = content if isinstance(content, bytes) else json.dumps({"format": "clinic-events/1", "events": content}).encode()
    return client.post(IMPORT, key(file=SimpleUploadedFile("kegiatan.json", content, "application/json")))


def test_first_shown_then_done(login, cast):
    client = login("pusat")
    page = send(client, b"\xef\xbb\xbf" + json.dumps({"format": "clinic-events/1", "events": [factories.event(title="Baru", source="koran")]}).encode())
    assert (page.status_code, page.context["report"].made, Clinic.objects.count()) == (200, ["uji-1"], 0)
    done = client.post(IMPORT, key(content=page.context["packed"]))
    assert (done.status_code, done.url) == (302, reverse("clinics:clinic_list"))
    assert (Clinic.objects.get().title, Clinic.objects.get().report.state) == ("Baru", "published")
    assert event_model(Clinic).objects.get().pgh_context["name"] == "Pusat"
    again = send(client, [factories.event(title="Baru", source="koran")])
    assert again.context["report"].unchanged == ["uji-1"]
    assert "Tidak ada yang perlu diubah" in again.content.decode()


def test_what_would_change_is_named(login, tmp_path):
    factories.take_in(tmp_path, factories.event(title="Lama"))
    page = send(login("pusat"), [factories.event(title="Baru", institutions=["Bank"])])
    assert page.context["changed"] == [("uji-1", "Lama", ["Judul: Lama → Baru", "Lembaga peserta: – → Bank"])]
    assert "Bank" in page.context["remarks"][0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "berkas ini bukan JSON"),
        (
            [factories.event(districts=[factories.district("Atlantis")])],
            "kegiatan “uji-1” (events[0]), districts[0].name: yang diharapkan nama kabupaten yang dikenal portal; yang tertulis “Atlantis”",
        ),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(login, content, said):
    page = send(login("pusat"), content)
    assert said in page.context["problems"][0]
    assert "1 hal yang perlu diperbaiki" in page.content.decode()
    assert not Clinic.objects.exists()


def test_a_large_file_is_for_the_command(login):
    page = send(login("pusat"), b" " * 1_000_001)
    assert list(page.context["form"].errors) == ["file"]
    assert "content" not in page.context


def test_a_preview_is_done_by_who_saw_it_and_unaltered(login, cast, client):
    packed = send(login("pusat"), [factories.event()]).context["packed"]
    client.force_login(cast["pusat2"])
    assert client.post(IMPORT, key(content=packed)).url == IMPORT
    client.force_login(cast["pusat"])
    assert client.post(IMPORT, key(content="x" + packed)).url == IMPORT
    assert client.post(IMPORT, {"content": packed}).status_code == 403
    assert not Clinic.objects.exists()


def test_what_became_wrong_meanwhile_is_said(login, tmp_path):
    client = login("pusat")
    packed = send(client, [factories.event(clinic_numbers=[7])]).context["packed"]
    ClinicType.objects.filter(number=7).delete()
    page = client.post(IMPORT, key(content=packed))
    assert (page.status_code, len(page.context["problems"]), Clinic.objects.count()) == (200, 1, 0)


def test_what_was_changed_meanwhile_is_not_put_back_unseen(login, tmp_path):
    """The preview left the event alone; a colleague mended it before the button was pressed."""
    factories.take_in(tmp_path, factories.event(title="Lama"))
    client, sent = login("pusat"), [factories.event(title="Lama"), factories.event(id="uji-2")]
    packed = send(client, sent).context["packed"]
    Clinic.objects.update(title="Diperbaiki")
    page = client.post(IMPORT, key(content=packed))
    assert page.status_code == 200
    assert set(Clinic.objects.values_list("slug", "title")) == {("uji-1", "Diperbaiki")}
    assert "Judul: Diperbaiki → Lama" in page.content.decode()
    done = client.post(IMPORT, key(content=page.context["packed"]))
    assert done.status_code == 302
    assert set(Clinic.objects.values_list("slug", "title")) == {("uji-1", "Lama"), ("uji-2", "Uji")}


def test_of_a_list_only_what_would_differ_is_told(login, tmp_path):
    factories.take_in(tmp_path, factories.event(districts=[factories.district()]))
    page = send(login("pusat"), [factories.event(districts=[factories.district(), factories.district("Gunung Mas")], participants_count=0)]).content.decode()
    assert "Keikutsertaan: – → Gunung Mas, kabupaten, participant" in page
    assert "– → 0" in page
    [[_slug, _title, told]] = send(login("pusat"), [factories.event(districts=[factories.district()] * 2)]).context["changed"]
    assert told == ["Keikutsertaan: dalam urutan lain atau jumlah yang lain"]


def test_a_preview_outlives_its_session(login, client, cast):
    packed = send(login("pusat"), [factories.event()]).context["packed"]
    owner = mark_of(cast["pusat"])
    client.logout()
    client.post(IMPORT, key(content=packed, form_owner=owner))
    client.force_login(cast["pusat"])
    page = client.get(IMPORT)
    assert page.context["report"].made == ["uji-1"]
    assert "Sesi Anda telah berakhir" in page.content.decode()
    assert client.post(IMPORT, key(content=page.context["packed"])).status_code == 302
