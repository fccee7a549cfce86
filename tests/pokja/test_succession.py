"""Pokja that took over others, and secretariats that moved."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse

from ssk_portal.common.errors import NotNow
from ssk_portal.pokja.actions import save_pokja
from ssk_portal.pokja.merging import merge_institutions
from ssk_portal.pokja.models import Pokja
from tests.counting import queries
from tests.factories import key
from tests.pokja import factories


@pytest.fixture
def groups(regions):
    """Three of Tabalong: two older ones and the one that took over."""
    return [factories.pokja(regions["63.09"], name) for name in ("Pokja AMPL", "Pokja Sanitasi", "Pokja PKP")]


def typed(pokja, **fields):
    return key(name=pokja.name, brand=pokja.brand, row_version=pokja.version, **fields)


def change(client, pokja, **fields):
    pokja.refresh_from_db()
    return client.post(reverse("pokja:pokja_update", args=[pokja.pk]), typed(pokja, **fields))


class TestPredecessors:
    def test_several_are_merged_into_one_and_both_sides_say_so(self, login, groups):
        old, older, new = groups
        client = login("tabalong")
        change(client, new, predecessors=[old.pk, older.pk])
        text = client.get(new.get_absolute_url()).content.decode()
        assert [f'<a href="{other.get_absolute_url()}">{other}</a>' in text for other in (old, older)] == [True, True]
        text = client.get(old.get_absolute_url()).content.decode()
        assert "Tugas Pokja ini telah dialihkan dan dilanjutkan oleh:" in text
        assert f'<a href="{new.get_absolute_url()}">Pokja PKP</a>' in text
        assert "Belum ada SK yang tercatat" not in text

    def test_one_that_was_taken_over_is_asked_for_nothing_any_more(self, login, groups):
        old, older, new = groups
        factories.decree(old)
        client = login("tabalong")
        assert "Pokja Anda belum memiliki SK yang berlaku" not in client.get("/").content.decode()
        change(client, new, predecessors=[old.pk, older.pk])
        assert "Pokja Anda belum memiliki SK yang berlaku" in client.get("/").content.decode(), "the decree of the old one counts no more"
        assert client.get(new.region.get_absolute_url()).context["pokjas"] == [new]
        assert client.get(reverse("pokja:pokja_list")).content.decode().count("dilanjutkan Pokja lain") == 2
        assert "Pemeriksaan keterwakilan" not in client.get(old.get_absolute_url()).content.decode()
        recap = login("kalsel").get("/rekap-pokja/63/").content.decode()
        assert [name in recap for name in ("Pokja PKP", "Pokja AMPL")] == [True, False]

    def test_unticked_it_is_none_any_more(self, login, groups):
        old, older, new = groups
        client = login("tabalong")
        change(client, new, predecessors=[old.pk, older.pk])
        assert client.get(reverse("pokja:pokja_update", args=[new.pk])).context["form"]["predecessors"].value() == [old.pk, older.pk]
        change(client, new, predecessors=[old.pk])
        assert [pokja.name for pokja in new.predecessors.all()] == ["Pokja AMPL"]

    def test_one_of_another_region_or_with_another_successor_is_not_offered(self, login, groups, regions, cast):
        old, older, new = groups
        factories.pokja(regions["63.07"])
        save_pokja(older, predecessors=[old], by=cast["tabalong"])
        offered = login("tabalong").get(reverse("pokja:pokja_update", args=[new.pk])).context["form"].fields["predecessors"].queryset
        assert list(offered) == [older]

    def test_who_may_not_change_one_of_them_takes_nothing_over(self, groups, regions, cast):
        with pytest.raises(PermissionDenied):
            save_pokja(groups[2], predecessors=[factories.pokja(regions["63.07"])], by=cast["tabalong"])

    def test_where_there_is_no_other_nothing_is_asked(self, login, regions):
        alone = factories.pokja(regions["63.07"])
        assert "predecessors" not in login("hst").get(reverse("pokja:pokja_update", args=[alone.pk])).context["form"].fields

    def test_the_province_corrects_it_with_a_reason(self, login, groups):
        old, _older, new = groups
        client = login("kalsel")
        assert change(client, new, predecessors=[old.pk]).context["form"].errors.keys() == {"change_reason"}
        change(client, new, predecessors=[old.pk], change_reason="Menurut SK")
        assert list(new.predecessors.all()) == [old]

    def test_the_page_asks_as_often_with_more_of_them(self, login, groups, cast):
        old, older, new = groups
        client = login("tabalong")
        one = queries(client, new.get_absolute_url())
        save_pokja(new, predecessors=[old, older], by=cast["tabalong"])
        assert queries(client, new.get_absolute_url()) == one


class TestNoCircle:
    @pytest.fixture
    def chain(self, groups, cast):
        """The oldest, continued by the older, continued by the new one."""
        old, older, new = groups
        save_pokja(older, predecessors=[old], by=cast["tabalong"])
        save_pokja(new, predecessors=[older], by=cast["tabalong"])
        return [Pokja.objects.get(pk=one.pk) for one in groups]

    def test_it_is_told_at_the_field(self, login, chain):
        old, _older, new = chain
        form = change(login("tabalong"), old, predecessors=[new.pk]).context["form"]
        assert form.errors == {"predecessors": ["Pokja PKP melanjutkan Pokja ini, jadi tidak dapat sekaligus menjadi pendahulunya."]}

    def test_the_verb_refuses_it(self, chain, cast):
        with pytest.raises(NotNow, match="tidak dapat sekaligus menjadi pendahulunya"):
            save_pokja(chain[0], predecessors=[chain[2]], by=cast["tabalong"])

    @pytest.mark.parametrize("after", [0, 1, 2])
    def test_the_database_refuses_it(self, chain, after):
        with pytest.raises(IntegrityError) as refused:
            Pokja.objects.filter(pk=chain[2].pk).update(successor=chain[after])
        assert refused.value.__cause__.diag.constraint_name == "pokja_no_circle"

    def test_a_longer_chain_and_a_shorter_one_are_taken(self, chain, groups, regions):
        newest = factories.pokja(regions["63.09"], "Pokja Terbaru")
        Pokja.objects.filter(pk=chain[2].pk).update(successor=newest)
        Pokja.objects.filter(pk=chain[0].pk).update(successor=newest)
        assert [one.name for one in Pokja.objects.get(pk=chain[1].pk).continued_by()] == ["Pokja PKP", "Pokja Terbaru"]

    def test_the_administration_pages_tell_it_at_the_field(self, chain):
        chain[2].successor = chain[0]
        with pytest.raises(ValidationError) as refused:
            chain[2].full_clean()
        assert refused.value.message_dict == {"successor": ["Pokja AMPL mendahului Pokja ini, jadi tidak dapat sekaligus menjadi penerusnya."]}


class TestSecretariat:
    @pytest.fixture
    def homes(self, regions):
        return [factories.institution(regions["63.09"], name) for name in ("Bappeda", "Dinas Perkim", "Bapperida")]

    def told(self, login, pokja):
        return [(home.name, home.since, home.told) for home in login("tabalong").get(pokja.get_absolute_url()).context["secretariats"]]

    def test_who_ran_it_since_when_and_who_before(self, login, groups, homes):
        pokja, client = groups[2], login("tabalong")
        change(client, pokja, secretariat="Bappeda", secretariat_since="2019-03-01")
        change(client, pokja, secretariat="Dinas Perkim", secretariat_since="2023-01-02")
        assert self.told(login, pokja) == [("Dinas Perkim", date(2023, 1, 2), ""), ("Bappeda", date(2019, 3, 1), "sampai 2 Januari 2023")]
        text = client.get(pokja.get_absolute_url()).content.decode()
        assert "sejak 2 Januari 2023" in text
        assert "Sekretariat sebelumnya" in text

    def test_a_day_stated_later_is_no_move(self, login, groups, homes):
        pokja, client = groups[2], login("tabalong")
        change(client, pokja, secretariat="Bappeda")
        assert "sejak kapan belum diisi" in client.get(pokja.get_absolute_url()).content.decode()
        change(client, pokja, secretariat="Bappeda", secretariat_since="2019-03-01", contact="0526")
        assert self.told(login, pokja) == [("Bappeda", date(2019, 3, 1), "")]

    def test_a_merger_of_institutions_is_no_move(self, login, groups, homes, cast):
        pokja = groups[2]
        change(login("tabalong"), pokja, secretariat="Bappeda", secretariat_since="2019-03-01")
        merge_institutions(homes[2], homes[0], by=cast["tabalong"], reason="Dobel")
        assert self.told(login, pokja) == [("Bapperida", date(2019, 3, 1), "")]

    def test_what_was_written_without_an_institution_is_told_as_written(self, login, groups, homes):
        pokja, client = groups[2], login("tabalong")
        change(client, pokja, secretariat_as_written="Kantor Bupati")
        change(client, pokja, secretariat="Bapperida", secretariat_as_written="Kantor Bupati")
        assert [name for name, _since, _told in self.told(login, pokja)] == ["Bapperida", "Kantor Bupati"]

    def test_a_day_needs_a_secretariat(self, login, groups):
        response = change(login("tabalong"), groups[2], secretariat_since="2019-03-01")
        assert response.context["form"].non_field_errors() == ["Isi sekretariatnya, atau kosongkan tanggal sejak kapan."]

    def test_the_page_asks_as_often_after_many_moves(self, login, groups, homes):
        pokja, client = groups[2], login("tabalong")
        change(client, pokja, secretariat="Bappeda")
        one = queries(client, pokja.get_absolute_url())
        for name in ("Dinas Perkim", "Bapperida", "Bappeda"):
            change(client, pokja, secretariat=name)
        assert queries(client, pokja.get_absolute_url()) == one
