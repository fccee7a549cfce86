"""Local indicators: a province, regency or city counts what only it counts, beside what holds everywhere."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ssk_portal.clinics.exchange.linking import Links
from ssk_portal.clinics.models import Clinic
from ssk_portal.indicators.csv_import.reading import Refused
from ssk_portal.indicators.forms.figures import AchievementForm
from ssk_portal.indicators.lists import AchievementFilter
from ssk_portal.indicators.models import Achievement, Indicator
from tests.factories import key
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.django_db
CREATE, LIST = reverse("indicators:indicator_create"), reverse("indicators:indicator_list")


def typed(**changes):
    return key(**{"name_id": "Sumur resapan", "sector": "air_limbah", "unit": "unit", "direction": "higher", "source": "Perbup 3/2024"} | changes)


def add(login, name="tabalong", **changes) -> Indicator:
    """A local indicator of the person's region, added on its page."""
    assert login(name).post(CREATE, typed(**changes)).status_code == 302
    return Indicator.objects.latest("pk")


def page(row, name):
    return reverse(f"indicators:indicator_{name}", args=[row.pk])


class TestKeeping:
    @pytest.mark.parametrize(("name", "code", "own"), [("tabalong", "63.09", "63-09-sumur-resapan"), ("kalsel", "63", "63-sumur-resapan")])
    def test_it_is_added_for_the_own_region(self, login, reference, name, code, own):
        row = add(login, name)
        assert (row.region.code, row.code, row.name_en, row.order) == (code, own, "Sumur resapan", 1000)

    def test_the_form_says_whose_it_is_and_asks_for_no_code(self, login, reference):
        answer = login("tabalong").get(CREATE)
        assert "Tambah indikator lokal Kabupaten Tabalong" in answer.content.decode()
        assert {"code", "order"} & set(answer.context["form"].fields) == set()

    def test_it_is_changed_with_a_reason_and_deleted(self, login, reference):
        row, client = add(login), login("tabalong")
        assert client.post(page(row, "update"), typed(name_id="Sumur", row_version=row.version, change_reason="Nama resmi")).status_code == 302
        assert Indicator.objects.get(pk=row.pk).name_id == "Sumur"
        assert client.post(page(row, "delete"), key()).status_code == 302
        assert not Indicator.objects.filter(pk=row.pk).exists()

    def test_with_a_figure_it_is_not_deleted(self, login, reference, cast):
        row = add(login)
        factories.achievement(cast["tabalong"], indicator=row.code, value="12")
        answer = login("tabalong").post(page(row, "delete"), key())
        assert answer.status_code == 409
        assert "sudah memiliki angka sehingga tidak dapat dihapus" in answer.content.decode()
        assert page(row, "delete") not in login("tabalong").get(row.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("name", ["hst", "gumas", "kalsel", "pusat", "admin", "pembaca_tabalong"])
    def test_nobody_else_keeps_it(self, login, reference, name):
        row, client = add(login), login(name)
        assert [client.post(page(row, step), key()).status_code for step in ("update", "delete")] == [403, 403]
        assert client.get(reverse("indicators:definitionchange_create", args=[row.pk])).status_code == 403
        assert page(row, "update") not in client.get(row.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("name", ["tabalong", "kalsel"])
    def test_what_holds_everywhere_is_the_centres(self, login, reference, name):
        layak, client = Indicator.objects.get(code="sanitasi-layak"), login(name)
        assert [client.post(page(layak, step), key()).status_code for step in ("update", "delete")] == [403, 403]

    def test_its_definition_has_versions_too(self, login, reference, cast):
        row = add(login)
        factories.achievement(cast["tabalong"], indicator=row.code, value="12")
        changed = typed(definition_id="Sumur yang berfungsi", row_version=row.version, change_reason="Perbup baru", meaning="otherwise", since="2025")
        assert login("tabalong").post(page(row, "update"), changed).status_code == 302
        change = row.changes.get()
        assert login("tabalong").get(reverse("indicators:definitionchange_update", args=[change.pk])).status_code == 200
        assert login("hst").get(reverse("indicators:definitionchange_update", args=[change.pk])).status_code == 403


class TestBesideTheOthers:
    @pytest.mark.parametrize("name", ["Akses sanitasi layak", "AKSES SANITASI LAYAK"])
    def test_no_two_have_one_name_in_one_region(self, login, reference, name):
        answer = login("tabalong").post(CREATE, typed(name_id=name))
        assert answer.context["form"].errors == {"name_id": ["Sudah ada indikator dengan nama ini, untuk seluruh Indonesia."]}

    def test_nor_in_province_and_district(self, login, reference):
        add(login, "kalsel")
        answer = login("tabalong").post(CREATE, typed())
        assert answer.context["form"].errors == {"name_id": ["Sudah ada indikator dengan nama ini, untuk Provinsi Kalimantan Selatan."]}

    def test_two_districts_may_call_theirs_alike(self, login, reference):
        assert {add(login, name).region.code for name in ("tabalong", "hst", "gumas")} == {"63.09", "63.07", "62.10"}

    def test_it_is_part_of_what_is_counted_there(self, login, reference):
        own, foreign = add(login), add(login, "hst")
        choices = login("tabalong").get(CREATE).context["form"].fields["part_of"].queryset
        assert own in choices
        assert foreign not in choices
        assert own not in login("pusat").get(CREATE).context["form"].fields["part_of"].queryset

    def test_a_ladder_of_the_same_word_is_another_ladder(self, login, reference, cast):
        """A local rung does not keep the country's ladder from adding up."""
        row = add(login, unit="%", ladder="sanitasi")
        assert [rung.code for rung in login("tabalong").get(row.get_absolute_url()).context["rungs"]] == [row.code]
        others = Indicator.objects.filter(ladder="sanitasi", region=None).exclude(code="babs-terbuka")
        factories.publish(*(factories.row(indicator=other.name_id, value="20", direction=other.direction) for other in others))
        figure = factories.achievement(cast["tabalong"], indicator="babs-terbuka", year=2021, value="5")
        assert "Jumlah semua anak tangga tahun itu 85 %, bukan 100 %." in [plain(str(warned)) for warned in figure.warnings]

    @pytest.mark.parametrize(
        ("change", "name"),
        [
            (lambda own, foreign: Indicator.objects.filter(code="sanitasi-aman").update(part_of=own), "indicator_whole_counted_there"),
            (lambda own, foreign: Indicator.objects.filter(pk=own.pk).update(part_of=foreign), "indicator_whole_counted_there"),
            (lambda own, foreign: Indicator.objects.filter(pk=own.pk).update(region=foreign.region), "indicator_home_stays"),
            (lambda own, foreign: Indicator.objects.filter(pk=own.pk).update(region=None), "indicator_home_stays"),
            (lambda own, foreign: Indicator.objects.create(code="x", name_id="x", name_en="x", source="x", region=own.region.province.parent), "indicator_home_known"),
        ],
    )
    def test_the_database_keeps_them_in_place(self, login, reference, change, name):
        own, foreign = add(login), add(login, "hst")
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            change(own, foreign)
        assert refused.value.__cause__.diag.constraint_name == name


class TestShown:
    def test_as_local_with_whose_it_is(self, login, reference):
        row = add(login)
        assert "indikator lokal Kabupaten Tabalong" in login("gumas").get(row.get_absolute_url()).content.decode()
        assert [place.region.code for place in login("kalsel").get(reverse("indicators:comparison", args=[row.pk])).context["compared"].places] == ["63.09"]

    @pytest.mark.parametrize(
        ("name", "whose", "codes"),
        [
            ("gumas", "local", {"63-09-sumur-resapan", "63-sumur-provinsi", "62-10-sumur-lain"}),
            ("gumas", "here", {"62-10-sumur-lain"}),
            ("tabalong", "here", {"63-09-sumur-resapan", "63-sumur-provinsi"}),
            ("hst", "here", {"63-sumur-provinsi"}),
            ("kalsel", "here", {"63-09-sumur-resapan", "63-sumur-provinsi"}),
            ("pusat", "everywhere", set()),
        ],
    )
    def test_the_list_is_filtered(self, login, reference, name, whose, codes):
        add(login), add(login, "kalsel", name_id="Sumur provinsi"), add(login, "gumas", name_id="Sumur lain")
        shown = [line.record for line in login(name).get(f"{LIST}?whose={whose}&q=sumur").context["table"].rows]
        assert {row.code for row in shown} == codes

    def test_after_what_holds_everywhere_and_in_the_order_of_the_centre(self, login, reference):
        add(login)
        rows = [line.record for line in login("tabalong").get(LIST).context["table"].rows]
        assert [row.order for row in rows] == sorted(row.order for row in rows)
        assert rows[-1].code == "63-09-sumur-resapan"
        assert "Kabupaten Tabalong" in login("tabalong").get(LIST).content.decode()


class TestFiguresOfIt:
    def choices(self, login, name):
        return set(login(name).get(reverse("indicators:achievement_create")).context["form"].fields["indicator"].queryset.exclude(region=None).values_list("code", flat=True))

    def test_the_form_offers_it_there_only(self, login, reference):
        add(login), add(login, "kalsel", name_id="Sumur provinsi")
        assert self.choices(login, "tabalong") == {"63-09-sumur-resapan", "63-sumur-provinsi"}
        assert self.choices(login, "hst") == {"63-sumur-provinsi"}
        assert self.choices(login, "kalsel") == {"63-sumur-provinsi"}
        assert self.choices(login, "gumas") == set()

    def test_whoever_publishes_for_another_region_is_told(self, login, reference, regions, cast):
        row = add(login)
        fields = {"region": regions["63.07"].pk, "indicator": row.pk, "year": "2024", "area": "total", "value": "3", "publisher": 1, "source": "uji", "as_published": "on"}
        form = AchievementForm(fields, user=cast["pusat"])
        assert form.errors["indicator"] == ["“Sumur resapan” adalah indikator lokal milik Kabupaten Tabalong; angkanya hanya dicatat di sana."]
        labels = dict(form.fields["indicator"].choices)
        assert labels[row.pk] == "Sumur resapan (Kabupaten Tabalong)"

    def test_and_in_the_administration_pages_at_the_field(self, login, reference, cast):
        row = add(login)
        figure = factories.achievement(cast["hst"])
        fields = {"indicator": row.pk, "region": figure.region_id, "year": 2024, "area": "total", "value": "3", "publisher": figure.publisher_id, "source": "uji"}
        answer = login("admin").post(reverse("admin:indicators_achievement_change", args=[figure.pk]), fields)
        assert list(answer.context["adminform"].form.errors) == ["indicator"]

    def test_the_database_keeps_it(self, login, reference, cast):
        row = add(login)
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.achievement(cast["hst"], indicator=row.code)

    @pytest.mark.parametrize("who", ["tabalong", "kalsel"])
    def test_a_csv_takes_it_for_the_region_and_those_below(self, login, reference, who):
        row = add(login, who)
        factories.publish(factories.row(indicator="sumur resapan", unit="unit", value="12"))
        assert [figure.indicator_id for figure in Achievement.objects.all()] == [row.pk]

    def test_a_csv_of_another_region_is_told_whose_it_is(self, login, reference):
        add(login, "gumas")
        with pytest.raises(Refused) as refused:
            factories.publish(factories.row(indicator="Sumur resapan", unit="unit", value="12"))
        assert [problem.expected for problem in refused.value.problems] == ["indikator yang dihitung di wilayah itu; indikator ini lokal milik: Kabupaten Gunung Mas"]

    def test_the_filter_of_figures_names_whose_it_is(self, login, reference, cast, rf):
        add(login)
        request = rf.get("/")
        request.user = cast["kalsel"]
        labels = [label for _key, label in AchievementFilter({}, request=request, queryset=Achievement.objects.all()).form.fields["indicator"].choices]
        assert "Sumur resapan (Kabupaten Tabalong)" in labels


class TestAdministrationPages:
    def test_a_local_one_is_read_there_and_whose_it_is_stays(self, login, reference):
        row, client = add(login), login("admin")
        url = reverse("admin:indicators_indicator_change", args=[row.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"name_id": "X"}).status_code == 403
        assert Indicator.objects.get(pk=row.pk).name_id == "Sumur resapan"


class TestQuotedAtEvents:
    def test_a_file_of_events_means_what_holds_everywhere(self, login, reference):
        add(login)
        factories.publish(factories.row(indicator="Sumur resapan", indicator_as_published="sumur warga", unit="unit", value="12"), factories.row(indicator_as_published="akses"))
        links = Links()
        assert [links.indicator(name) for name in ("Sumur resapan", "sumur warga", "63-09-sumur-resapan")] == [None, None, None]
        assert links.indicator("akses").code == "sanitasi-layak"

    def test_the_form_offers_those_of_the_reach(self, login, reference, cast):
        row = add(login)
        clinic = Clinic.objects.create(slug="cc", region=cast["kalsel"].region, title="CC")
        page = reverse("clinics:quotedfigure_create", args=[clinic.pk])
        assert row in login("kalsel").get(page).context["form"].fields["indicator"].queryset
        other = Clinic.objects.create(slug="cd", region=cast["kalteng"].region, title="CD")
        assert row not in login("kalteng").get(reverse("clinics:quotedfigure_create", args=[other.pk])).context["form"].fields["indicator"].queryset
