"""The template obeys rights, review and locks as the form of one figure does."""

import pytest
from django.core.exceptions import PermissionDenied

from ssk_portal.audit.timeline import history_of
from ssk_portal.indicators.actions import answer_warnings
from ssk_portal.indicators.filling import fill
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.review.actions import advance
from tests.indicators import factories
from tests.indicators.template.sheets import confirm, of, send, shown, take_over, taken, told, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
OPD = {"Penerbit": "OPD", "Sumber": "Laporan 2024"}
BPS = {"Penerbit": "BPS (Susenas)", "Sumber": "https://example.org/susenas"}


@pytest.fixture
def sent(cast):
    return [("submit", cast["tabalong"])]


@pytest.fixture
def approved(cast, sent):
    return [*sent, ("approve", cast["kalsel"])]


def test_readers_and_administrators_have_none(login):
    for name in ("pembaca", "pembaca_tabalong", "admin", "admin_kalsel"):
        assert login(name).get(url()).status_code == 403
        assert login(name).post(url(), {}).status_code == 403


class TestOfADistrict:
    def test_a_draft_is_changed_and_no_second_one_made(self, login, cast):
        factories.achievement(cast["tabalong"])
        row = of(taken(login("tabalong")), "sanitasi-layak")
        assert (row["Nilai"], row["Penerbit"], row["Status"]) == ("80", "Pokja", "Draf")
        answer = send(login("tabalong"), row | {"Nilai": "81,5"})
        assert shown(answer) == [(2, False, ["Nilai: 80 % → 81,5 %"], [])]
        confirm(login("tabalong"), answer)
        assert list(Achievement.objects.values_list("value", "version")) == [(81.5, 1)]

    @pytest.mark.parametrize("coded", [True, False])
    def test_what_was_submitted_or_approved_is_locked(self, coded, login, cast, sent, approved):
        for steps, sentence in ((sent, "Tarik"), (approved, "disetujui")):
            figure = factories.achievement(cast["tabalong"], year=2024 if steps is approved else 2023, step=steps)
            row = of(taken(login("tabalong"), year=figure.year), "sanitasi-layak")
            assert row["Kode"] == f"C{figure.pk}"
            row |= {} if coded else {"Kode": ""}
            assert shown(send(login("tabalong"), row)) == []
            answer = told(send(login("tabalong"), row | {"Nilai": "81", "Catatan": "Revisi"}))
            assert [each[:2] for each in answer] == [(2, "Nilai"), (2, "Catatan")]
            assert sentence in answer[0][2]

    def test_what_was_submitted_between_preview_and_confirming_is_not_changed(self, login, cast):
        figure = factories.achievement(cast["tabalong"])
        client = login("tabalong")
        answer = send(client, of(taken(client), "sanitasi-layak", Nilai="81"))
        advance(figure, "submit", by=cast["tabalong2"])
        again = confirm(client, answer)
        assert again.status_code == 200
        assert told(again)[0][:2] == (2, "Nilai")
        assert Achievement.objects.get().value == 80

    def test_the_number_of_somebody_else_meanwhile_is_shown_first(self, login, cast):
        figure = factories.achievement(cast["tabalong"])
        client = login("tabalong")
        answer = send(client, of(taken(client), "sanitasi-layak", Nilai="81"))
        Achievement.objects.filter(pk=figure.pk).update(value=79)
        assert shown(confirm(client, answer)) == [(2, False, ["Nilai: 79 % → 81 %"], [])]

    def test_a_published_figure_stays_with_the_centre_and_the_own_one_beside_it(self, login):
        factories.publish(factories.row(year="2024", value="77.09"))
        client = login("tabalong")
        assert of(taken(client), "sanitasi-layak")["Nilai"] == ""
        same = of(taken(client), "sanitasi-layak", Nilai="77,09", **BPS)
        assert shown(send(client, same)) == []
        assert told(send(client, same | {"Catatan": "x"})) == [(2, "Penerbit", "Angka yang dipublikasikan dikelola oleh pusat.")]

    def test_an_answer_to_warnings_falls_with_the_number(self, login, cast, sent):
        factories.publish(factories.row(year="2023", value="40"))
        figure = factories.achievement(cast["tabalong"])
        answer_warnings(figure, answer="Survei ulang", by=cast["tabalong"])
        client = login("tabalong")
        take_over(client, of(taken(client), "sanitasi-layak", Catatan="Baru"))
        assert Achievement.objects.get(pk=figure.pk).answer == "Survei ulang"
        take_over(client, of(taken(client), "sanitasi-layak", Nilai="81"))
        assert Achievement.objects.get(pk=figure.pk).answer == ""

    def test_its_own_targets_are_likely_ones_and_of_its_layers(self, login):
        row = next(row for row in taken(login("tabalong"), "target") if row["Jenjang"] == "SSK") | {"Nilai": "120", "Sumber": "SSK"}
        assert [each[:2] for each in told(send(login("tabalong"), row, kind="target"))] == [(2, "Nilai")]
        answer = told(send(login("tabalong"), row | {"Nilai": "12", "Jenjang": "RPJMD provinsi"}, kind="target"))
        assert answer == [(2, "Jenjang", "Target pada jenjang “RPJMD provinsi” diisi oleh tingkat lain.")]

    def test_a_local_indicator_of_its_own_is_in_it_and_none_of_others(self, login, regions):
        for code in ("63.07", "63.09"):
            Indicator.objects.create(code=f"lokal-{code[-2:]}", name_id=f"Lokal {code}", name_en=f"Local {code}", sector="air_limbah", region=regions[code], source="Perda")
        codes = {row["Kode indikator"] for row in taken(login("tabalong"))}
        assert ("lokal-09" in codes, "lokal-07" in codes) == (True, False)
        row = of(taken(login("tabalong")), "lokal-09", Nilai="5", **OPD) | {"Kode indikator": "lokal-07", "Indikator": "Lokal 63.07"}
        assert told(send(login("tabalong"), row)) == [
            (2, "Kode indikator", "“Lokal 63.07” adalah indikator lokal milik Kabupaten Hulu Sungai Tengah; angkanya hanya dicatat di sana.")
        ]


class TestOfAProvince:
    def test_its_own_figures_are_drafts_and_its_districts_rows_are_for_them(self, login, cast):
        factories.achievement(cast["tabalong"])
        client = login("kalsel")
        rows = taken(client, below="on")
        assert {row["Kode wilayah"] for row in rows} == {"63", "63.07", "63.09"}
        assert {row["Nilai"] for row in rows} == {""}
        take_over(client, of(rows, "sanitasi-layak", "63", Nilai="81", **OPD))
        assert list(Achievement.objects.filter(region__code="63").values_list("state", "value")) == [("draft", 81)]
        answer = told(send(client, of(rows, "sanitasi-layak", "63.09", Nilai="81", **OPD)))
        assert answer == [(2, "Kode wilayah", "Angka Kabupaten Tabalong diisi oleh wilayah itu sendiri. Serahkan templat ini kepada wilayah tersebut, atau kosongkan baris ini.")]

    def test_a_district_takes_over_its_rows_of_the_province_s_template(self, login):
        rows = taken(login("kalsel"), below="on")
        filled = [row | ({"Nilai": "81", **OPD} if row["Kode wilayah"] == "63.09" and row["Kode indikator"] == "sanitasi-layak" else {}) for row in rows]
        take_over(login("tabalong"), *filled)
        assert list(Achievement.objects.values_list("region__code", "value")) == [("63.09", 81)]


class TestOfTheCentre:
    def test_published_figures_of_many_regions(self, login):
        client = login("pusat")
        rows = taken(client, region="63", below="on")
        lines = [of(rows, "sanitasi-layak", code, Nilai=value, **BPS) for code, value in (("63", "80,1"), ("63.07", "70,2"), ("63.09", "77,09"))]
        take_over(client, *lines)
        found = Achievement.objects.order_by("region__code").values_list("region__code", "state", "is_reference")
        assert list(found) == [("63", "published", True), ("63.07", "published", True), ("63.09", "published", True)]
        assert shown(send(client, *lines)) == []

    def test_each_names_its_source(self, login):
        row = of(taken(login("pusat"), region="63"), "sanitasi-layak", Nilai="80", Penerbit="BPS (Susenas)")
        assert told(send(login("pusat"), row)) == [(2, "Sumber", "Angka yang dipublikasikan harus menyebut sumbernya.")]

    def test_a_correction_says_why_and_keeps_the_old_value(self, login):
        factories.publish(factories.row(year="2024", value="77.09"))
        client = login("pusat")
        row = of(taken(client, region="63", below="on"), "sanitasi-layak", "63.09")
        assert row["Nilai"] == "77,09"
        answer = send(client, row | {"Nilai": "77,9"})
        assert "change_reason" in confirm(client, answer).context["confirm"].errors
        assert confirm(client, answer, change_reason="Salah ketik").status_code == 302
        last = history_of(Achievement.objects.get())[0]
        told_changes = [(change.label, change.before, change.after) for change in last.changes]
        assert (last.actor.reason, told_changes) == ("Salah ketik", [("Nilai", "77,09", "77,9")])

    def test_another_source_is_another_value_beside_it(self, login):
        factories.publish(factories.row(year="2024", value="77.09"))
        client = login("pusat")
        row = of(taken(client, region="63", below="on"), "sanitasi-layak", "63.09") | {"Kode": "", "Nilai": "88,68", "Sumber": "https://example.org/lain"}
        take_over(client, row)
        assert sorted(map(str, Achievement.objects.values_list("value", flat=True))) == ["77.09", "88.68"]
        assert Achievement.objects.filter(is_reference=True).count() == 1

    def test_a_district_s_draft_is_not_touched(self, login, cast):
        draft = factories.achievement(cast["tabalong"])
        row = of(taken(login("pusat"), region="63", below="on"), "sanitasi-layak", "63.09")
        assert row["Nilai"] == ""
        answer = told(send(login("pusat"), row | {"Kode": f"C{draft.pk}", "Nilai": "81", **BPS}))
        assert answer == [(2, "Kode wilayah", "Angka Kabupaten Tabalong diisi oleh wilayah itu sendiri. Serahkan templat ini kepada wilayah tersebut, atau kosongkan baris ini.")]

    def test_targets_of_every_layer(self, login):
        client = login("pusat")
        row = next(row for row in taken(client, "target", region="63") if row["Kode indikator"] == "sanitasi-aman" and row["Jenjang"] == "RPJMD provinsi")
        take_over(client, row | {"Nilai": "20", "Sumber": "RPJMD", "Rencana sebagaimana tertulis": "RPJMD 2021-2026", "Jenjang": "RPJMN, bagian provinsi"}, kind="target")
        assert list(Target.objects.values_list("layer__code", "state", "in_force")) == [("rpjmn-provinsi", "published", True)]

    def test_the_whole_country_is_taken_for_one_indicator(self, login, regions):
        client = login("pusat")
        assert {row["Kode wilayah"] for row in taken(client, region="ID", below="on")} == set(regions)


def test_the_verb_itself_asks_whose_they_are(cast, regions):
    common = {"indicator": Indicator.objects.first(), "year": 2024, "value": 1, "source": "x", "publisher_id": 1}
    for name, region, state in (("tabalong", "63.07", "draft"), ("kalsel", "63.09", "draft"), ("tabalong", "63.09", "published"), ("pusat", "63.09", "draft")):
        with pytest.raises(PermissionDenied):
            fill([Achievement(region=regions[region], state=state, **common)], by=cast[name])
