"""The members of a Pokja as a file: today's and those of another day, for whoever reads the Pokja."""

import pytest
from django.urls import reverse

from tests.pokja import sheets
from tests.sheets import read


@pytest.fixture
def group(regions):
    return sheets.staffed(regions["63.09"])


@pytest.mark.parametrize("who", ["tabalong", "pembaca_tabalong", "kalsel", "pusat"])
def test_the_members_go_out_with_their_contacts_inside_the_province(login, group, who):
    answer = login(who).get(reverse("pokja:member_export", args=[group.pk]))
    (lines,) = read(answer).values()
    assert lines[0] == [heading.strip("* ") for heading in sheets.HEAD[1:]]
    assert lines[1][5:9] == ["Siti Aminah", "Sekda", "0811", "siti@example.org"]
    assert [found[5] for found in lines[1:]] == ["Siti Aminah", "", ""]


@pytest.mark.parametrize(("per", "names"), [("2021-06-01", ["Ahmad", "", ""]), ("2098-06-01", ["Siti Aminah", "", "Budi"]), ("31-02-2026", ["Siti Aminah", "", ""])])
def test_the_members_of_another_day_go_out(login, group, per, names):
    answer = login("tabalong").get(reverse("pokja:member_export", args=[group.pk]), {"per": per})
    (lines,) = read(answer).values()
    assert [found[5] for found in lines[1:]] == names


@pytest.mark.parametrize("who", ["hst", "kalteng", "gumas", "pembaca_kalteng"])
def test_nobody_else_reads_the_members(login, cast, regions, group, who):
    if who not in cast:
        cast[who] = type(cast["pembaca"]).objects.create(username=who, name="Pembaca", role="reader", region=regions["62"])
    assert login(who).get(reverse("pokja:member_export", args=[group.pk])).status_code == 404


def test_the_page_of_the_pokja_leads_there(login, group):
    import_url, export_url = (reverse(f"pokja:{name}", args=[group.pk]) for name in ("member_import", "member_export"))
    page = login("tabalong").get(group.get_absolute_url()).content.decode()
    assert (import_url in page, export_url in page) == (True, True)
    page = login("pusat").get(group.get_absolute_url()).content.decode()
    assert (import_url in page, export_url in page) == (False, True)
