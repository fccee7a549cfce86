"""The screens of a Pokja: its page, recording, changing, deleting; the list has a file of its own."""

from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.audit.timeline import history_of
from ssk_portal.pokja.models import Pokja, Rank
from tests.counting import queries
from tests.factories import key
from tests.pokja import factories

NEW = reverse("pokja:pokja_create")


def page(pokja, name="pokja_detail"):
    return reverse(f"pokja:{name}", args=[pokja.pk])


class TestPage:
    def test_it_tells_the_whole_group(self, login, groups, regions):
        group = groups["63.09"]
        group.tasks, group.secretariat = ["Koordinasi"], factories.institution(regions["63.09"], "Bapperida")
        group.save()
        factories.decree(group, period_as_written="s.d. 2099")
        chair = factories.position(group, office="Sekretaris Daerah")
        factories.member(chair, "Siti Aminah", since=date(2024, 1, 2))
        factories.member(chair, "Budi Lama", until=date(2023, 12, 31))
        factories.position(group, Rank.FIELD, field="Teknis", institution_as_written="Dinas PUPR")
        text = login("tabalong").get(page(group)).content.decode()
        for told in (
            "Bapperida", "Koordinasi", "SK Bupati 188.45/1/2024", "berlaku", "2 Januari 2024 – 31 Desember 2099", "s.d. 2099", "Sekretaris Daerah", "Siti Aminah",
            "Mantan anggota", "Budi Lama", "Bidang: Teknis", "Dinas PUPR", "kosong", "1 kedudukan kosong.", "/wilayah/63.09/",
        ):  # fmt: skip
            assert told in text

    @pytest.mark.parametrize(
        ("who", "code", "status"),
        [
            ("tabalong", "63.09", 200), ("tabalong", "63", 200), ("tabalong", "63.07", 404), ("tabalong", "62", 404), ("hst", "63.09", 404), ("gumas", "63.09", 404),
            ("kalsel", "63.09", 200), ("kalteng", "63.09", 404), ("kalteng", "63", 404), ("pusat", "63.09", 200), ("pembaca_kalsel", "63.09", 200),
            ("pembaca_tabalong", "63.09", 200), ("admin", "63.09", 200), ("admin_kalsel", "62.10", 404),
        ],
    )  # fmt: skip
    def test_who_may_read_it(self, login, groups, who, code, status):
        factories.member(factories.position(groups[code]), "Rahasia Jaya")
        response = login(who).get(page(groups[code]))
        assert response.status_code == status
        assert (b"Rahasia Jaya" in response.content) == (status == 200)

    def test_a_row_out_of_reach_looks_like_a_missing_one(self, login, groups):
        client = login("hst")
        bodies = [client.get(url).content.decode() for url in (page(groups["63.09"]), reverse("pokja:pokja_detail", args=[999_999]))]
        shown = [body[body.index("<main") : body.index("</main>")] for body in bodies]
        assert shown[0] == shown[1]

    def test_only_who_may_change_it_sees_the_buttons(self, login, groups):
        shown = {
            who: page(groups["63.09"], "pokja_update").encode() in login(who).get(page(groups["63.09"])).content for who in ("tabalong", "kalsel", "pusat", "pembaca_tabalong")
        }
        assert shown == {"tabalong": True, "kalsel": True, "pusat": False, "pembaca_tabalong": False}

    def test_three_seats_cost_as_many_queries_as_one(self, login, groups):
        client, group = login("tabalong"), groups["63.09"]

        def fill(number):
            decree = factories.decree(group, number=str(number), valid_to=None)
            factories.member(factories.position(group, decree=decree, institution=factories.institution(group.region, f"Dinas {number}")))

        fill(1)
        one = queries(client, page(group))
        fill(2)
        fill(3)
        assert queries(client, page(group)) == one

    def test_it_is_only_read(self, login, groups):
        assert login("tabalong").post(page(groups["63.09"])).status_code == 405


def typed(region, **fields):
    return key(region=region.pk, name="Pokja PKP Kabupaten Tabalong", brand="pkp", **fields)


class TestCreate:
    def test_a_district_records_its_own(self, login, regions):
        bappeda = factories.institution(regions["63.09"])
        response = login("tabalong").post(NEW, typed(regions["63.09"], secretariat=bappeda.pk, tasks="Koordinasi\nMonev"))
        made = Pokja.objects.get()
        assert response.url == made.get_absolute_url()
        assert (made.region, made.secretariat, made.tasks, made.source) == (regions["63.09"], bappeda, ["Koordinasi", "Monev"], "")

    @pytest.mark.parametrize(("who", "code"), [("tabalong", "63.07"), ("tabalong", "63"), ("kalsel", "62.10"), ("kalsel", "62"), ("kalsel", "ID")])
    def test_another_region_cannot_be_chosen(self, login, regions, who, code):
        response = login(who).post(NEW, typed(regions[code], change_reason="Karena"))
        assert response.context["form"].errors.keys() == {"region"}
        assert Pokja.objects.count() == 0

    def test_the_province_records_its_own_without_a_reason(self, login, regions):
        login("kalsel").post(NEW, typed(regions["63"]))
        assert Pokja.objects.get().region == regions["63"]

    def test_the_province_says_why_it_records_one_for_a_district(self, login, regions):
        client = login("kalsel")
        response = client.post(NEW, typed(regions["63.09"]))
        assert response.context["form"].errors == {"change_reason": ["Sebutkan alasan Anda mencatatnya untuk kabupaten/kota."]}
        client.post(NEW, typed(regions["63.09"], change_reason="Staf kabupaten belum berakun"))
        assert [entry.actor.reason for entry in history_of(Pokja.objects.get())] == ["Staf kabupaten belum berakun"]

    def test_the_secretariat_is_of_the_region_its_province_or_the_centre(self, login, regions):
        client = login("kalsel")
        there = {code: factories.institution(regions[code], f"Bappeda {code}") for code in ("62", "63", "63.07", "63.09", "ID")}

        def offered(**query):
            return list(client.get(NEW, query).context["form"].fields["secretariat"].queryset)

        assert offered() == [there["63"], there["ID"]]
        assert offered(wilayah="63.09") == [there["63.09"], there["63"], there["ID"]]
        response = client.post(NEW, typed(regions["63.09"], secretariat="Bappeda 63.07", change_reason="Karena"))
        assert response.context["form"].errors.keys() == {"secretariat"}
        client.post(NEW, typed(regions["63.09"], secretariat="bappeda 63.09", change_reason="Karena"))
        assert Pokja.objects.get().secretariat == there["63.09"]

    def test_the_region_page_opens_it_for_its_region(self, login, regions):
        assert login("kalsel").get(NEW, {"wilayah": "63.09"}).context["form"]["region"].value() == regions["63.09"].pk

    @pytest.mark.parametrize("field", ["secretariat_since", "published"])
    def test_a_year_that_is_a_slip_of_the_hand_is_told_at_its_field(self, login, regions, field):
        typed = key(region=regions["63.09"].pk, name="Pokja PKP", brand="pkp", secretariat_as_written="Bappeda", **{field: "0202-01-01"})
        assert login("tabalong").post(NEW, typed).context["form"].errors == {field: ["Periksa tahunnya."]}

    def test_a_region_of_no_length_a_number_has_is_refused_in_words(self, login):
        assert login("kalsel").post(NEW, key(region="9" * 5000, name="Pokja PKP", brand="pkp")).context["form"].errors.keys() == {"region"}

    def test_a_name_stands_once_in_a_region(self, login, regions, groups):
        response = login("tabalong").post(NEW, typed(regions["63.09"]))
        assert response.context["form"].non_field_errors() == ["Wilayah ini sudah memiliki Pokja dengan nama itu."]

    @pytest.mark.parametrize("who", ["pusat", "admin", "admin_kalsel", "pembaca", "pembaca_tabalong"])
    def test_who_may_not(self, login, regions, who):
        client = login(who)
        assert client.get(NEW).status_code == 403
        assert client.post(NEW, typed(regions["63.09"])).status_code == 403
        assert Pokja.objects.count() == 0

    def test_sent_twice_it_is_done_once(self, login, regions):
        client, sent = login("tabalong"), typed(regions["63.09"])
        client.post(NEW, sent)
        client.post(NEW, sent)
        assert Pokja.objects.count() == 1


class TestUpdate:
    def change(self, client, group, **fields):
        values = {"name": group.name, "brand": "ppas", "row_version": group.version}
        return client.post(page(group, "pokja_update"), key(**(values | fields)))

    def test_the_district_changes_its_own(self, login, groups):
        assert self.change(login("tabalong"), groups["63.09"]).url == page(groups["63.09"])
        groups["63.09"].refresh_from_db()
        assert groups["63.09"].brand == "ppas"

    def test_the_province_corrects_with_a_reason(self, login, groups):
        client, group = login("kalsel"), groups["63.09"]
        assert self.change(client, group).context["form"].errors.keys() == {"change_reason"}
        self.change(client, group, change_reason="Nama menurut SK")
        assert [entry.actor.reason for entry in history_of(group)] == ["Nama menurut SK", ""]

    def test_the_province_changes_its_own_without_a_reason(self, login, groups):
        assert self.change(login("kalsel"), groups["63"]).status_code == 302

    def test_it_does_not_move_to_another_region(self, login, groups, regions):
        self.change(login("kalsel"), groups["63.09"], region=regions["63.07"].pk, change_reason="Pindah")
        groups["63.09"].refresh_from_db()
        assert groups["63.09"].region == regions["63.09"]

    def test_a_second_editor_sees_both_versions(self, login, groups):
        group = groups["63.09"]
        Pokja.objects.filter(pk=group.pk).update(note="Dari rekan")
        response = self.change(login("tabalong"), group, note="Dari saya")
        assert response.status_code == 409
        assert [(difference.typed, difference.now) for difference in response.context["conflict"]] == [("Pokja PPAS", "Pokja PKP"), ("Dari saya", "Dari rekan")]

    @pytest.mark.parametrize(
        ("who", "code", "status"),
        [("tabalong", "63", 403), ("tabalong", "63.07", 404), ("kalteng", "63.09", 404), ("gumas", "63.09", 404), ("pusat", "63.09", 403),
         ("pembaca_tabalong", "63.09", 403), ("admin", "63.09", 403)],
    )  # fmt: skip
    @pytest.mark.parametrize("screen", ["pokja_update", "pokja_delete"])
    def test_who_may_not(self, login, groups, who, code, status, screen):
        client, group = login(who), groups[code]
        assert client.get(page(group, screen)).status_code == status
        assert client.post(page(group, screen), key(name="Diubah", brand="pkp", row_version=0, change_reason="a")).status_code == status
        assert Pokja.objects.filter(pk=group.pk, name=group.name).count() == 1


class TestDelete:
    def test_the_district_deletes_its_own(self, login, groups):
        client = login("tabalong")
        assert client.get(page(groups["63.09"], "pokja_delete")).status_code == 200
        assert Pokja.objects.filter(pk=groups["63.09"].pk).exists()
        assert client.post(page(groups["63.09"], "pokja_delete"), key()).url == reverse("pokja:pokja_list")
        assert not Pokja.objects.filter(pk=groups["63.09"].pk).exists()

    def test_what_hangs_on_it_is_counted_and_one_says_that_it_goes_too(self, login, groups):
        client, group = login("tabalong"), groups["63.09"]
        factories.member(factories.position(group, decree=factories.decree(group)))
        assert "SK: 1; kedudukan: 1; anggota: 1." in client.get(page(group, "pokja_delete")).content.decode()
        assert client.post(page(group, "pokja_delete"), key()).context["form"].errors.keys() == {"with_all"}
        assert client.post(page(group, "pokja_delete"), key(with_all="on")).status_code == 302
        assert not Pokja.objects.filter(pk=group.pk).exists()

    def test_the_province_says_why(self, login, groups):
        client, group = login("kalsel"), groups["63.09"]
        assert client.post(page(group, "pokja_delete"), key()).context["form"].errors.keys() == {"change_reason"}
        assert client.post(page(group, "pokja_delete"), key(change_reason="Tercatat dua kali")).status_code == 302
        assert [entry.actor.reason for entry in history_of(group)] == ["Tercatat dua kali", ""]

    def test_without_its_key_nothing_is_deleted(self, login, groups):
        assert login("tabalong").post(page(groups["63.09"], "pokja_delete")).status_code == 200
        assert Pokja.objects.filter(pk=groups["63.09"].pk).exists()
