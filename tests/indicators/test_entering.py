"""Entering a figure: how numbers are read and said back, what is computed, whose figure it may be, where it stands in its source."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from ssk_portal.common.numbers import parse_number
from ssk_portal.indicators.actions import save_figure
from ssk_portal.indicators.csv_import.importing import import_figures
from ssk_portal.indicators.csv_import.reading import COLUMNS
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target
from tests.indicators import factories
from tests.indicators.test_achievement import page, typed

CREATE = reverse("indicators:achievement_create")


@pytest.mark.parametrize("text", ["-", "–", "belum ada data", "Belum ada", "n/a", "N.A", "nihil", "no data yet", "tidak ada data"])
def test_no_data_is_said_to_be_no_zero(text):
    with translation.override("id"), pytest.raises(ValidationError, match="Data yang belum ada bukan nol"):
        parse_number(text)


@pytest.mark.parametrize(("text", "read"), [("80 persen", "80"), ("77,09 %", "77.09"), ("77.09percent", "77.09"), ("−5", "-5"), ("0", "0"), ("0,000", "0.000")])
def test_what_is_read_in_one_way(text, read):
    assert str(parse_number(text)) == read


@pytest.mark.parametrize(
    ("text", "asked"), [("1.000", "Tulis 1000 atau 1."), ("1.000 persen", "Tulis 1000 atau 1."), ("77,090", "Tulis 77090 atau 77,09."), ("1.234", "Tulis 1234 atau 1,2340.")]
)
def test_what_can_be_read_in_two_ways_is_asked_back_so_that_each_answer_is_read_in_one(text, asked):
    with translation.override("id"), pytest.raises(ValidationError) as refused:
        parse_number(text)
    [sentence] = refused.value.messages
    assert sentence.endswith(asked)
    for answer in asked.removeprefix("Tulis ").removesuffix(".").split(" atau "):
        parse_number(answer)


@pytest.mark.parametrize("name", ["value", "numerator", "denominator"])
@pytest.mark.parametrize("text", ["1.000", "belum ada data"])
def test_each_number_is_refused_at_its_place_and_nothing_typed_is_lost(login, reference, name, text):
    form = login("tabalong").post(CREATE, typed(**{name: text})).context["form"]
    assert (list(form.errors), form[name].value()) == ([name], text)
    assert Achievement.objects.count() == 0


def test_the_other_numbers_are_said_back_before_anything_is_saved(login, reference):
    shown = login("tabalong").post(CREATE, typed(value="78,1", numerator="1.250.000", year="")).content.decode()
    assert "Terbaca sebagai 78,1 %." in shown
    assert "Terbaca sebagai 1.250.000." in shown


def test_every_number_is_said_back_after_saving(login, reference):
    shown = login("tabalong").post(CREATE, typed(value="78", numerator="975.000", denominator="1250000"), follow=True).content.decode()
    # 975.000 can be read in two ways
    assert Achievement.objects.count() == 0
    shown = login("tabalong").post(CREATE, typed(value="78", numerator="975000", denominator="1.250.000"), follow=True).content.decode()
    assert "78 %; pembilang 975.000, penyebut 1.250.000" in shown


def test_a_percentage_left_empty_is_computed_and_said_to_be(login, reference):
    shown = login("tabalong").post(CREATE, typed(value="", numerator="2", denominator="3"), follow=True).content.decode()
    row = Achievement.objects.get()
    assert (row.value, row.computed, row.warnings) == (Decimal("66.67"), True, [])
    assert "66,67 % (2 ÷ 3 × 100), hasil hitungan" in shown
    assert "nilai di atas adalah hasil hitungan ini" in shown
    file = b"".join(login("tabalong").get(reverse("indicators:achievement_list") + "?ekspor=csv").streaming_content).decode("utf-8-sig")
    assert ";66,67;2;3;hasil hitungan;Pokja;" in file


def test_a_computed_value_follows_its_two_numbers_until_another_is_typed(login, reference):
    client = login("tabalong")
    client.post(CREATE, typed(value="", numerator="2", denominator="4"))
    row = Achievement.objects.get()
    form = client.get(page("update", row)).context["form"]
    assert form["value"].value() is None
    client.post(page("update", row), typed(value="", numerator="3", denominator="4", row_version=row.version))
    row = Achievement.objects.get()
    assert (row.value, row.computed) == (75, True)
    client.post(page("update", row), typed(value="74", numerator="3", denominator="4", row_version=row.version))
    row = Achievement.objects.get()
    assert (row.value, row.computed) == (74, False)


def test_a_value_written_by_another_door_is_computed_no_more(login, cast, reference):
    row = factories.achievement(cast["tabalong"], value="50", numerator=1, denominator=2, computed=True)
    assert save_figure(row, by=cast["tabalong"]).computed
    row.value = Decimal(60)
    assert not save_figure(row, by=cast["tabalong"]).computed


def test_what_is_said_to_be_computed_has_two_numbers(cast, reference):
    row = factories.achievement(cast["tabalong"])
    with pytest.raises(IntegrityError, match="achievement_computed_of_two_numbers"), transaction.atomic():
        Achievement.objects.filter(pk=row.pk).update(computed=True)


@pytest.mark.parametrize(
    ("numbers", "at"),
    [({}, "value"), ({"numerator": "2"}, "value"), ({"numerator": "2", "denominator": "0"}, "denominator"), ({"numerator": "2", "denominator": "-1"}, "denominator")],
)
def test_nothing_is_computed_from_what_is_not_known(login, reference, numbers, at):
    form = login("tabalong").post(CREATE, typed(value="", **numbers)).context["form"]
    assert list(form.errors) == [at]
    assert Achievement.objects.count() == 0


def test_a_count_is_not_computed(login, reference):
    Indicator.objects.filter(code="sanitasi-layak").update(unit="KK")
    form = login("tabalong").post(CREATE, typed(value="", numerator="2", denominator="3")).context["form"]
    assert list(form.errors) == ["value"]


# Whose figure it is


def test_a_district_names_who_counted(login, reference):
    client = login("tabalong")
    names = [publisher.code for publisher in client.get(CREATE).context["form"].fields["publisher"].queryset]
    assert names == ["stbm", "sipsn", "laporan-rpjmd", "opd", "pokja"]
    refused = client.post(CREATE, typed(publisher=Publisher.objects.get(code="bps-susenas").pk))
    assert list(refused.context["form"].errors) == ["publisher"]
    assert Achievement.objects.count() == 0


def test_nor_does_its_own_target_speak_for_others(login, reference):
    form = login("tabalong").get(reverse("indicators:target_create")).context["form"]
    assert [publisher.code for publisher in form.fields["publisher"].queryset] == ["stbm", "sipsn", "laporan-rpjmd", "opd", "pokja"]


def test_a_draft_keeps_the_publisher_that_it_names(login, cast, reference):
    row = factories.achievement(cast["tabalong"], publisher="bps-susenas")
    answer = login("tabalong").post(page("update", row), typed(publisher=row.publisher_id, value="81", row_version=row.version))
    assert answer.status_code == 302


def test_the_centre_publishes_for_every_publisher(login, reference):
    assert login("pusat").get(CREATE).context["form"].fields["publisher"].queryset.count() == Publisher.objects.count()


# The page of the document


def test_the_page_is_kept_shown_and_exported(login, reference):
    client = login("tabalong")
    shown = client.post(CREATE, typed(page="Tabel 3.2, hal. 17"), follow=True).content.decode()
    assert "Tabel 3.2, hal. 17" in shown
    lines = b"".join(client.get(reverse("indicators:achievement_list") + "?ekspor=csv").streaming_content).decode("utf-8-sig")
    assert "Tabel 3.2, hal. 17" in lines


def test_a_file_may_name_the_page(regions, reference):
    import_figures(factories.as_csv(factories.row(page="hal. 7"), columns=[*COLUMNS, "page"]))
    import_figures(factories.as_csv(factories.row(kind="target", framework="RPJMD Kab. Tabalong", page="hal. 8"), columns=[*COLUMNS, "page"]))
    import_figures(factories.as_csv(factories.row(year="2022")))
    assert list(Achievement.objects.order_by("year").values_list("page", flat=True)) == ["hal. 7", ""]
    assert Target.objects.get().page == "hal. 8"


def test_the_next_number_begins_with_the_year_of_this_one(login, reference):
    answer = login("tabalong").post(CREATE, typed(add_another="1"), follow=True)
    row = Achievement.objects.get()
    assert answer.redirect_chain[-1][0] == f"{CREATE}?tahun={row.year}&wilayah=63.09"
    assert "Simpan dan tambah lagi" in answer.content.decode()
    assert answer.context["form"]["year"].value() == str(row.year)


def test_a_number_with_a_warning_is_shown_before_the_next_one_is_added(login, reference):
    answer = login("tabalong").post(CREATE, typed(value="101", add_another="1"), follow=True)
    assert answer.redirect_chain[-1][0] == Achievement.objects.get().get_absolute_url()
