"""“Data saya”: one workbook with everything held about a person, and about nobody else."""

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from ssk_portal.accounts import actions
from ssk_portal.accounts.events import AccountEvent, EventKind, record
from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import CalendarFeed
from ssk_portal.clinics.reports import begin
from ssk_portal.notices.models import Kind, Mail
from ssk_portal.notices.tell import tell
from ssk_portal.review.actions import comment
from tests.accounts.factors import set_up, sign_in
from tests.clinics import factories
from tests.factories import confirmed, key
from tests.pokja import factories as pokja

PAGE = "/pengguna/data-saya/"


def taken(client) -> dict[str, list[tuple]]:
    """The rows of every sheet, by its title."""
    answer = client.get(PAGE, {"unduh": "xlsx"})
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="data-saya-')
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    return {name: [tuple(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


@pytest.fixture
def held(cast, regions):
    """Things held about Tabalong's user, and the same about the neighbour's."""
    user = cast["tabalong"]
    with acting(cast["admin_kalsel"]):
        user.nip, user.telephone = "198001012005011003", "=0811"
        actions.change_user(user, by=cast["admin_kalsel"], reason="Data lengkap")
    for name in ("tabalong", "hst"):
        region = cast[name].region
        with acting(cast[name]):
            group = pokja.pokja(region)
            pokja.member(pokja.position(group), name=f"Anggota {name}", email=cast[name].email.upper())
        with acting(cast["kalsel"]):
            tell([cast[name]], Kind.COMMENT, group, by=cast["kalsel"], note=f"Untuk {name}")
            Mail.objects.create(user=cast[name], address=cast[name].email, subject=f"Surel {name}", body="Isi")
        record(EventKind.PASSWORD_CHANGED, user=cast[name])


def test_the_file_holds_what_is_held_and_nothing_of_others(login, cast, held):
    client = login("tabalong")
    client.get("/", headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"})
    sheets = taken(client)
    assert list(sheets) == ["Akun", "Riwayat akun", "Pokja", "Pemberitahuan", "Surel", "Komentar", "Peristiwa akun", "Cara masuk", "Yang saya lakukan"]
    account = dict(sheets["Akun"][1:])
    assert (account["nama"], account["NIP"], account["telepon"], account["peran"]) == ("Tabalong", "19800101 200501 1 003", "=0811", "Petugas kabupaten/kota")
    assert sheets["Riwayat akun"][-1][1:3] == ("Admin Kalsel", "Data lengkap")
    assert [row[2] for row in sheets["Pokja"][1:]] == ["Anggota tabalong"]
    assert [row[2] for row in sheets["Pemberitahuan"][1:]] == ["Untuk tabalong"]
    assert [row[2] for row in sheets["Surel"][1:]] == ["Surel tabalong"]
    assert "Kata sandi diubah" in [row[1] for row in sheets["Peristiwa akun"][1:]]
    assert sorted(row[2] for row in sheets["Yang saya lakukan"][1:]) == ["Pokja", "anggota", "kedudukan"]
    assert [(row[0], row[4]) for row in sheets["Cara masuk"][1:]] == [("sesi yang terbuka", "Firefox di Linux")]
    everything = str(sheets)
    assert "hst" not in everything
    assert "password" not in everything
    assert cast["tabalong"].password not in everything


def test_the_file_names_the_second_steps_and_no_secret(client, cast):
    sign_in(client)
    secret, _codes = set_up(client)
    sheets = taken(client)
    assert [row[0] for row in sheets["Cara masuk"][1:]] == ["sesi yang terbuka", "aplikasi autentikator", "kode pemulihan"]
    assert secret not in str(sheets)
    assert "argon2" not in str(sheets)
    assert "hashes" not in str(sheets)


def test_own_comments_in_the_own_words_and_nobody_elses(login, cast):
    factories.schemes()
    report = begin(factories.clinic("63.09", "63.09"), by=cast["tabalong"])
    comment(report, by=cast["tabalong"], text="Berkas menyusul.")
    comment(report, by=cast["kalsel"], text="Baik.")
    assert [row[1:] for row in taken(login("tabalong"))["Komentar"][1:]] == [("laporan kegiatan", report.pk, "Berkas menyusul.")]


def test_that_there_is_a_calendar_address_is_told_and_not_which(login, cast):
    client = login("tabalong")
    assert "alamat kalender" not in str(taken(client))
    feed, other = (CalendarFeed.objects.create(user=cast[name]) for name in ("tabalong", "hst"))
    other.save()
    sheets = taken(client)
    assert [row[0] for row in sheets["Cara masuk"][1:]] == ["sesi yang terbuka", "alamat kalender"]
    assert [half for half in (feed.name, feed.proof()) if half in str(sheets)] == []
    feed.delete()
    assert "alamat kalender" not in str(taken(client)["Cara masuk"])


def test_somebody_elses_address_in_the_own_profile_brings_nothing_of_theirs(login, cast):
    with acting(cast["gumas"]):
        pokja.member(pokja.position(pokja.pokja(cast["gumas"].region)), name="Orang Lain", email="lain@example.org", telephone="0811999888")
    client = login("tabalong")
    confirmed(client, cast["tabalong"])
    assert client.post("/pengguna/profil/surel/", key(email="lain@example.org", row_version=cast["tabalong"].version)).status_code == 302
    sheets = taken(client)
    assert dict(sheets["Akun"][1:])["surel"] == "lain@example.org"
    assert len(sheets["Pokja"]) == 1
    assert "0811999888" not in str(sheets)


def test_the_internet_address_of_an_administrator_stays_out(cast):
    user, office = cast["tabalong"], Client(REMOTE_ADDR="10.77.1.5")
    office.force_login(cast["admin"])
    office.post(f"/pengguna/{user.pk}/kata-sandi/", key(row_version=User.objects.get(pk=user.pk).version, change_reason="Diminta"))
    own = Client(REMOTE_ADDR="10.9.9.9")
    assert own.post("/masuk/", {"login": "tabalong", "password": "salah sekali"}).status_code == 200
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    own.force_login(User.objects.get(pk=user.pk))
    told = {row[1]: row[2] for row in taken(own)["Peristiwa akun"][1:]}
    assert (told["Kata sandi awal diberikan"], told["Gagal masuk"]) == ("", "10.9.9.9")


def test_taking_it_is_written_down(login, cast):
    taken(login("tabalong"))
    assert AccountEvent.objects.get(kind="data_taken").user == cast["tabalong"]


def test_whoever_has_no_address_and_did_nothing_gets_empty_sheets(login, cast):
    User.objects.filter(username="hst").update(email="")
    pokja.member(pokja.position(pokja.pokja(cast["tabalong"].region)), name="Tanpa surel")
    sheets = taken(login("hst"))
    assert {title: len(rows) for title, rows in sheets.items() if title in ("Pokja", "Surel", "Yang saya lakukan")} == {"Pokja": 1, "Surel": 1, "Yang saya lakukan": 1}


def test_the_page_in_english(login, cast):
    client = login("tabalong")
    client.cookies["django_language"] = "en"
    assert "Download my data" in client.get(PAGE).content.decode()
    assert list(taken(client))[-1] == "What I did"
