"""Wherever an institution is chosen it is typed, and what exists is suggested; a new one is held against its likes."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ssk_portal.clinics.models import Agreement, Clinic, InvitedInstitution
from ssk_portal.pokja.forms.renewal import NEW_SEATS
from ssk_portal.pokja.models import Institution, Pokja, Position, Rank
from ssk_portal.screens.suggest import MOST
from tests.counting import queries
from tests.factories import key
from tests.pokja import factories

NEW = reverse("pokja:institution_create")


@pytest.fixture
def offices(regions):
    """A Dinas Kesehatan in each of five places."""
    return {code: factories.institution(regions[code], "Dinas Kesehatan", short_name="Dinkes") for code in ("63.09", "63.07", "63", "62", "ID")}


@pytest.fixture
def group(regions):
    return factories.pokja(regions["63.09"])


def suggested(response, field):
    """The suggestions that stand beside the box."""
    text = response.content.decode()
    (name,) = re.findall(rf'name="{field}"[^>]* list="([^"]+)"', text) or re.findall(rf'list="([^"]+)"[^>]*name="{field}"', text)
    listed = text.split(f'<datalist id="{name}">')[1].split("</datalist>")[0]
    return [unescape(value) for value in re.findall(r'<option value="([^"]*)"', listed)]


def seat_url(group):
    return reverse("pokja:position_create", args=[group.pk])


class TestTyped:
    def test_the_region_its_province_and_the_centre_are_suggested_nearest_first(self, login, group, offices):
        assert suggested(login("tabalong").get(seat_url(group)), "institution") == [
            "Dinas Kesehatan (Dinkes) – Kabupaten Tabalong",
            "Dinas Kesehatan (Dinkes) – Provinsi Kalimantan Selatan",
            "Dinas Kesehatan (Dinkes) – Indonesia",
        ]

    def test_a_page_asks_for_them_once(self, login, group, offices):
        client = login("tabalong")
        client.get(seat_url(group))
        with CaptureQueriesContext(connection) as asked:
            client.get(seat_url(group))
        assert len([query for query in asked if 'FROM "pokja_institution"' in query["sql"]]) == 1

    def test_a_number_longer_than_any_key_is_an_unknown_name(self, login, group):
        answer = login("tabalong").post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution="9" * 5000))
        assert answer.context["form"].errors.keys() == {"institution"}

    def test_former_names_are_suggested_and_lead_to_the_present_one(self, login, group, regions):
        office = factories.institution(regions["63.09"], "Bapperida", former_names=["Bappeda"])
        client = login("tabalong")
        assert suggested(client.get(seat_url(group)), "institution")[1] == "Bappeda → Bapperida – Kabupaten Tabalong"
        for text in ("Bappeda → Bapperida – Kabupaten Tabalong", "bappeda"):
            client.post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution=text))
        assert {seat.institution for seat in Position.objects.all()} == {office}

    @pytest.mark.parametrize(
        ("text", "code"),
        [("dinkes", "63.09"), ("Dinas Kesehatan", "63.09"), ("Dinas Kesehatan (Dinkes) – Provinsi Kalimantan Selatan", "63"), ("dinas kesehatan dinkes indonesia", "ID")],
    )
    def test_the_nearest_one_of_that_name_is_meant(self, login, group, offices, text, code):
        login("tabalong").post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution=text))
        assert Position.objects.get().institution == offices[code]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Dinas Kesehatn", "Apakah yang Anda maksud “Dinas Kesehatan (Dinkes) – Kabupaten Tabalong”"),
            ("Dinas Antariksa", "Pilih salah satu saran, tulis namanya pada isian “Lembaga sebagaimana tertulis”, atau catat dahulu"),
            ("Dinas Kesehatan (Dinkes) – Kabupaten Hulu Sungai Tengah", "Tidak ada lembaga dengan nama itu di sini."),
        ],
    )
    def test_an_unknown_name_is_said_and_not_lost(self, login, group, offices, text, words):
        form = login("tabalong").post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution=text, title="Anggota I")).context["form"]
        assert words in form.errors["institution"][0]
        assert (form["institution"].value(), form["title"].value()) == (text, "Anggota I")

    def test_of_two_as_near_none_is_guessed(self, login, group, regions):
        for name in ("Bank Kalsel Cabang Tanjung", "Bank Kalsel Cabang Kelua"):
            factories.institution(regions["63.09"], name, short_name="BPD")
        form = login("tabalong").post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution="bpd")).context["form"]
        assert form.errors["institution"][0].startswith("Ada beberapa lembaga dengan nama itu: “Bank Kalsel Cabang Kelua (BPD)")

    def test_the_one_that_stands_stays_though_it_is_far(self, login, group, offices):
        seat = factories.position(group, institution=offices["62"])
        url = reverse("pokja:position_update", args=[seat.pk])
        client = login("tabalong")
        value = client.get(url).context["form"]["institution"].value()
        client.post(url, key(rank=Rank.MEMBER, order=1, institution="Dinas Kesehatan (Dinkes) – Provinsi Kalimantan Tengah", row_version=0))
        seat.refresh_from_db()
        assert (value, seat.institution, seat.order) == ("Dinas Kesehatan (Dinkes) – Provinsi Kalimantan Tengah", offices["62"], 1)

    def test_the_number_of_a_foreign_one_is_not_taken(self, login, group, offices):
        form = login("tabalong").post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution=offices["62"].pk)).context["form"]
        assert form.errors.keys() == {"institution"}

    def test_a_page_holds_some_hundreds_and_asks_once(self, login, group, regions):
        client = login("tabalong")
        factories.institution(regions["63.09"], "Desa 0")
        one = queries(client, seat_url(group))
        Institution.objects.bulk_create([Institution(region=regions["63.09"], kind=factories.kind(), name=f"Desa {number}") for number in range(1, 400)])
        assert queries(client, seat_url(group)) == one
        assert len(suggested(client.get(seat_url(group)), "institution")) == MOST
        client.post(seat_url(group), key(rank=Rank.MEMBER, order=0, institution="desa 399"))
        assert Position.objects.get().institution.name == "Desa 399"


class TestEverywhere:
    def test_the_secretariat(self, login, regions, offices):
        login("tabalong").post(reverse("pokja:pokja_create"), key(region=regions["63.09"].pk, name="Pokja", brand="pkp", secretariat="dinkes"))
        assert Pokja.objects.get().secretariat == offices["63.09"]

    def test_host_guest_and_who_is_in_charge_of_a_clinic(self, login, regions, offices):
        client = login("kalsel")
        client.post(reverse("clinics:clinic_create"), key(title="CC 3", kind="coaching_clinic", region=regions["63"].pk, host_institution="dinkes"))
        clinic = Clinic.objects.get()
        client.post(reverse("clinics:invitedinstitution_create", args=[clinic.pk]), key(institution="Dinas Kesehatan"))
        client.post(reverse("clinics:agreement_create", args=[clinic.pk]), key(text="Siapkan", institution="DINKES", state="open"))
        assert (clinic.host_institution, InvitedInstitution.objects.get().institution, Agreement.objects.get().institution) == (offices["63"],) * 3
        assert (clinic.host, InvitedInstitution.objects.get().name) == ("Dinas Kesehatan", "Dinas Kesehatan")

    def test_the_predecessor_of_an_institution(self, login, regions):
        before = factories.institution(regions["63.09"], "Bappeda")
        login("tabalong").post(NEW, typed(regions["63.09"], name="Bapperida", predecessor="bappeda"))
        assert Institution.objects.get(name="Bapperida").predecessor == before


class TestNewSeats:
    """Of a decree that is renewed: six boxes on one page."""

    @pytest.fixture
    def url(self, group):
        return reverse("pokja:decree_renew", args=[factories.decree(group, valid_to=date(2024, 12, 31)).pk])

    def send(self, client, url, text, **more):
        typed = {"kind": "bupati", "number": "2", "valid_from": "2025-01-01", "b1-rank": Rank.MEMBER, "b1-institution": text}
        return client.post(url, key(**typed, **more))

    def test_one_list_serves_them_all(self, login, url, offices):
        page = login("tabalong").get(url).content.decode()
        assert [page.count(office.label) for office in offices.values()] == [1, 0, 1, 0, 1]
        assert re.findall(r'name="(b\d)-institution"[^>]* list="([^"]+)"', page) == [(f"b{number}", "id_b0-institution_suggestions") for number in range(NEW_SEATS)]
        assert page.count('<datalist id="id_b0-institution_suggestions">') == 1

    def test_the_name_typed_is_taken(self, login, url, offices):
        client = login("tabalong")
        assert [seat.institution for seat in self.send(client, url, "dinkes").context["plan"].added] == [offices["63.09"]]
        self.send(client, url, "dinkes", confirm="1")
        assert Position.objects.get(institution=offices["63.09"]).decree.number == "2"

    def test_one_that_is_not_known_is_told_and_kept(self, login, url):
        answer = self.send(login("tabalong"), url, "Dinas Antah")
        form = answer.context["form"].new_seats[1]
        assert (form.errors.keys(), form["institution"].value(), form.is_open) == ({"institution"}, "Dinas Antah", True)
        assert "Lembaga: Tidak ada lembaga dengan nama itu" in answer.content.decode()

    def test_one_of_elsewhere_is_not_taken(self, login, url, regions):
        elsewhere = factories.institution(regions["62.10"], "Dinas jauh")
        for text in ("Dinas jauh", elsewhere.pk):
            assert self.send(login("tabalong"), url, text).context["form"].new_seats[1].errors.keys() == {"institution"}


def typed(region, **fields):
    return key(region=region.pk, kind=factories.kind().pk, **({"name": "Dinas PUPR"} | fields))


class TestAnother:
    """Before a second one is made: is it this one?"""

    @pytest.fixture
    def known(self, regions):
        return factories.institution(regions["63.09"], "Dinas Pekerjaan Umum dan Penataan Ruang", short_name="PUPR")

    def test_its_likes_are_shown_with_a_link(self, login, regions, known):
        response = login("tabalong").post(NEW, typed(regions["63.09"]))
        assert f'href="{known.get_absolute_url()}"' in response.context["form"].errors["name"][0]
        assert "Apakah yang dimaksud salah satu lembaga ini?" in response.content.decode()
        assert "Bukan salah satunya: catat sebagai lembaga lain" in response.content.decode()
        assert Institution.objects.count() == 1

    def test_whoever_says_so_makes_another_one(self, login, regions, known):
        client = login("tabalong")
        client.post(NEW, typed(regions["63.09"]))
        client.post(NEW, typed(regions["63.09"], another_one="on"))
        assert set(Institution.objects.values_list("name", flat=True)) == {known.name, "Dinas PUPR"}

    def test_the_same_name_is_refused_whatever_is_said(self, login, regions, known):
        form = login("tabalong").post(NEW, typed(regions["63.09"], name=known.name, another_one="on")).context["form"]
        assert form.non_field_errors() == ["Wilayah ini sudah memiliki lembaga dengan nama itu."]

    @pytest.mark.parametrize("fields", [{"name": "Dinas Perhubungan"}, {"name": "Dinas PUPRP", "predecessor": "pupr"}])
    def test_another_name_and_the_one_it_follows_are_not_asked_about(self, login, regions, known, fields):
        login("tabalong").post(NEW, typed(regions["63.09"], **fields))
        assert Institution.objects.count() == 2

    def test_a_neighbour_is_no_double(self, login, regions, known):
        login("kalsel").post(NEW, typed(regions["63.07"]))
        assert Institution.objects.filter(region=regions["63.07"]).exists()

    def test_a_change_of_something_else_asks_nothing(self, login, regions, known):
        other = factories.institution(regions["63.09"], "Dinas PUPR")
        url = reverse("pokja:institution_update", args=[other.pk])
        client = login("tabalong")
        assert client.post(url, typed(regions["63.09"], telephone="0526-1", row_version=0)).status_code == 302
        assert client.post(url, typed(regions["63.09"], name="Dinas P.U.P.R.", row_version=1)).context["form"].errors.keys() == {"name"}

    def test_a_name_with_signs_is_shown_as_it_is(self, login, regions):
        factories.institution(regions["63.09"], "Forum <b>Air</b>")
        text = login("tabalong").post(NEW, typed(regions["63.09"], name="Forum b Air b")).content.decode()
        assert "<b>Air" not in text
