"""The screens of achievements: who reads and who writes."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ssk_portal.indicators.models import Achievement, Indicator, Publisher
from tests.counting import queries
from tests.factories import key
from tests.house.stage import PDF
from tests.indicators import factories

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("indicators:achievement_list"), reverse("indicators:achievement_create")
EVERYONE = ["admin", "pusat", "kalsel", "kalteng", "hst", "tabalong", "gumas", "pembaca", "pembaca_kalsel", "pembaca_tabalong"]
IN_REACH = {"admin", "pusat", "kalsel", "tabalong", "pembaca", "pembaca_kalsel", "pembaca_tabalong"}


def page(name, row, *args):
    return reverse(f"indicators:achievement_{name}", args=[row.pk, *args])


def typed(**changes):
    """What a person types into the form."""
    fields = {
        "indicator": Indicator.objects.get(code="sanitasi-layak").pk, "year": "2024", "area": "total", "value": "81,5",
        "publisher": Publisher.objects.get(code="pokja").pk, "source": "Laporan Pokja 2024, hal. 3",
    }  # fmt: skip
    return key(**(fields | changes))


def listed(answer):
    return sorted(str(row.record.value) for row in answer.context["table"].rows)


def approved(cast):
    return factories.achievement(cast["tabalong"], value="82", step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])


# Reading


@pytest.mark.parametrize("name", EVERYONE)
def test_a_draft_is_read_in_reach_only(login, draft, name):
    in_reach = name in IN_REACH
    assert login(name).get(draft.get_absolute_url()).status_code == (200 if in_reach else 404)
    assert listed(login(name).get(LIST)) == (["80"] if in_reach else [])


@pytest.mark.parametrize("name", EVERYONE)
def test_what_is_published_is_read_by_everyone(login, published, name):
    answer = login(name).get(published.get_absolute_url())
    assert answer.status_code == 200
    assert "77,09 %" in answer.content.decode()
    assert listed(login(name).get(LIST)) == ["77.09"]


def test_the_talk_about_a_settled_figure_stays_with_its_region(login, cast, reference):
    row = approved(cast)
    login("kalsel").post(page("comment", row), key(text="Sudah dibahas di rapat"))

    assert "Sudah dibahas di rapat" in login("tabalong").get(row.get_absolute_url()).content.decode()
    assert "Sudah dibahas di rapat" not in login("kalteng").get(row.get_absolute_url()).content.decode()


def test_others_of_the_year_and_the_dispute_stand_on_the_page(login, published):
    factories.publish(factories.row(year="2024", value="88.68", publisher="Bappenas", source="https://example.org/lain"))

    content = login("kalteng").get(published.get_absolute_url()).content.decode()

    assert "Dua sumber berbeda: 77,09 dan 88,68" in content
    assert "https://example.org/lain" in content


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("q=tabalong", ["77.09"]),
        ("q=gunung", []),
        ("year=2024", ["77.09"]),
        ("year=2019", []),
        ("state=published", ["77.09"]),
        ("state=draft", []),
        ("counts=no", []),
        ("reach=own", []),
    ],
)
def test_filters(login, published, asked, values):
    assert listed(login("kalteng").get(f"{LIST}?{asked}")) == values


def test_the_list_as_a_file(login, published):
    lines = b"".join(login("kalteng").get(f"{LIST}?ekspor=csv").streaming_content).decode("utf-8-sig").splitlines()

    assert lines == [
        "Indikator;Kode;Wilayah;Tahun;Cakupan;Nilai;Pembilang;Penyebut;Dihitung;Penerbit;Pemakaian;Status;Sumber;Halaman",
        "Akses sanitasi layak;63.09;Kabupaten Tabalong;2024;seluruh wilayah;77,09;;;;BPS (Susenas);acuan tahun itu;Dipublikasikan;https://example.org/susenas;",
    ]


def test_three_rows_cost_as_many_queries_as_one(login, cast, published):
    client = login("kalsel")
    one = queries(client, LIST), queries(client, published.get_absolute_url())
    factories.publish(factories.row(year="2024", value="70", publisher="Bappenas"), factories.row(year="2024", value="71", publisher="RPJMN"))
    assert (queries(client, LIST), queries(client, published.get_absolute_url())) == one


# Writing


def test_a_district_records_its_own_figure_as_a_draft(login, cast, reference):
    answer = login("tabalong").post(CREATE, typed(), follow=True)

    row = Achievement.objects.get()
    assert (row.region, row.state, row.value, row.is_reference) == (cast["tabalong"].region, "draft", Decimal("81.5"), False)
    assert "Akses sanitasi layak 2024, Kabupaten Tabalong: 81,5 %" in answer.content.decode()


def test_a_region_typed_by_hand_is_not_listened_to(login, cast, regions, reference):
    login("tabalong").post(CREATE, typed(region=regions["63.07"].pk, as_published="on"))

    assert [(row.region.code, row.state) for row in Achievement.objects.all()] == [("63.09", "draft")]


@pytest.mark.parametrize(("value", "read"), [("77,09", "77.09"), ("77.09", "77.09"), ("1.250.000", "1250000"), ("1.250,5", "1250.5"), ("80 %", "80")])
def test_comma_and_point_are_understood(login, reference, value, read):
    Indicator.objects.update(highest=None)
    login("tabalong").post(CREATE, typed(value=value))

    assert str(Achievement.objects.get().value) == read


@pytest.mark.parametrize("value", ["1.000", "1,000", "abc", "", "77,09,1"])
def test_what_can_be_read_in_two_ways_is_refused_and_shown_again(login, reference, value):
    answer = login("tabalong").post(CREATE, typed(value=value))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["value"]
    assert answer.context["form"]["value"].value() == value
    assert Achievement.objects.count() == 0


def test_what_is_planned_for_a_year_to_come_is_no_achievement(login, reference, freezer_at):
    """Asked by the clock of the region: there a year begins an hour before it does in Jakarta."""
    with freezer_at("2023-12-31T15:59:00+00:00"):
        answer = login("tabalong").post(CREATE, typed(year="2024"))
        assert answer.context["form"].errors == {"year": ["Tahun 2024 belum dimulai: yang direncanakan untuk tahun itu dicatat sebagai target."]}
    with freezer_at("2023-12-31T16:00:00+00:00"):
        assert login("tabalong").post(CREATE, typed(year="2024")).status_code == 302


def test_the_same_figure_twice_is_refused_in_words(login, reference):
    client = login("tabalong")
    client.post(CREATE, typed())

    answer = client.post(CREATE, typed(note="Lagi"))

    assert list(answer.context["form"].errors) == ["source"]
    assert "sudah tercatat" in answer.context["form"].errors["source"][0]
    assert Achievement.objects.count() == 1


def test_the_document_is_kept_and_handed_out_in_reach_only(login, reference):
    login("tabalong").post(CREATE, typed(file=SimpleUploadedFile("laporan.pdf", PDF, "application/pdf"), source=""))

    row = Achievement.objects.get()
    assert row.missing() == []
    for name, status in {"tabalong": 200, "kalsel": 200, "hst": 404, "kalteng": 404}.items():
        answer = login(name).get(page("file", row))
        assert answer.status_code == status
        assert (status == 404) or b"".join(answer.streaming_content) == PDF  # read to its end, it closes the file


def test_a_document_that_is_none_is_refused_by_name(login, reference):
    answer = login("tabalong").post(CREATE, typed(file=SimpleUploadedFile("laporan.pdf", b"MZ not a pdf")))

    assert list(answer.context["form"].errors) == ["file"]
    assert Achievement.objects.count() == 0


def test_a_file_that_must_be_chosen_again_is_named(login, reference):
    answer = login("tabalong").post(CREATE, typed(file=SimpleUploadedFile("laporan.pdf", PDF, "application/pdf"), year=""))
    assert "Pilih kembali berkas “laporan.pdf” sebelum menyimpan" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("admin", 403), ("admin_kalsel", 403), ("pembaca", 403), ("pembaca_tabalong", 403), ("tabalong", 200), ("kalsel", 200), ("pusat", 200)]
)
def test_who_may_enter_figures(login, reference, name, status):
    assert login(name).get(CREATE).status_code == status


def test_the_centre_publishes_for_any_region_with_a_source(login, cast, regions, reference):
    fields = {"region": regions["62.10"].pk, "as_published": "on", "published_via": "Kompas"}
    refused = login("pusat").post(CREATE, typed(source="", **fields))
    assert list(refused.context["form"].errors) == ["source"]

    login("pusat").post(CREATE, typed(**fields))

    row = Achievement.objects.get()
    assert (row.region.code, row.state, row.is_reference, row.published_via) == ("62.10", "published", True, "Kompas")


def test_a_draft_of_the_centre_is_its_own(login, cast, regions, reference):
    refused = login("pusat").post(CREATE, typed(region=regions["62.10"].pk))
    assert list(refused.context["form"].errors) == ["region"]

    login("pusat").post(CREATE, typed(region=regions["ID"].pk))

    assert [(row.region.code, row.state) for row in Achievement.objects.all()] == [("ID", "draft")]


@pytest.mark.parametrize(
    ("name", "status"),
    [("tabalong", 200), ("tabalong2", 200), ("kalsel", 403), ("pusat", 403), ("hst", 404), ("kalteng", 404), ("gumas", 404), ("admin", 403), ("pembaca_tabalong", 403)],
)
@pytest.mark.parametrize("screen", ["update", "delete"])
def test_who_changes_a_draft(login, draft, name, status, screen):
    assert login(name).get(page(screen, draft)).status_code == status


def test_a_draft_is_changed_and_deleted(login, draft):
    client = login("tabalong")
    client.post(page("update", draft), typed(value="83", row_version=draft.version))
    assert str(Achievement.objects.get().value) == "83"

    client.post(page("delete", draft), key())
    assert Achievement.objects.count() == 0


def test_a_second_editor_sees_both_values(login, draft):
    stale = draft.version
    login("tabalong").post(page("update", draft), typed(value="83", row_version=stale))

    answer = login("tabalong2").post(page("update", draft), typed(value="84", row_version=stale))

    assert answer.status_code == 409
    assert str(Achievement.objects.get().value) == "83"


def test_what_was_submitted_is_locked(login, cast, draft):
    row = factories.walked(draft, [("submit", cast["tabalong"])])
    for screen in ("update", "delete"):
        assert login("tabalong").get(page(screen, row)).status_code == 409


def test_a_published_figure_is_corrected_with_a_reason_and_not_deleted(login, regions, published):
    client = login("pusat")
    fields = typed(value="78,09", region=regions["63.09"].pk, row_version=published.version, publisher=published.publisher_id, source=published.source)
    refused = client.post(page("update", published), fields)
    assert list(refused.context["form"].errors) == ["change_reason"]

    client.post(page("update", published), fields | key(change_reason="Salah cetak pada sumber"))

    published.refresh_from_db()
    assert (str(published.value), published.is_reference) == ("78.09", True)
    history = published.events.model.objects.order_by("pgh_id").last()
    assert history.pgh_context["reason"] == "Salah cetak pada sumber"
    assert client.get(page("delete", published)).status_code == 409


def test_a_published_figure_moved_to_another_year_lets_the_next_one_count(login, regions, published):
    factories.publish(factories.row(year="2024", value="70", publisher="Bappenas"))
    fields = typed(year="2023", value="77,09", region=regions["63.09"].pk, row_version=published.version, publisher=published.publisher_id, source=published.source)
    login("pusat").post(page("update", published), fields | {"change_reason": "Tahunnya 2023"})

    assert sorted((row.year, str(row.value)) for row in Achievement.objects.filter(is_reference=True)) == [(2023, "77.09"), (2024, "70")]


@pytest.mark.parametrize(("name", "status"), [("tabalong", 403), ("kalsel", 403), ("kalteng", 403), ("admin", 403)])
def test_only_the_centre_corrects_what_is_published(login, published, name, status):
    assert login(name).get(page("update", published)).status_code == status
