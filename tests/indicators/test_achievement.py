"""The screens of achievements: who reads, writes, decides and chooses."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ssk_portal.indicators.choosing import choose_by_hand
from ssk_portal.indicators.models import Achievement, Indicator, Publisher
from ssk_portal.review.models import Comment
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


@pytest.fixture
def draft(cast, reference):
    return factories.achievement(cast["tabalong"])


@pytest.fixture
def published(cast, reference):
    factories.publish(factories.row(year="2024", value="77.09"))
    return Achievement.objects.get()


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


def test_the_same_figure_twice_is_refused_in_words(login, reference):
    client = login("tabalong")
    client.post(CREATE, typed())

    answer = client.post(CREATE, typed(note="Lagi"))

    assert "Capaian ini sudah tercatat" in answer.content.decode()
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


# Review


def test_the_way_through_review(login, cast, draft):
    login("tabalong").post(page("step", draft, "submit"), key())
    login("kalsel").post(page("step", draft, "send_back"), key(note="Sebutkan halamannya"))
    assert "Sebutkan halamannya" in login("tabalong").get(page("update", draft)).content.decode()

    login("tabalong").post(page("step", draft, "submit"), key())
    login("kalsel").post(page("step", draft, "approve"), key())

    draft.refresh_from_db()
    assert (draft.state, draft.is_reference) == ("approved", True)
    assert login("gumas").get(draft.get_absolute_url()).status_code == 200


def test_without_a_source_it_cannot_be_submitted(login, cast, reference):
    row = factories.achievement(cast["tabalong"], source="")

    answer = login("tabalong").post(page("step", row, "submit"), key())

    assert answer.status_code == 409
    assert "Sebutkan sumbernya atau lampirkan dokumennya." in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), [("kalteng", 404), ("hst", 404), ("tabalong", 403), ("pusat", 403), ("pembaca", 403), ("kalsel", 200)])
def test_who_approves(login, cast, draft, name, status):
    row = factories.walked(draft, [("submit", cast["tabalong"])])
    assert login(name).get(page("step", row, "approve")).status_code == status


def test_a_provinces_figure_is_decided_by_the_centre(login, cast, reference):
    row = factories.achievement(cast["kalsel"], step=[("submit", cast["kalsel"])])
    assert login("kalsel2").get(page("step", row, "approve")).status_code == 403
    assert login("pusat").post(page("step", row, "approve"), key()).status_code == 302


@pytest.mark.parametrize(("name", "status", "written"), [("kalsel", 302, 1), ("tabalong", 302, 1), ("kalteng", 404, 0), ("pembaca", 403, 0)])
def test_who_comments(login, draft, name, status, written):
    assert login(name).post(page("comment", draft), key(text="Mohon dicek")).status_code == status
    assert Comment.objects.count() == written


@pytest.mark.parametrize("screen", ["comment"])
def test_a_comment_is_sent_not_read(login, draft, screen):
    assert login("kalsel").get(page(screen, draft)).status_code == 405


# Choosing


@pytest.mark.parametrize(("name", "status"), [("kalsel", 200), ("pusat", 200), ("kalteng", 404), ("tabalong", 403), ("pembaca", 403), ("admin", 403)])
def test_who_chooses_the_reference_and_gives_it_back(login, cast, other, name, status):
    assert login(name).get(page("choose", other)).status_code == status
    choose_by_hand(other, reason="Rapat", by=cast["kalsel"])
    assert login(name).get(page("unchoose", other)).status_code == status


@pytest.fixture
def other(published):
    """A value beside the one that counts."""
    factories.publish(factories.row(year="2024", value="70", publisher="Bappenas"))
    return Achievement.objects.get(value=70)


def choosing(client, row, step="choose") -> str:
    """What the page says that its reader sees."""
    return client.get(page(step, row)).context["shown"]


def test_choosing_moves_the_mark_with_a_reason(login, other):
    client = login("kalsel")
    shown = choosing(client, other)
    assert client.post(page("choose", other), key(reason=" ", shown=shown)).status_code == 409

    assert client.post(page("choose", other), key(reason="Sesuai rapat 3 Mei", shown=shown)).status_code == 302

    assert [(str(row.value), row.choice_reason) for row in Achievement.objects.filter(is_reference=True)] == [("70", "Sesuai rapat 3 Mei")]
    assert "Sesuai rapat 3 Mei" in login("gumas").get(other.get_absolute_url()).content.decode()


def test_what_counts_is_not_offered_to_be_chosen_and_given_back_where_it_was_chosen(login, published, other):
    client = login("kalsel")

    def offered(row):
        content = client.get(row.get_absolute_url()).content.decode()
        return [step for step in ("choose", "unchoose") if f'href="{page(step, row)}"' in content]

    assert [offered(row) for row in (published, other)] == [[], ["choose"]]
    client.post(page("choose", other), key(reason="Rapat", shown=choosing(client, other)))
    assert [offered(row) for row in (published, other)] == [["choose"], ["unchoose"]]
    assert client.get(page("choose", other)).status_code == 409
    assert "Rapat" in client.get(page("unchoose", other)).content.decode()
    assert client.post(page("unchoose", other), key(reason="Salah", shown=choosing(client, other, "unchoose"))).status_code == 302
    assert [offered(row) for row in (published, other)] == [[], ["choose"]]
    assert client.get(page("unchoose", other)).status_code == 409


def test_the_second_who_chooses_is_told_and_keeps_the_reason(login, cast, published, other):
    factories.publish(factories.row(year="2024", value="60", publisher="Pemprov Kalsel"))
    third, client = Achievement.objects.get(value=60), login("kalsel")
    shown = choosing(client, third)
    choose_by_hand(other, reason="Rapat", by=cast["pusat"])
    answer = client.post(page("choose", third), key(reason="Sesuai survei", shown=shown))
    assert answer.status_code == 409
    content = answer.content.decode()
    assert all(words in content for words in ("Sementara itu", "Sesuai survei", "70 %"))
    assert client.post(page("choose", third), key(reason="Sesuai survei", shown=answer.context["shown"])).status_code == 302
    assert client.post(page("choose", published), key(reason="Tanpa versi")).status_code == 409


def test_the_second_who_chooses_the_same_keeps_the_reason_too(login, cast, other):
    client = login("kalsel")
    shown = choosing(client, other)
    choose_by_hand(other, reason="Rapat", by=cast["pusat"])
    answer = client.post(page("choose", other), key(reason="Sesuai survei", shown=shown))
    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("Nilai ini sudah berlaku.", "Sesuai survei"))


def test_a_draft_is_not_chosen(login, draft):
    assert login("kalsel").get(page("choose", draft)).status_code == 409
