"""A changed definition is a new version: what the form asks, what the portal keeps, what the page lists."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.urls import reverse

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.defining import change_definition, versions_of
from ssk_portal.indicators.forms.indicators import IndicatorForm
from ssk_portal.indicators.models import DefinitionChange, Indicator
from tests.factories import key
from tests.indicators import factories

pytestmark = pytest.mark.django_db
ASKED = "Anda mengubah apa yang dihitung, padahal sudah ada angka: sebutkan apa artinya bagi angka itu."
NEW = "Rumah tangga yang tangki septiknya disedot setiap tiga tahun."


@pytest.fixture
def layak(reference):
    """With figures of 2021, and counted otherwise since 2019."""
    factories.publish(factories.row())
    return Indicator.objects.get(code="sanitasi-layak")


def typed(indicator, **changes):
    """What a browser sends of the form as it stands, with `changes`."""
    fields = {name: "\n".join(value) if isinstance(value, list) else "" if value is None else value for name, value in model_to_dict(indicator, IndicatorForm.Meta.fields).items()}
    if not fields["cumulative"]:
        del fields["cumulative"]
    return key(**fields | {"row_version": indicator.version, "change_reason": "Permen baru"} | changes)


def send(client, indicator, **changes):
    return client.post(reverse("indicators:indicator_update", args=[indicator.pk]), typed(indicator, **changes))


def errors(answer):
    return {name: list(sentences) for name, sentences in answer.context["form"].errors.items()}


class TestTheFormAsks:
    def test_nothing_where_what_is_counted_stays(self, login, layak):
        assert send(login("pusat"), layak, name_id="Sanitasi layak", reporter_id="BPS", lowest="1").status_code == 302
        assert DefinitionChange.objects.filter(indicator=layak).count() == 1

    def test_nothing_where_only_line_breaks_differ(self, login, layak):
        Indicator.objects.filter(pk=layak.pk).update(method_id="Satu.\nDua.")
        layak.refresh_from_db()
        assert send(login("pusat"), layak, method_id="Satu.\r\nDua.").status_code == 302

    def test_nothing_where_no_figure_exists(self, login, reference):
        aman = Indicator.objects.get(code="sanitasi-aman")
        assert send(login("pusat"), aman, definition_id=NEW).status_code == 302
        assert not aman.changes.exists()

    @pytest.mark.parametrize("field", ["definition_id", "definition_en", "numerator_id", "denominator_en", "method_id", "direction", "cumulative"])
    def test_what_a_change_means(self, login, layak, field):
        change = {field: {"direction": "lower", "cumulative": "on"}.get(field, NEW)}
        answer = send(login("pusat"), layak, **change)
        assert errors(answer) == {"meaning": [ASKED]}
        assert answer.context["form"]["definition_id"].value() == change.get("definition_id", layak.definition_id)
        assert "Angka sudah ada dari tahun 2021 sampai 2021." in answer.content.decode()

    def test_and_a_draft_is_a_figure_too(self, login, reference, cast):
        factories.achievement(cast["tabalong"], indicator="sanitasi-aman")
        assert errors(send(login("pusat"), Indicator.objects.get(code="sanitasi-aman"), definition_id=NEW)) == {"meaning": [ASKED]}

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"meaning": "otherwise"}, "Sebutkan mulai tahun berapa cara menghitungnya berbeda."),
            ({"meaning": "otherwise", "since": "2019"}, "Definisi yang sekarang berlaku sejak 2019; definisi baru dimulai sesudahnya."),
            ({"meaning": "otherwise", "since": "2010"}, "Definisi yang sekarang berlaku sejak 2019; definisi baru dimulai sesudahnya."),
            ({"meaning": "alike", "since": "2024"}, "Tahun hanya diisi untuk jawaban yang satunya: kosongkan, atau pilih jawaban itu."),
        ],
    )
    def test_for_a_year_that_can_be(self, login, layak, said, sentence):
        assert errors(send(login("pusat"), layak, definition_id=NEW, **said)) == {"since": [sentence]}
        assert Indicator.objects.get(pk=layak.pk).definition_id == layak.definition_id

    @pytest.mark.parametrize("year", ["1900", "3000", "dua"])
    def test_and_refuses_any_other(self, login, layak, year):
        assert list(errors(send(login("pusat"), layak, definition_id=NEW, meaning="otherwise", since=year))) == ["since"]

    def test_after_what_somebody_else_changed_was_compared(self, login, layak):
        """Who opened the form before did not change what differs now."""
        Indicator.objects.filter(pk=layak.pk).update(definition_id=NEW)
        answer = send(login("pusat"), layak, name_id="Sanitasi layak")
        assert answer.status_code == 409
        assert [difference.now for difference in answer.context["conflict"]] == [layak.name_id, NEW]
        assert errors(answer) == {}


class TestAnswered:
    def test_only_the_wording(self, login, layak):
        assert send(login("pusat"), layak, definition_id=NEW, meaning="alike").status_code == 302
        assert Indicator.objects.get(pk=layak.pk).definition_id == NEW
        assert [change.year for change in layak.changes.all()] == [2019]

    def test_counted_otherwise(self, login, layak):
        answer = send(login("pusat"), layak, definition_id=NEW, method_id="Pendataan", meaning="otherwise", since="2025", change_source="Permen 1/2025, hal. 4")
        assert answer.status_code == 302
        change = layak.changes.get(year=2025)
        assert (change.note_id, change.source, change.basis) == ("Permen baru", "Permen 1/2025, hal. 4", "stated")
        assert change.former_id.splitlines() == [
            layak.definition_id,
            "Pembilang: rumah tangga dengan akses sanitasi layak",
            "Penyebut: rumah tangga",
            f"Metode: {layak.method_id}",
            "Arah: makin tinggi makin baik; cara penghitungan: dihitung baru setiap tahun",
            f"Sumber definisi: {layak.source}",
        ]
        assert change.former_en.splitlines()[:2] == [layak.definition_en, "Numerator: households with improved sanitation"]

    def test_what_changed_is_told_in_both_languages(self, login, layak):
        client = login("pusat")
        said = {"change_id": "Dihitung per rumah", "change_en": "Counted by house"}
        assert send(client, layak, definition_id=NEW, meaning="otherwise", since="2025", **said).status_code == 302
        change = layak.changes.get(year=2025)
        assert (change.note_id, change.note_en) == ("Dihitung per rumah", "Counted by house")
        page = layak.get_absolute_url()
        assert "Yang berubah: Dihitung per rumah" in client.get(page).content.decode()
        client.cookies["django_language"] = "en"
        assert "What changed: Counted by house" in client.get(page).content.decode()

    def test_without_a_source_of_its_own_it_is_that_of_the_definition(self, login, layak):
        send(login("pusat"), layak, definition_id=NEW, source="Permen 1/2025", meaning="otherwise", since="2025")
        assert layak.changes.get(year=2025).source == "Permen 1/2025"

    def test_the_page_lists_all_versions_with_their_years(self, login, layak):
        send(login("pusat"), layak, definition_id=NEW, meaning="otherwise", since="2025")
        answer = login("tabalong").get(layak.get_absolute_url())
        assert [version.years for version in answer.context["versions"]] == ["sejak 2025", "2019–2024", "sampai 2018"]
        text = answer.content.decode()
        assert layak.definition_id in text
        assert NEW in text
        assert "Definisi pada masa itu tidak tercatat." in text
        assert "/ubah/" not in text

    def test_sent_twice_it_is_one_version(self, login, layak):
        client, form = login("pusat"), typed(layak, definition_id=NEW, meaning="otherwise", since="2025")
        page = reverse("indicators:indicator_update", args=[layak.pk])
        assert [client.post(page, form).status_code for _time in range(2)] == [302, 302]
        assert layak.changes.filter(year=2025).count() == 1


class TestRecordedByHand:
    def test_an_earlier_change_is_recorded_and_taken_away_with_a_reason(self, login, layak):
        client, fields = login("pusat"), {"year": "2015", "note_id": "Susenas baru", "former_id": "Kloset", "basis": "inferred", "source": "BPS"}
        assert client.post(reverse("indicators:definitionchange_create", args=[layak.pk]), key(**fields)).status_code == 302
        change = layak.changes.get(year=2015)
        assert [version.years for version in versions_of(layak.changes.all())] == ["sejak 2019", "2015–2018", "sampai 2014"]

        delete = reverse("indicators:definitionchange_delete", args=[change.pk])
        assert list(client.post(delete, key()).context["form"].errors) == ["change_reason"]
        assert client.post(delete, key(change_reason="Keliru")).status_code == 302
        assert not layak.changes.filter(year=2015).exists()

    def test_one_year_has_one_change(self, login, layak):
        fields = {"year": "2019", "basis": "stated", "source": "BPS"}
        answer = login("pusat").post(reverse("indicators:definitionchange_create", args=[layak.pk]), key(**fields))
        assert answer.status_code == 200
        assert "Perubahan definisi untuk tahun itu sudah dicatat." in str(answer.context["form"].errors)


class TestTheVerb:
    def test_a_version_in_between_is_not_lost(self, layak, cast):
        other = Indicator.objects.get(pk=layak.pk)
        other.definition_id = "Yang lain"
        change_definition(other, by=cast["pusat"])
        with pytest.raises(NotNow, match="Sementara itu"):
            change_definition(layak, since=2025, by=cast["pusat"])

    def test_a_year_that_cannot_be_writes_nothing(self, layak, cast):
        layak.definition_id = NEW
        with pytest.raises(ValidationError):
            change_definition(layak, since=2019, by=cast["pusat"])
        assert Indicator.objects.get(pk=layak.pk).definition_id != NEW

    @pytest.mark.parametrize("name", ["kalsel", "tabalong"])
    def test_the_centre_alone_changes_what_holds_everywhere(self, layak, cast, name):
        with pytest.raises(PermissionDenied):
            change_definition(layak, by=cast[name])

    def test_years_of_versions(self):
        changes = [DefinitionChange(year=year) for year in (2020, 2019, 2024)]
        assert [version.years for version in versions_of(changes)] == ["sejak 2024", "2020–2023", "2019", "sampai 2018"]
        assert [version.years for version in versions_of([])] == ["semua tahun"]


class TestTheUnit:
    def test_it_stays_once_figures_exist(self, login, layak):
        assert errors(send(login("pusat"), layak, unit="KK")) == {
            "unit": ["Sudah ada angka dalam satuan sebelumnya, sehingga satuan tidak dapat diubah. Untuk satuan lain, buat indikator baru."]
        }

    def test_the_database_keeps_it(self, layak):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Indicator.objects.filter(pk=layak.pk).update(unit="KK")
        assert refused.value.__cause__.diag.constraint_name == "indicator_unit_stays"

    def test_without_figures_it_may_change_but_not_beside_its_parts(self, login, reference):
        tools = Indicator.objects.get(code="cuci-tangan")
        assert send(login("pusat"), tools, unit="KK").status_code == 302
        whole = Indicator.objects.get(code="air-minum-layak")
        assert list(errors(send(login("pusat"), whole, unit="KK"))) == ["unit"]


class TestRangeLadderAndParents:
    def test_a_percentage_without_a_range_lies_between_0_and_100(self, login, reference):
        tools = Indicator.objects.get(code="cuci-tangan")
        send(login("pusat"), tools, lowest="", highest="")
        tools.refresh_from_db()
        assert (tools.lowest, tools.highest) == (0, 100)

    def test_rungs_are_percentages(self, login, reference):
        tools = Indicator.objects.get(code="cuci-tangan")
        assert errors(send(login("pusat"), tools, unit="KK", ladder="kebiasaan")) == {"ladder": ["Anak tangga selalu berupa persentase."]}

    def test_a_part_has_the_unit_of_its_whole(self, login, reference):
        tools, whole = Indicator.objects.get(code="cuci-tangan"), Indicator.objects.get(code="sanitasi-layak")
        sentence = "Bagian memakai satuan yang sama dengan induknya; satuan “Akses sanitasi layak”: %."
        assert errors(send(login("pusat"), tools, unit="KK", part_of=whole.pk)) == {"part_of": [sentence]}

    @pytest.mark.parametrize("code", ["sanitasi-aman", "sanitasi-layak"])
    def test_the_database_knows_no_circle(self, reference, code):
        whole = Indicator.objects.get(code="sanitasi-layak")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Indicator.objects.filter(pk=whole.pk).update(part_of=Indicator.objects.get(code=code))
        assert refused.value.__cause__.diag.constraint_name == "indicator_no_circle"

    def test_the_page_tells_reporter_rungs_parts_and_all_sources(self, login, reference):
        layak, aman = Indicator.objects.get(code="sanitasi-layak"), Indicator.objects.get(code="sanitasi-aman")
        text = login("tabalong").get(layak.get_absolute_url()).content.decode()
        assert "BPS, tiap tahun, melalui Susenas" in text
        assert f'href="{layak.further_sources[0]}"' in text
        answer = login("tabalong").get(aman.get_absolute_url())
        assert [row.code for row in answer.context["rungs"]] == ["sanitasi-aman", "sanitasi-layak-sendiri", "sanitasi-layak-bersama", "sanitasi-belum-layak", "babs-terbuka"]
        assert "Anak tangga, jumlahnya 100 %" in answer.content.decode()
        assert "belum diketahui" in answer.content.decode()


class TestAdministrationPages:
    def url(self, indicator):
        return reverse("admin:indicators_indicator_change", args=[indicator.pk])

    def test_what_figures_stand_on_is_not_changed_there(self, login, layak):
        fields = typed(layak, definition_id=NEW, direction="lower", unit="KK", order="77")
        assert login("admin").post(self.url(layak), fields).status_code == 302
        layak.refresh_from_db()
        assert (layak.order, layak.direction, layak.unit) == (77, "higher", "%")
        assert layak.definition_id != NEW

    def test_a_circle_is_told_at_its_field(self, login, reference):
        whole = Indicator.objects.get(code="sanitasi-layak")
        answer = login("admin").post(self.url(whole), typed(whole, part_of=Indicator.objects.get(code="sanitasi-aman").pk))
        assert answer.context["adminform"].form.errors == {"part_of": ["Indikator ini akan menjadi bagian dari dirinya sendiri."]}


def test_who_reports_is_told_in_both_languages_or_not_at_all(reference):
    assert [row.code for row in Indicator.objects.all() if bool(row.reporter_id) != bool(row.reporter_en)] == []
    assert Indicator.objects.exclude(reporter_id="").count() == 10
