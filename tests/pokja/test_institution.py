"""The screens of institutions: names for all, contacts inside the province."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ssk_portal.pokja.forms import InstitutionForm
from ssk_portal.pokja.models import Institution
from tests.counting import queries
from tests.factories import key
from tests.pokja import factories
from tests.pokja.lists import names

LIST = reverse("pokja:institution_list")
NEW = reverse("pokja:institution_create")
SECRET = {"address": "Jalan Rahasia 1", "telephone": "0526-111", "email": "kantor@tabalong.example"}


@pytest.fixture
def agency(regions):
    return factories.institution(regions["63.09"], "Dinas Kesehatan", short_name="Dinkes", **SECRET)


def page(institution, name="institution_detail"):
    return reverse(f"pokja:{name}", args=[institution.pk])


def typed(region, **fields):
    return key(region=region.pk, kind=factories.kind().pk, **({"name": "Dinas PUPR"} | fields))


class TestReading:
    @pytest.mark.parametrize("who", ["tabalong", "gumas", "kalteng", "pusat", "pembaca_tabalong", "admin_kalsel"])
    def test_everyone_reads_the_names(self, login, agency, who):
        client = login(who)
        assert names(client.get(LIST)) == ["Dinas Kesehatan"]
        assert "Dinas Kesehatan" in client.get(page(agency)).content.decode()

    @pytest.mark.parametrize(
        ("who", "shown"),
        [("tabalong", True), ("hst", True), ("kalsel", True), ("pembaca_kalsel", True), ("pusat", True), ("admin", True), ("kalteng", False), ("gumas", False)],
    )
    def test_contacts_are_read_inside_the_province(self, login, agency, who, shown):
        text = login(who).get(page(agency)).content.decode()
        assert [value in text for value in SECRET.values()] == [shown] * 3

    def test_the_contact_of_a_national_body_is_read_by_the_country(self, cast, regions):
        ministry = factories.institution(regions["ID"], "Kementerian PU", **SECRET)
        assert {who for who in cast if ministry.contacts_shown_to(cast[who])} == {"admin", "pusat", "pusat2", "pembaca"}

    @pytest.mark.parametrize("who", ["gumas", "tabalong"])
    def test_lists_and_exports_hold_no_contact_and_find_none(self, login, agency, who):
        client = login(who)
        for secret in SECRET.values():
            assert names(client.get(LIST, {"q": secret})) == []
        exported = b"".join(client.get(LIST, {"ekspor": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
        assert exported == ["Wilayah;Nama;Nama singkat;Jenis", "Kabupaten Tabalong;Dinas Kesehatan;Dinkes;Perangkat daerah"]

    @pytest.mark.parametrize(("who", "shown"), [("tabalong", True), ("pusat", True), ("kalteng", False), ("gumas", False)])
    def test_the_history_tells_no_more_than_the_page(self, login, agency, who, shown):
        text = login(who).get(reverse("reporting:row_history", args=["pokja", "institution", agency.pk])).content.decode()
        assert "Dinas Kesehatan" in text
        assert [value in text for value in SECRET.values()] == [shown] * 3

    def test_it_filters_by_place_and_kind(self, login, agency, regions):
        factories.institution(regions["62.10"], "Bappeda")
        client = login("tabalong")
        assert names(client.get(LIST, {"province": "62"})) == ["Bappeda"]
        assert names(client.get(LIST, {"region": "63.09"})) == ["Dinas Kesehatan"]
        assert names(client.get(LIST, {"kind": "opd", "q": "dinkes"})) == ["Dinas Kesehatan"]

    def test_seats_are_told_of_own_reach_only(self, login, agency, regions):
        factories.position(factories.pokja(regions["63.09"]), institution=agency)
        assert [list(login(who).get(page(agency)).context["seats"]) == [] for who in ("tabalong", "kalsel", "hst", "gumas")] == [False, False, True, True]

    def test_three_rows_cost_as_many_queries_as_one(self, login, agency, regions):
        client = login("pusat")
        for url in (LIST, page(agency)):
            one = queries(client, url)
            for number in (1, 2):
                more = factories.institution(regions["63.07"], f"Badan {number} {url}", predecessor=agency)
                factories.position(factories.pokja(regions["63.07"], f"Pokja {number} {url}"), institution=agency)
                assert more.predecessor == agency
            assert queries(client, url) == one

    def test_they_are_only_read(self, login, agency):
        assert [login("tabalong").post(url).status_code for url in (LIST, page(agency))] == [405, 405]

    def test_no_page_for_what_is_missing(self, login):
        assert login("tabalong").get(reverse("pokja:institution_detail", args=[999_999])).status_code == 404


class TestWriting:
    @pytest.mark.parametrize(("who", "code"), [("tabalong", "63.09"), ("kalsel", "63.09"), ("kalsel", "63"), ("pusat", "62.10"), ("pusat", "ID")])
    def test_it_is_recorded_in_the_own_reach(self, login, regions, who, code):
        login(who).post(NEW, typed(regions[code]))
        assert [(made.region.code, made.name) for made in Institution.objects.all()] == [(code, "Dinas PUPR")]

    @pytest.mark.parametrize(("who", "code"), [("tabalong", "63.07"), ("tabalong", "63"), ("kalsel", "62")])
    def test_and_nowhere_else(self, login, regions, who, code):
        assert login(who).post(NEW, typed(regions[code])).context["form"].errors.keys() == {"region"}

    def test_the_province_changes_it_without_a_reason(self, login, agency, regions):
        assert login("kalsel").post(page(agency, "institution_update"), typed(regions["63.09"], row_version=0)).status_code == 302
        agency.refresh_from_db()
        assert agency.name == "Dinas PUPR"

    def test_a_name_stands_once_in_a_region(self, login, agency, regions):
        response = login("tabalong").post(NEW, typed(regions["63.09"], name="Dinas Kesehatan"))
        assert response.context["form"].non_field_errors() == ["Wilayah ini sudah memiliki lembaga dengan nama itu."]

    def test_its_predecessor_is_of_the_same_region(self, login, agency, regions):
        response = login("kalsel").post(NEW, typed(regions["63.07"], predecessor=agency.pk))
        assert response.context["form"].errors == {"predecessor": ["Pendahulu harus lembaga dari wilayah yang sama."]}

    def test_no_two_come_before_each_other(self, login, agency, regions):
        middle = factories.institution(regions["63.09"], "Dinas Kedua", predecessor=agency)
        last = factories.institution(regions["63.09"], "Badan Ketiga", predecessor=middle)
        answer = login("tabalong").post(page(agency, "institution_update"), typed(regions["63.09"], predecessor=last.pk, row_version=0))
        assert answer.context["form"].errors == {"predecessor": ["Badan Ketiga berasal dari lembaga ini; tidak dapat sekaligus menjadi pendahulunya."]}

    def test_the_database_refuses_it_too_with_the_sentence_at_the_field(self, agency, regions, cast):
        middle = factories.institution(regions["63.09"], "Dinas Kedua", predecessor=agency)
        last = factories.institution(regions["63.09"], "Badan Ketiga", predecessor=middle)
        form = InstitutionForm(typed(regions["63.09"]), instance=agency, user=cast["tabalong"])
        assert form.is_valid()
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Institution.objects.filter(pk=agency.pk).update(predecessor=last)
        form.add_integrity_error(refused.value)
        assert form.errors == {"predecessor": ["Lembaga itu berasal dari lembaga ini; tidak dapat sekaligus menjadi pendahulunya."]}

    def test_it_is_deleted_unless_a_seat_needs_it(self, login, agency, regions):
        client = login("tabalong")
        seat = factories.position(factories.pokja(regions["63.09"]), institution=agency)
        assert client.post(page(agency, "institution_delete"), key()).status_code == 409
        seat.delete()
        assert client.post(page(agency, "institution_delete"), key()).url == LIST
        assert Institution.objects.count() == 0

    @pytest.mark.parametrize("who", ["hst", "gumas", "kalteng", "pembaca", "admin"])
    def test_who_may_not(self, login, agency, regions, who):
        client = login(who)
        for url in (page(agency, "institution_update"), page(agency, "institution_delete")):
            assert client.get(url).status_code == 403
            assert client.post(url, typed(regions["63.09"], row_version=0)).status_code == 403
        assert Institution.objects.get().name == "Dinas Kesehatan"


def test_the_way_back_is_the_same_on_every_page(login, agency):
    client, by_pokja = login("tabalong"), ["Pokja", "Lembaga"]
    above = dict.fromkeys(("institution_create", "institution_detail"), by_pokja) | {"institution_list": ["Pokja"]}
    above |= {f"institution_{step}": [*by_pokja, agency.name] for step in ("update", "merge", "delete")}
    for name, labels in above.items():
        url = reverse(f"pokja:{name}", args=[] if name in ("institution_list", "institution_create") else [agency.pk])
        *way, (_here, last) = client.get(url).context["breadcrumbs"]
        assert ([str(label) for label, _url in way], last) == (labels, None)
