"""The screen of an import: the sheet to take away, what would change, and that it is done whole, once, or not at all."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ssk_portal.accounts.models import User
from ssk_portal.audit.timeline import history_of
from tests.common.uploads import files
from tests.factories import key
from tests.screens.subject import hidden_in, messages_of, sign_in
from tests.sheets import book, read

pytestmark = [pytest.mark.urls("tests.screens.posts"), pytest.mark.django_db]
URL = "/uji/impor/"
HEAD = ["Nama pengguna", "Jabatan", "Peran"]


def send(client, *lines, file=None, **how):
    return client.post(URL, key(file=file or book([HEAD, *lines], title="Pengguna", **how)))


def packed(answer) -> str:
    return answer.context["confirm"]["rows"].value()


def posts(*names):
    return [User.objects.get(username=name).post for name in names]


def test_the_sheet_to_take_away_holds_what_stands(login, cast):
    User.objects.filter(username="hst").update(post="=1+1")
    answer = login("admin").get(URL, {"templat": 1})
    sheets = read(answer)
    assert list(sheets) == ["Pengguna", "Cara mengisi", "Pilihan"]
    assert sheets["Pengguna"][0] == ["Nama pengguna *", "Jabatan", "Peran"]
    assert ["hst", "=1+1", ""] in sheets["Pengguna"]
    assert sheets["Cara mengisi"][0][1] == "Isi jabatan."
    assert [line[0] for line in sheets["Pilihan"]] == ["Peran", "Petugas kabupaten/kota", "Petugas provinsi"]


def test_the_sheet_to_take_away_is_ready_to_be_filled_in(login):
    content = io.BytesIO(b"".join(login("admin").get(URL, {"templat": 1}).streaming_content))
    with zipfile.ZipFile(content) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert "'Pilihan'!$A$2:$A$3" in sheet
    assert "<f>" not in sheet


def test_the_sheet_that_was_taken_away_changes_nothing(login):
    client = login("admin")
    sheet = SimpleUploadedFile("templat.xlsx", b"".join(client.get(URL, {"templat": 1}).streaming_content))
    answer = send(client, file=sheet)
    assert (answer.context["sheet"].faults, answer.context["to_confirm"]) == ([], [])
    assert "Tidak ada yang perlu diubah" in answer.content.decode()


def test_what_would_change_is_shown_and_then_done_once(login):
    client = login("admin")
    answer = send(client, ["hst", "Kepala Bidang", ""], ["tabalong", "", ""])
    assert [(change.row, change.about, change.differences) for change in answer.context["to_confirm"]] == [(2, "hst", (" → Kepala Bidang",))]
    assert (answer.context["unchanged_count"], posts("hst")) == (1, [""])
    confirm = key(rows=packed(answer))
    for _again in range(2):
        assert client.post(URL, confirm).url == "/pengguna/"
    assert posts("hst", "tabalong") == ["Kepala Bidang", ""]
    assert len(history_of(User.objects.get(username="hst"))) == 2


def test_with_one_fault_nothing_is_offered(login):
    answer = send(login("admin"), ["hst", "Kepala Bidang", ""], ["nobody", "x", "Raja"])
    assert [(fault.row, fault.column) for fault in answer.context["sheet"].faults] == [(3, "C – Peran"), (3, "A – Nama pengguna")]
    assert 'name="rows"' not in answer.content.decode()
    assert posts("hst") == [""]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("data.xlsx", files.HTML, "Berkas “data.xlsx” tidak sesuai dengan namanya. Buka dengan program pembuatnya, lalu simpan sebagai: xlsx."),
        (
            "kunci.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "Berkas “kunci.xlsx” memakai kata sandi atau berformat Office lama (xls, doc). Simpan tanpa kata sandi sebagai: xlsx.",
        ),
        ("sk.pdf", files.pdf(), "Jenis berkas “sk.pdf” tidak diterima. Kirim salah satu dari: xlsx."),
        ("data.csv", b"a,b\n", "Jenis berkas “data.csv” tidak diterima. Kirim salah satu dari: xlsx."),
        ("data.xlsx", files.xlsx({"xl/worksheets/sheet1.xml": b"0" * 30_000_000}), "Isi berkas “data.xlsx” setelah diekstrak jauh melebihi ukuran yang wajar."),
        ("data.xlsx", b"", "Berkas yang dikirimkan kosong."),
    ],
)
def test_another_file_is_refused_with_a_sentence_at_its_field(login, name, content, sentence):
    answer = send(login("admin"), file=SimpleUploadedFile(name, content))
    assert answer.context["form"].errors == {"file": [sentence]}


def test_a_file_over_the_limit_is_refused(login, settings):
    settings.UPLOAD_LIMIT_MB = 1
    answer = send(login("admin"), file=SimpleUploadedFile("besar.xlsx", b"0" * 1_100_000))
    assert answer.context["form"].errors == {"file": ["Berkas “besar.xlsx” lebih besar dari 1 MB."]}


def test_no_file_is_a_fault_of_the_field(login):
    assert login("admin").post(URL, key()).context["form"].errors == {"file": ["Isian ini wajib diisi."]}


def test_what_was_changed_meanwhile_is_shown_before_anything_is_done(login):
    client = login("admin")
    shown = packed(send(client, ["hst", "Kepala Bidang", ""]))
    User.objects.filter(username="hst").update(post="Sekretaris")
    answer = client.post(URL, key(rows=shown))
    assert "berubah sementara itu" in messages_of(answer)[0]
    assert posts("hst") == ["Sekretaris"]
    client.post(URL, key(rows=packed(answer)))
    assert posts("hst") == ["Kepala Bidang"]


def test_a_fault_that_came_meanwhile_is_told(login):
    client = login("admin")
    shown = packed(send(client, ["hst", "Kepala Bidang", ""]))
    User.objects.filter(username="hst").update(username="hst-baru")
    answer = client.post(URL, key(rows=shown))
    assert [(fault.row, fault.column) for fault in answer.context["sheet"].faults] == [(2, "A – Nama pengguna")]


@pytest.mark.parametrize("spoil", ["other person", "altered", "too late", "without a key"])
def test_only_what_this_person_was_shown_lately_is_done(login, client, cast, freezer_at, spoil):
    with freezer_at("2026-11-24T03:00:00+00:00"):
        rows = packed(send(login("admin"), ["hst", "Kepala Bidang", ""]))
    with freezer_at("2026-11-24T05:30:00+00:00" if spoil == "too late" else "2026-11-24T03:30:00+00:00"):
        client.force_login(cast["admin_kalsel" if spoil == "other person" else "admin"])
        sent = {"rows": f"{rows}x" if spoil == "altered" else rows}
        client.post(URL, sent if spoil == "without a key" else key(**sent))
    assert posts("hst") == [""]


def test_a_level_above_says_why(login):
    client = login("admin_kalsel")
    rows = packed(send(client, ["hst", "Kepala Bidang", ""]))
    answer = client.post(URL, key(rows=rows))
    assert answer.context["confirm"].errors.keys() == {"change_reason"}
    client.post(URL, key(rows=rows, change_reason="Menurut SK"))
    assert history_of(User.objects.get(username="hst"))[0].actor.reason == "Menurut SK"


def test_another_language_reads_the_same_sheet_and_shows_the_preview_again(login):
    client = login("admin")
    answer = send(client, ["hst", "Kepala Bidang", "District staff"])
    client.post("/bahasa/", key(rows=packed(answer), language="en"), headers={"referer": f"http://testserver{URL}"})
    again = client.get(URL)
    assert "What would change" in again.content.decode()
    client.post(URL, key(rows=packed(again)))
    assert posts("hst") == ["Kepala Bidang"]


def test_a_preview_confirmed_after_signing_out_comes_back(login):
    client = login("admin")
    answer = send(client, ["hst", "Kepala Bidang", ""])
    confirm = hidden_in(answer) | {"rows": packed(answer)}
    client.logout()
    assert client.post(URL, confirm).status_code == 302
    sign_in(client, "admin")
    again = client.get(URL)
    assert "belum ada yang tersimpan" in messages_of(again)[-1]
    assert posts("hst") == [""]
    client.post(URL, key(rows=packed(again)))
    assert posts("hst") == ["Kepala Bidang"]


def test_a_file_sent_after_signing_out_is_asked_for_again(login):
    client = login("admin")
    hidden = hidden_in(client.get(URL))
    client.logout()
    client.post(URL, hidden | {"file": book([HEAD], title="Pengguna")})
    sign_in(client, "admin")
    assert messages_of(client.get(URL))[-1] == "Pilih kembali berkas ini: lembar.xlsx."


@pytest.mark.parametrize("who", ["tabalong", "pembaca"])
def test_without_the_right_there_is_no_door(login, who):
    client = login(who)
    assert [client.get(URL).status_code, client.get(URL, {"templat": 1}).status_code, send(client).status_code] == [403] * 3
