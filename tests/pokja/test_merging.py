"""Merging two institutions: every link goes over, the names stay, the history tells why."""

import pghistory
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from ssk_portal.audit.timeline import history_of
from ssk_portal.clinics.exchange.linking import Links
from ssk_portal.clinics.models import Agreement, Attendance, Clinic, InvitedInstitution, Speaker
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.notices.tell import tell
from ssk_portal.pokja.merging import links_of, merge_institutions, relations
from ssk_portal.pokja.models import Institution, Pokja, Position
from tests.counting import queries
from tests.factories import key
from tests.pokja import factories


@pytest.fixture
def two(regions):
    """The one to keep and the one to give up."""
    kept = factories.institution(regions["63.09"], "Dinas Pekerjaan Umum dan Penataan Ruang")
    return kept, factories.institution(regions["63.09"], "Dinas PUPR", short_name="PUPR", telephone="0526-1", former_names=["Dinas PU"])


def clinic():
    region = Institution.objects.first().region
    return Clinic.objects.get_or_create(slug="cc", defaults={"title": "CC", "region": region})[0]


# A row for every way in which another row may name an institution. A relation that is missing here fails the test.
MAKE = {
    "pokja.Position.institution": lambda one: factories.position(factories.pokja(one.region, f"Pokja {Pokja.objects.count()}"), institution=one),
    "pokja.Pokja.secretariat": lambda one: factories.pokja(one.region, f"Pokja {Pokja.objects.count()}", secretariat=one),
    "pokja.Institution.predecessor": lambda one: factories.institution(one.region, f"Penerus {Institution.objects.count()}", predecessor=one),
    "clinics.Clinic.host_institution": lambda one: Clinic.objects.create(slug=f"cc-{Clinic.objects.count()}", title="CC", region=one.region, host_institution=one),
    "clinics.InvitedInstitution.institution": lambda one: InvitedInstitution.objects.create(clinic=clinic(), name="Dinas", institution=one),
    "clinics.Attendance.institution": lambda one: Attendance.objects.create(clinic=clinic(), name="Ani", institution=one),
    "clinics.Agreement.institution": lambda one: Agreement.objects.create(clinic=clinic(), text="Siapkan", institution=one),
}


def label(field):
    return f"{field.model._meta.label}.{field.name}"


def merge(two, *, by, reason="Tercatat dua kali"):
    return merge_institutions(*two, by=by, reason=reason)


class TestLinks:
    def test_every_relation_of_every_room_is_known(self):
        """Asked the other way round: every column of every table that points to an institution."""
        columns = {
            label(field)
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.concrete_fields
            if field.related_model is Institution and not issubclass(model, pghistory.models.Event)
        }
        assert {label(field) for field in relations()} == columns == set(MAKE)

    def test_every_link_goes_over(self, cast, two):
        rows = {name: make(two[1]) for name, make in MAKE.items()}
        assert {label(link.field): link.count for link in links_of(two[1])} == dict.fromkeys(MAKE, 1)
        kept = merge(two, by=cast["tabalong"])
        for name, row in rows.items():
            row.refresh_from_db()
            assert getattr(row, name.rpartition(".")[2]) == kept
        assert not Institution.objects.filter(pk=two[1].pk).exists()

    def test_what_names_any_kind_of_row_goes_over_too(self, cast, two):
        (notice,) = tell([cast["tabalong"]], Kind.COMMENT, two[1], by=cast["kalsel"])
        merge(two, by=cast["tabalong"])
        assert Notice.objects.get(pk=notice.pk).about == two[0]

    def test_a_row_that_would_stand_twice_stands_once(self, cast, two):
        with connection.cursor() as cursor:
            cursor.execute("CREATE UNIQUE INDEX invited_once ON clinics_invitedinstitution (clinic_id, institution_id)")
        for one in two:
            InvitedInstitution.objects.create(clinic=clinic(), name=one.name, institution=one)
        merge(two, by=cast["tabalong"])
        left = InvitedInstitution.objects.get()
        assert (left.institution, left.name) == (two[0], two[0].name)

    def test_one_on_which_more_hangs_is_not_thrown_away(self, cast, two):
        with connection.cursor() as cursor:
            cursor.execute("CREATE UNIQUE INDEX secretariat_once ON pokja_pokja (secretariat_id)")
        for one in two:
            factories.pokja(one.region, f"Pokja {one.pk}", secretariat=one)
        factories.position(Pokja.objects.get(secretariat=two[1]))
        with pytest.raises(NotNow, match="masih terkait data lain"):
            merge(two, by=cast["tabalong"])
        assert (Institution.objects.count(), Position.objects.count()) == (2, 1)

    @pytest.mark.parametrize("first", [0, 1])
    def test_the_one_may_have_followed_the_other(self, cast, two, regions, first):
        oldest = factories.institution(regions["63.09"], "Dinas Kimpraswil")
        before, after = two[first], two[1 - first]
        Institution.objects.filter(pk=before.pk).update(predecessor=oldest)
        Institution.objects.filter(pk=after.pk).update(predecessor=before)
        assert merge(two, by=cast["tabalong"]).predecessor == oldest

    @pytest.mark.parametrize("first", [0, 1])
    def test_with_another_between_them_it_is_refused_at_the_field(self, login, cast, two, regions, first):
        before, after = two[first], two[1 - first]
        between = factories.institution(regions["63.09"], "Dinas Antara", predecessor=before)
        Institution.objects.filter(pk=after.pk).update(predecessor=between)
        answer = login("tabalong").get(reverse("pokja:institution_merge", args=[two[0].pk]), {"lembaga": two[1].pk})
        (told,) = answer.context["other"].errors["lembaga"]
        assert told.startswith(f"Di antara {before} dan {after} masih tercatat lembaga lain")
        for pair in (two, two[::-1]):
            with pytest.raises(NotNow):
                merge(pair, by=cast["tabalong"])

    @pytest.mark.parametrize(
        ("language", "told"),
        [
            ("id", ["1 kesepakatan, sebagai lembaga penanggung jawab", "2 Pokja, sebagai sekretariat", "1 kedudukan"]),
            ("en", ["1 agreement, as institution in charge", "2 Pokja, as secretariat", "1 position"]),
        ],
    )
    def test_what_goes_over_is_said_in_words(self, two, language, told):
        for name in ("pokja.Position.institution", "clinics.Agreement.institution", "pokja.Pokja.secretariat", "pokja.Pokja.secretariat"):
            MAKE[name](two[1])
        with override(language):
            assert [link.told for link in links_of(two[1])] == told


class TestNames:
    def test_they_stay_as_former_names_and_what_was_empty_is_filled(self, cast, two):
        kept = merge(two, by=cast["tabalong"])
        assert (kept.name, kept.short_name, kept.telephone, kept.former_names) == ("Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR", "0526-1", ["Dinas PUPR", "Dinas PU"])

    @pytest.mark.parametrize("text", ["Dinas PUPR", "dinas pu", "PUPR"])
    def test_lists_and_files_find_it_by_them(self, login, cast, two, regions, text):
        kept = merge(two, by=cast["tabalong"])
        found = login("tabalong").get(reverse("pokja:institution_list"), {"q": text}).context["table"].rows
        assert [row.record for row in found] == [kept]
        assert Links().institution(text, [regions["63.09"]]) == kept

    def test_older_links_lead_on(self, login, cast, two, regions):
        third = factories.institution(regions["63.09"], "Dinas PUPR dan Perkim")
        merge(two, by=cast["tabalong"])
        merge((third, two[0]), by=cast["tabalong"])
        client = login("gumas")
        for gone in two:
            assert client.get(gone.get_absolute_url()).url == third.get_absolute_url()
        plain = factories.institution(regions["63.09"], "Lain")
        url = plain.get_absolute_url()
        plain.delete()
        assert client.get(url).status_code == 404

    def test_the_history_tells_who_and_why_on_every_row(self, cast, two, login):
        seat = MAKE["pokja.Position.institution"](two[1])
        client = login("tabalong")
        client.post(reverse("pokja:institution_merge", args=[two[0].pk]) + f"?lembaga={two[1].pk}", key(change_reason="Tercatat dua kali", row_version=0))
        for row in (two[0], seat):
            last = history_of(row)[0]
            assert (last.actor.name, last.actor.reason) == ("Tabalong", "Tercatat dua kali")
        (change,) = history_of(seat)[0].changes
        assert (change.before, change.after) == ("Dinas PUPR (sudah dihapus)", two[0].name)


class TestWho:
    @pytest.mark.parametrize("who", ["hst", "kalteng", "gumas", "pembaca", "pembaca_tabalong", "admin"])
    def test_both_must_be_in_reach(self, cast, two, who):
        with pytest.raises(PermissionDenied):
            merge(two, by=cast[who])
        assert Institution.objects.count() == 2

    @pytest.mark.parametrize("who", ["tabalong", "kalsel", "pusat"])
    def test_the_region_and_the_levels_above(self, cast, two, who):
        merge(two, by=cast[who])
        assert Institution.objects.count() == 1

    def test_a_district_gives_up_nothing_of_its_province(self, cast, two, regions):
        above = factories.institution(regions["63"], "Dinas PUPR")
        for pair in ((two[0], above), (above, two[0])):
            with pytest.raises(PermissionDenied):
                merge(pair, by=cast["tabalong"])
        merge((above, two[0]), by=cast["kalsel"])

    def test_two_districts_offices_are_never_one(self, cast, two, regions):
        neighbour = factories.institution(regions["63.07"], "Dinas PUPR")
        with pytest.raises(NotNow, match="wilayah yang berbeda"):
            merge((two[0], neighbour), by=cast["kalsel"])
        with pytest.raises(NotNow, match="bukan lembaga ini"):
            merge((two[0], two[0]), by=cast["kalsel"])


class TestScreen:
    @pytest.fixture
    def url(self, two):
        return reverse("pokja:institution_merge", args=[two[0].pk])

    def test_it_is_reached_from_the_institutions_page(self, login, two, url):
        assert url in login("tabalong").get(two[0].get_absolute_url()).content.decode()
        assert url not in login("hst").get(two[0].get_absolute_url()).content.decode()

    def test_first_which_one_then_what_goes_over(self, login, two, url):
        MAKE["pokja.Position.institution"](two[1])
        client = login("tabalong")
        first = client.get(url).content.decode()
        assert f'href="?lembaga={two[1].pk}"' in first
        second = client.get(url, {"lembaga": "pupr"}).content.decode()
        assert "<li>1 kedudukan</li>" in second
        assert Institution.objects.count() == 2

    @pytest.mark.parametrize("text", ["", "Dinas Antariksa", "99999999999999999999", "\x00"])
    def test_an_unknown_one_is_said(self, login, url, text):
        page = login("tabalong").get(url, {"lembaga": text})
        assert page.context["other"].errors.keys() == {"lembaga"}
        assert page.status_code == 200

    def test_none_of_a_foreign_region_is_offered(self, login, url, regions):
        foreign = factories.institution(regions["63.07"], "Dinas Perhubungan")
        assert login("tabalong").get(url, {"lembaga": foreign.pk}).context["other"].errors.keys() == {"lembaga"}
        assert login("kalsel").get(url, {"lembaga": foreign.pk}).context["other"].errors.keys() == {"lembaga"}

    def test_without_a_reason_nothing_happens(self, login, two, url):
        form = login("tabalong").post(f"{url}?lembaga={two[1].pk}", key(row_version=0)).context["form"]
        assert form.errors.keys() == {"change_reason"}
        assert Institution.objects.count() == 2

    def test_sent_twice_or_from_a_second_tab_it_is_done_once(self, login, two, url):
        client, sent = login("tabalong"), key(change_reason="Dobel", row_version=0)
        where = f"{url}?lembaga={two[1].pk}"
        assert [client.post(where, sent).url, client.post(where, sent).url] == [two[0].get_absolute_url()] * 2
        again = client.post(where, key(change_reason="Dobel", row_version=1))
        assert (again.status_code, again.context["other"].errors.keys()) == (200, {"lembaga"})

    def test_the_preview_asks_as_often_with_more_links(self, login, two, url):
        client, where = login("tabalong"), f"{url}?lembaga={two[1].pk}"
        for make in MAKE.values():
            make(two[1])
        one = queries(client, where)
        for make in MAKE.values():
            make(two[1])
        assert queries(client, where) == one <= 8

    def test_a_speaker_is_no_link(self, two):
        """What stands as text is left as it was written."""
        Speaker.objects.create(clinic=clinic(), name="Siti", post="Kepala Dinas PUPR")
        assert links_of(two[1]) == []
