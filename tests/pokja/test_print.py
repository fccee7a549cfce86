"""The member list to sign: who stands on it, in which order, what never does."""

import re
import time
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from ssk_portal.pokja.models import DecreeKind, Rank
from tests.common.test_pdf import text_of
from tests.pokja import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast, regions):
    return factories.pokja(regions["63.09"])


def printed(login, group, who="tabalong", **asked):
    answer = login(who).get(reverse("pokja:pokja_print", args=[group.pk]), asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer.content


def pages_of(content) -> int:
    document = pypdfium2.PdfDocument(content)
    count = len(document)
    document.close()
    return count


def test_it_names_the_decree_the_term_and_everyone_in_the_order_of_the_seats(login, group):
    factories.decree(group, number="188.45/212/2024")
    factories.member(factories.position(group, Rank.MEMBER, office="Kepala Bappeda"), "Budi")
    factories.member(factories.position(group, Rank.SECRETARY), "Siti, S.T.", post="Sekretaris Bappeda")
    factories.member(factories.position(group, Rank.CHAIR, office="Sekretaris Daerah"), "Dr. H. Umar")
    text = text_of(printed(login, group))
    for told in (
        "DAFTAR ANGGOTA", "POKJA PKP KABUPATEN TABALONG", "Keputusan Bupati Nomor 188.45/212/2024 tanggal 2 Januari 2024",
        "Masa berlaku 2 Januari 2024 sampai dengan 31 Desember 2099", "Sekretaris Bappeda", "Halaman 1 dari 1", "Mengetahui,",
    ):  # fmt: skip
        assert told in text
    assert re.findall(r"Dr\. H\. Umar|Siti, S\.T\.|Budi", text)[:3] == ["Dr. H. Umar", "Siti, S.T.", "Budi"]
    # The chair and the secretary sign for the group.
    assert (text.count("Dr. H. Umar"), text.count("Siti, S.T."), text.count("Budi")) == (2, 2, 1)


def test_it_is_indonesian_whatever_the_page_is_read_in(login, group):
    login("tabalong").cookies["django_language"] = "en"
    factories.decree(group, kind=DecreeKind.MAYOR)
    factories.position(group, Rank.OTHER)
    text = text_of(printed(login, group))
    assert ("2 Januari 2024" in text, "Keputusan Wali Kota" in text, "Another" in text) == (True, True, False)


def test_telephone_and_mail_are_never_on_it(login, group):
    factories.member(factories.position(group), "Siti", telephone="0812-9999", email="siti@example.org")
    text = text_of(printed(login, group))
    assert ("Siti" in text, "9999" in text, "example.org" in text) == (True, False, False)


def test_who_has_left_is_not_on_it_and_an_empty_seat_has_a_line(login, group):
    factories.member(factories.position(group, Rank.MEMBER, office="Kepala Bappeda"), "Budi Lama", until=date(2024, 1, 1))
    text = text_of(printed(login, group))
    assert ("Budi Lama" in text, "Kepala Bappeda" in text) == (False, True)


def test_it_is_printed_as_of_the_day_that_the_page_shows(login, group):
    old = factories.decree(group, number="1", date=date(2020, 1, 1), valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
    factories.member(factories.position(group, Rank.MEMBER, decree=old), "Budi Lama")
    factories.member(factories.position(group, Rank.MEMBER, decree=factories.decree(group, number="2")), "Siti Baru")
    page = login("tabalong").get(group.get_absolute_url(), {"per": "2021-06-01"}).content.decode()
    assert f"{reverse('pokja:pokja_print', args=[group.pk])}?per=2021-06-01" in page
    told = {day: text_of(printed(login, group, per=day)) for day in ("2021-06-01", "", "31/02/2021")}
    assert {day: "Susunan per 1 Juni 2021" in text for day, text in told.items()} == {"2021-06-01": True, "": False, "31/02/2021": False}
    assert {day: ("Budi Lama" in text, "Siti Baru" in text) for day, text in told.items()} == {"2021-06-01": (True, False), "": (False, True), "31/02/2021": (False, True)}


def test_an_empty_list_has_lines_to_write_on(login, group):
    factories.member(factories.position(group, Rank.MEMBER), "Budi")
    text = text_of(printed(login, group, isi="kosong"))
    assert ("Budi" in text, "25." in text, "26." in text) == (False, True, False)


def test_sixty_members_take_less_than_a_second_and_every_page_has_the_headings(login, group):
    for number in range(60):
        factories.member(factories.position(group, Rank.MEMBER, order=number, institution_as_written=f"Dinas {number}"), f"Anggota Nomor {number}")
    printed(login, group)
    began = time.process_time()  # of this process alone: a busy machine does not count
    content = printed(login, group)
    assert time.process_time() - began < 1
    text = text_of(content)
    assert text.count("Tanda tangan") == pages_of(content) > 2
    assert "Anggota Nomor 59" in text


def test_it_costs_as_many_statements_with_more_seats(login, group, django_assert_num_queries):
    client, page = login("tabalong"), reverse("pokja:pokja_print", args=[group.pk])
    factories.member(factories.position(group))
    client.get(page)
    with django_assert_num_queries(5):
        client.get(page)
    for _number in range(3):
        factories.member(factories.position(group))
    with django_assert_num_queries(5):
        client.get(page)
