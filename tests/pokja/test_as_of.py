"""The page of a Pokja as of another day, and what it says has to be done."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from ssk_portal.pokja.models import Rank
from tests.common.uploads import files
from tests.counting import queries
from tests.pokja import factories
from tests.words import text_of

NOW = "2025-06-01T03:00:00+00:00"


@pytest.fixture
def group(regions):
    """Two decrees one after the other, each with a seat; the second has a vacant one."""
    group = factories.pokja(regions["63.09"])
    for number, year in (("1", 2023), ("2", 2025)):
        decree = factories.decree(group, number=number, date=None, valid_from=date(year, 1, 1), valid_to=date(year, 12, 31))
        factories.member(factories.position(group, Rank.CHAIR, decree=decree, office="Sekda"), f"Ketua {number}", until=date(year, 12, 31))
    factories.member(factories.position(group, Rank.MEMBER, decree=decree, office="Camat"), "Anggota Lama", until=date(2025, 3, 31))
    return group


@pytest.fixture
def page(login, group, freezer_at):
    def show(who="tabalong", **asked):
        client = login(who)
        with freezer_at(NOW):
            return client.get(group.get_absolute_url(), asked)

    return show


def told(response):
    seats = [(seat.position.office, [member.name for member in seat.sitting], seat.is_vacant) for seat in response.context["seats"]]
    return [str(row.decree) for row in response.context["decrees"] if row.stands], seats


def test_today_it_shows_the_decree_in_force_and_may_be_worked_in(page):
    response = page()
    assert told(response) == (["SK Bupati 2"], [("Sekda", ["Ketua 2"], False), ("Camat", [], True)])
    text = response.content.decode()
    assert "Anda melihat" not in text
    assert "Ubah" in text
    assert "1 kedudukan kosong. Pada 1 di antaranya masa jabatan terakhir sudah habis: perpanjang, atau isi penggantinya." in " ".join(text.split())
    assert "Anggota Lama menjabat sampai 31 Maret 2025." in text
    assert [member.name for member in response.context["former"]] == ["Anggota Lama", "Ketua 1"]


@pytest.mark.parametrize(
    ("day", "decree", "seats", "note"),
    [
        ("2025-03-31", ["SK Bupati 2"], [("Sekda", ["Ketua 2"], False), ("Camat", ["Anggota Lama"], False)], "Anda melihat keadaan yang sudah lewat: Pokja ini per 31 Maret 2025"),
        ("2023-05-01", ["SK Bupati 1"], [("Sekda", ["Ketua 1"], False)], "Anda melihat keadaan yang sudah lewat: Pokja ini per 1 Mei 2023"),
        ("2024-05-01", ["SK Bupati 1"], [("Sekda", [], True)], "Tidak ada SK yang berlaku: SK Bupati 1 berakhir pada 31 Desember 2023."),
        ("2022-05-01", [], [], "Tidak ada kedudukan yang tercatat per 1 Mei 2022."),
        ("2026-05-01", ["SK Bupati 2"], [("Sekda", [], True), ("Camat", [], True)], "Anda melihat keadaan yang akan datang: Pokja ini per 1 Mei 2026"),
    ],
)
def test_another_day_is_told_from_the_terms_and_only_looked_at(page, day, decree, seats, note):
    response = page(per=day)
    assert told(response) == (decree, seats)
    text = response.content.decode()
    assert note in " ".join(text.split())
    assert "/ubah/" not in text.split("<main")[1]
    assert "/baru/" not in text.split("<main")[1]


def test_an_earlier_decree_leads_to_its_own_structure(page):
    assert 'href="?per=2023-12-31#members"' in page().content.decode()


@pytest.mark.parametrize("day", ["2024-02-31", "0202-01-01", "9999-12-31", "kemarin"])
def test_what_is_no_day_is_told_at_the_field_and_today_is_shown(page, day):
    response = page(per=day)
    assert response.context["day_form"].errors.keys() == {"per"}
    assert told(response)[0] == ["SK Bupati 2"]


def test_of_a_group_without_anything_no_other_day_is_offered(login, regions):
    bare = factories.pokja(regions["63.09"], "Pokja baru")
    client = login("tabalong")
    assert 'name="per"' not in client.get(bare.get_absolute_url()).content.decode()
    assert 'name="per"' in client.get(bare.get_absolute_url(), {"per": "31-02-2026"}).content.decode()
    factories.decree(bare)
    assert 'name="per"' in client.get(bare.get_absolute_url()).content.decode()


def test_an_empty_day_is_today(page):
    assert told(page(per="")) == told(page())


@pytest.mark.parametrize(("who", "status"), [("hst", 404), ("kalteng", 404), ("pembaca_tabalong", 200), ("kalsel", 200)])
def test_the_past_is_read_by_whoever_reads_today(page, who, status):
    assert page(who, per="2023-05-01").status_code == status


def test_more_decrees_and_seats_cost_as_many_queries(login, group):
    client, url = login("tabalong"), f"{group.get_absolute_url()}?per=2023-05-01"
    one = queries(client, url)
    for year in range(2010, 2020):
        decree = factories.decree(group, number=str(year), date=None, valid_from=date(year, 1, 1), valid_to=date(year, 12, 31))
        factories.member(factories.position(group, decree=decree), f"Orang {year}")
    assert queries(client, url) == one


@pytest.mark.parametrize(
    ("fields", "sentence", "way"),
    [
        ({"valid_to": date(2025, 8, 30)}, "SK Bupati 3 berakhir pada 30 Agustus 2025.", "/perbarui/"),
        ({"valid_to": date(2025, 5, 31)}, "Tidak ada SK yang berlaku: SK Bupati 3 berakhir pada 31 Mei 2025.", "/perbarui/"),
        ({"revoked_on": date(2025, 5, 1)}, "Tidak ada SK yang berlaku: SK Bupati 3 dicabut pada 1 Mei 2025.", "/perbarui/"),
        ({"valid_from": date(2025, 7, 1)}, "Belum ada SK yang berlaku: SK Bupati 3 mulai berlaku pada 1 Juli 2025.", ""),
        ({"valid_to": None}, "Tidak diketahui apakah SK Bupati 3 masih berlaku: akhir masa berlakunya belum dicatat.", "Lengkapi masa berlakunya"),
        (None, "Belum ada SK yang dicatat untuk Pokja ini.", "Tambahkan SK"),
    ],
)
def test_it_says_how_the_decree_stands_and_what_to_do(login, regions, freezer_at, fields, sentence, way):
    group = factories.pokja(regions["63.09"])
    if fields is not None:
        factories.decree(group, number="3", **fields)
    for who, may in (("tabalong", True), ("pembaca_tabalong", False)):
        client = login(who)
        with freezer_at(NOW):
            text = text_of(client.get(group.get_absolute_url()))
        assert sentence in text
        alert = text[text.index(sentence) : text.index("</div>", text.index(sentence))]
        assert (way in alert) == (may or not way)


@pytest.mark.parametrize(("fields", "followed"), [({}, True), ({"revoked_on": date(2025, 9, 1)}, False)])
def test_once_the_next_decree_has_its_seats_nothing_is_asked_for_any_more(login, regions, freezer_at, fields, followed):
    group = factories.pokja(regions["63.09"])
    old = factories.decree(group, number="3", valid_to=date(2025, 8, 30))
    new = factories.decree(group, number="4", valid_from=date(2025, 8, 31), valid_to=date(2028, 8, 30), supersedes=old, **fields)
    sentence, renew = "SK Bupati 3 berakhir pada 30 Agustus 2025; mulai 31 Agustus 2025 dilanjutkan SK Bupati 4.", f"/pokja/sk/{old.pk}/perbarui/"

    def told():
        with freezer_at(NOW):
            text = text_of(login("tabalong").get(group.get_absolute_url()))
        return sentence in text, renew in text

    assert told() == (False, True), "its seats are not taken over yet"
    factories.position(group, decree=new)
    assert told() == (followed, not followed)


class TestFacts:
    """What is told of the group itself on an earlier day."""

    @pytest.fixture
    def told(self, login, regions, freezer_at):
        """Recorded today as a Pokja AMPL run by Bappeda, and named otherwise since."""
        first, second = (factories.institution(regions["63.09"], name) for name in ("Bappeda", "Bapperida"))
        group = factories.pokja(regions["63.09"], "Pokja AMPL", secretariat=first, secretariat_since=date(2019, 3, 1), contact="0526-1")
        group.name, group.secretariat, group.secretariat_since, group.contact = "Pokja PKP", second, date(2030, 1, 2), "0526-2"
        # The history's clock is the database's own: the change is made to have happened ten years on.
        with connection.cursor() as cursor:
            group.save()
            cursor.execute("ALTER TABLE pokja_pokjaevent DISABLE TRIGGER USER")
            cursor.execute("UPDATE pokja_pokjaevent SET pgh_created_at = '2035-06-01' WHERE name = 'Pokja PKP'")
            cursor.execute("ALTER TABLE pokja_pokjaevent ENABLE TRIGGER USER")

        def show(day):
            with freezer_at("2036-01-01T03:00:00+00:00"):
                text = login("tabalong").get(group.get_absolute_url(), {"per": day}).content.decode()
            return " ".join(text[text.index("Tentang Pokja ini") : text.index('id="decrees"')].split())

        return show

    def test_where_the_history_has_it_it_is_as_the_portal_knew_it(self, told):
        text = told("2034-01-01")
        for words in ("Sebagaimana tercatat dalam Portal per 1 Januari 2034.", "<dd>Pokja AMPL</dd>", "Bapperida", "sejak 2 Januari 2030", "0526-1"):
            assert words in text
        assert "0526-2" not in text

    def test_before_that_the_secretariat_is_told_by_its_stated_day(self, told):
        text = told("2020-01-01")
        for words in ("Portal belum mencatat Pokja ini pada hari itu", "Bappeda <br>", "sejak 1 Maret 2019", "0526-2"):
            assert words in text

    def test_where_nothing_is_known_the_note_says_so(self, told):
        text = told("2010-01-01")
        assert "Nama, sekretariat, dan kontak di bawah ini adalah keadaan hari ini." in text
        assert "Bapperida" in text

    def test_today_it_is_todays(self, told):
        text = told("2036-01-01")
        assert ("0526-2" in text, "Sekretariat sebelumnya" in text, "Sebagaimana tercatat" in text) == (True, True, False)


def test_scans_are_offered_where_there_ever_was_one(login, regions, cast):
    group = factories.pokja(regions["63.09"])
    bare = factories.decree(group, number="1", valid_to=date(2024, 12, 31))
    scanned = factories.decree(group, number="2", valid_from=date(2025, 1, 1), scan=files.pdf(), by=cast["tabalong"])
    scanned.scan = None
    scanned.save()
    text = login("tabalong").get(group.get_absolute_url()).content.decode()
    assert [reverse("pokja:decree_scans", args=[decree.pk]) in text for decree in (bare, scanned)] == [False, True]
