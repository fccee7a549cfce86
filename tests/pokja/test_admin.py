"""The Pokja in the administration pages: same reach, no contacts of other provinces, no N+1."""

import pytest
from django.urls import reverse

from ssk_portal.pokja.models import Institution, Pokja
from tests.counting import queries
from tests.pokja import factories

MODELS = ["institutionkind", "institution", "pokja", "decree", "position", "member"]


def url(model, action="changelist", *args):
    return reverse(f"admin:pokja_{model}_{action}", args=args)


def fill(region, number):
    agency = factories.institution(region, f"Dinas {number}", email="kantor@dinas.example")
    group = factories.pokja(region, f"Pokja {number}", secretariat=agency)
    seat = factories.position(group, institution=agency, decree=factories.decree(group))
    factories.member(seat, f"Orang {number}")
    return agency, group


@pytest.mark.parametrize("model", MODELS)
def test_three_rows_cost_as_many_queries_as_one(login, regions, model):
    client = login("admin")
    fill(regions["63.09"], 1)
    one = queries(client, url(model))
    fill(regions["63.07"], 2)
    fill(regions["62.10"], 3)
    assert queries(client, url(model)) == one


@pytest.mark.parametrize(("model", "found"), [("pokja", ["Pokja 1"]), ("member", ["Orang 1"])])
def test_it_shows_the_rows_in_reach(login, regions, model, found):
    fill(regions["63.09"], 1)
    fill(regions["62.10"], 2)
    response = login("admin_kalsel").get(url(model), {"q": found[0].split()[0]})
    assert [row.name for row in response.context["cl"].result_list] == found


def test_a_row_of_another_province_cannot_be_opened(login, regions):
    group = fill(regions["62.10"], 2)[1]
    assert login("admin_kalsel").get(url("pokja", "change", group.pk)).status_code == 302


def test_the_contacts_of_another_province_are_not_shown(login, regions):
    agency = fill(regions["62.10"], 2)[0]
    pages = {who: login(who).get(url("institution", "change", agency.pk)).content for who in ("admin_kalsel", "admin")}
    assert {who: b"kantor@dinas.example" in page for who, page in pages.items()} == {"admin_kalsel": False, "admin": True}


def test_a_row_cannot_be_put_into_a_foreign_region(login, regions):
    client, kind = login("admin_kalsel"), factories.kind()
    for code in ("62.10", "63.09"):
        client.post(url("institution", "add"), {"region": regions[code].pk, "kind": kind.pk, "name": "Bappeda"})
    assert [made.region.code for made in Institution.objects.all()] == ["63.09"]


def test_an_officer_of_the_centre_reads_there_and_repairs_nothing(login, regions):
    group = fill(regions["63.09"], 1)[1]
    client = login("pusat")
    assert client.get(url("pokja", "change", group.pk)).status_code == 200
    assert client.post(url("pokja", "change", group.pk), {"name": "Diubah"}).status_code == 403
    assert Pokja.objects.get().name == "Pokja 1"


@pytest.mark.parametrize("who", ["kalsel", "tabalong", "pembaca"])
def test_others_stay_outside(login, regions, who):
    assert login(who).get(url("pokja")).status_code in (302, 403)


class TestDecree:
    def send(self, client, group, **fields):
        typed = {"pokja": group.pk, "kind": "bupati", "number": "2", "valid_from": "2026-01-01", "valid_to": "2026-12-31", "legal_basis": "", "note": ""} | fields
        return client.post(url("decree", "add"), typed)

    def test_terms_are_kept_apart_here_too(self, login, regions):
        group = factories.pokja(regions["63.09"])
        first, client = factories.decree(group), login("admin_kalsel")
        refused = self.send(client, group, supersedes=first.pk)
        assert refused.context["adminform"].form.errors.keys() == {"valid_from"}
        assert self.send(client, group, supersedes=first.pk, ends_replaced="on").status_code == 302
        first.refresh_from_db()
        assert str(first.revoked_on) == "2026-01-01"

    def test_a_term_of_unknown_end_may_be_saved(self, login, regions):
        group = factories.pokja(regions["63.09"])
        assert self.send(login("admin_kalsel"), group, valid_from="", valid_to="").status_code == 302
