"""Several users from a sheet: every fault by row and column, else a preview, then all of them; passwords shown once."""

import re
import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction

from ssk_portal.accounts import actions
from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.regions.models import Alias
from tests.factories import key
from tests.sheets import book, read

PAGE = "/pengguna/impor/"
HEADS = ["Nama", "Nama pengguna", "Peran", "Wilayah", "Surel", "Telepon", "NIP", "Jabatan", "Instansi", "Bahasa", "Cara masuk pertama kali"]
ROLE = "Petugas kabupaten/kota"


def line(name="Siti Aminah", username="siti", role=ROLE, region="Kabupaten Tabalong", email="", telephone="", nip="", post="", agency="", language="", how=""):
    return [name, username, role, region, email, telephone, nip, post, agency, language, how]


def send(client, *lines, **headings):
    return client.post(PAGE, key(file=book([HEADS, *lines], title="Pengguna", **headings)))


def confirm(client, page):
    return client.post(PAGE, key(rows=page.context["confirm"]["rows"].value()), follow=True)


def faults(page) -> list[tuple]:
    return [(fault.row, fault.column.split(" – ")[-1], fault.message) for fault in page.context["sheet"].faults]


def test_the_sheet_to_take_away_holds_the_regions_without_an_account(login, cast):
    actions.deactivate_user(cast["hst"], by=cast["admin"], reason="pensiun")
    actions.deactivate_user(cast["gumas"], by=cast["admin"], reason="pensiun")
    lines = read(login("admin_kalsel").get(PAGE, {"templat": "1"}))["Pengguna"]
    assert [cell.rstrip(" *") for cell in lines[0]] == HEADS
    assert [row[2:4] for row in lines[1:]] == [[ROLE, "Kabupaten Hulu Sungai Tengah"]]


def test_all_are_created_and_the_passwords_shown_once(login, cast):
    client = login("admin_kalsel")
    page = send(
        client, line(nip="19800101 200501 1 003", telephone="0811"), line("Budi", "Budi.S", region="63.07", email="budi@example.org", how="Undangan"), line("", "", region="63.09")
    )
    assert not User.objects.filter(username="siti").exists()
    assert [(change.about, change.differences) for change in page.context["to_confirm"]] == [
        ("Siti Aminah", ("Petugas kabupaten/kota · Kabupaten Tabalong", "siti · kata sandi awal")),
        ("Budi", ("Petugas kabupaten/kota · Kabupaten Hulu Sungai Tengah", "budi.s · undangan ke budi@example.org")),
    ]
    answer = confirm(client, page)
    assert answer.redirect_chain[-1][0] == "/pengguna/kata-sandi-pertama/"
    ((person, password),) = answer.context["slips"]
    assert password in answer.content.decode()
    siti, budi = User.objects.get(username="siti"), User.objects.get(username="budi.s")
    assert (person, siti.nip, siti.telephone, siti.must_change_password) == (siti, "198001012005011003", "0811", True)
    assert siti.check_password(password)
    assert "1 undangan akan dikirim dalam lima menit" in answer.content.decode()
    assert (budi.region.code, budi.has_usable_password(), budi.invitation.state) == ("63.07", False, "waiting")
    assert client.get("/pengguna/kata-sandi-pertama/").context["slips"] == []
    call_command("run_due")
    assert [message.to for message in mail.outbox] == [["budi@example.org"]]


def test_regions_are_known_by_code_name_and_older_spelling(login, cast, regions):
    Alias.objects.create(region=regions["63.07"], kind="kabupaten", name="Barabai Lama")
    page = send(
        login("admin_kalsel"),
        *(line(f"Orang {place}", f"orang{place}", region=written) for place, written in enumerate(["63.09", "kab. tabalong", "TABALONG", "Kabupaten Barabai Lama"])),
    )
    assert [change.value[0].region.code for change in page.context["to_confirm"]] == ["63.09", "63.09", "63.09", "63.07"]


def test_dashes_stand_for_what_is_not_known(login, cast):
    unknown = {"email": "-", "telephone": "–", "nip": "-", "language": "-", "how": "-"}
    page = send(login("admin_kalsel"), line(**unknown), line("Budi", "budi", **unknown))
    assert faults(page) == []
    assert [(user.email, user.telephone, user.nip, how) for user, how in (change.value for change in page.context["to_confirm"])] == [("", "", "", "first_password")] * 2


def test_every_fault_is_listed_and_nothing_is_created(login, cast):
    before = User.objects.count()
    page = send(
        login("admin_kalsel"),
        line(username="Ada Spasi"),
        line(username="tabalong"),
        line("", "tanpa-nama"),
        line(username="a", region="Kabupaten Antah Berantah"),
        line(username="b", role="Raja"),
        line(username="c", region="Kalimantan Selatan"),
        line(username="d", nip="123"),
        line(username="e", how="Undangan"),
        line(username="f", email="dua@example.org"),
        line(username="F", email="DUA@example.org"),
        line(username="g", email="salah"),
    )
    found = {(row, column) for row, column, _message in faults(page)}
    assert found == {
        (2, "Nama pengguna"), (3, "Nama pengguna"), (4, "Nama"), (5, "Wilayah"), (6, "Peran"), (7, "Wilayah"), (8, "NIP"), (9, "Surel"),
        (11, "Nama pengguna"), (11, "Surel"), (12, "Surel"),
    }  # fmt: skip
    assert User.objects.count() == before
    assert not page.context["to_confirm"]


@pytest.mark.parametrize(("role", "region"), [("Administrator", "Indonesia"), ("Petugas pusat", "Indonesia"), (ROLE, "Kabupaten Gunung Mas")])
def test_nothing_is_given_above_the_own_reach_and_the_try_is_written_down(login, cast, role, region):
    page = send(login("admin_kalsel"), line(role=role, region=region))
    assert "Anda tidak dapat memberikan peran ini" in {column: message for _row, column, message in faults(page)}["Peran"]
    event = AccountEvent.objects.get(kind="post_refused")
    assert (event.by, event.typed) == (cast["admin_kalsel"], "siti")


def test_one_row_that_became_wrong_meanwhile_stops_all(login, cast, regions):
    client = login("admin_kalsel")
    page = send(client, line(), line("Budi", "budi"))
    User.objects.create_user("budi", name="Lain", role="reader", region=regions["63"])
    answer = confirm(client, page)
    assert [(row, column) for row, column, _message in faults(answer)] == [(3, "Nama pengguna")]
    assert not User.objects.filter(username="siti").exists()


def test_a_hundred_fit_and_one_more_does_not(login, cast):
    client = login("admin_kalsel")
    many = [line(f"Orang {number}", f"orang{number}") for number in range(101)]
    assert len(send(client, *many[:100]).context["to_confirm"]) == 100
    (fault,) = faults(send(client, *many))
    assert "Paling banyak 100 orang" in fault[2]


def test_the_passwords_of_one_administrator_are_not_shown_to_another(login, cast):
    client = login("admin_kalsel")
    confirm_page = send(client, line())
    client.post(PAGE, key(rows=confirm_page.context["confirm"]["rows"].value()))
    other = type(client)()
    other.force_login(cast["admin"])
    assert other.get("/pengguna/kata-sandi-pertama/").context["slips"] == []
    assert len(client.get("/pengguna/kata-sandi-pertama/").context["slips"]) == 1


def test_the_pages_say_it_in_english_too(login, cast):
    client = login("admin")
    client.cookies["django_language"] = "en"
    page = send(client, line(region="Kabupaten Antah"))
    assert re.search(r"is not known, or is the name of several regions", page.content.decode())


@pytest.mark.django_db(transaction=True)
def test_who_confirms_the_same_sheet_at_the_same_moment_is_told(login, cast):
    client, written = login("admin_kalsel"), threading.Event()
    page = send(client, line())

    def quicker():
        try:
            with transaction.atomic():
                User.objects.create(username="siti", name="Siti Aminah", role=Role.DISTRICT, region=cast["tabalong"].region)
                written.set()
                threading.Event().wait(1)
        finally:
            connection.close()

    other = threading.Thread(target=quicker)
    other.start()
    assert written.wait(5)
    answer = confirm(client, page)
    other.join()
    assert answer.status_code == 200
    assert [place[:2] for place in faults(answer)] == [(2, "Nama pengguna")]
    assert "Ada data yang berubah sementara itu" in answer.content.decode()
