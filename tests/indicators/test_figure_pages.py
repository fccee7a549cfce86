"""What a figure said before, the targets of a region side by side, and who is told of each step of a figure."""

import pytest
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.indicators.actions import save_figure
from ssk_portal.indicators.choosing import choose_by_hand
from ssk_portal.notices.models import Notice
from ssk_portal.notices.sentences import sentence_of
from ssk_portal.review.actions import advance, comment
from tests.factories import key
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.usefixtures("reference")


# Former values


def corrected(cast):
    row = factories.achievement(cast["tabalong"], value="12")
    row.value, row.numerator, row.denominator = 81, 81, 100
    with acting(cast["tabalong"], reason="Salah ketik"):
        return save_figure(row, by=cast["tabalong"])


def test_every_former_value_stands_on_the_page_with_who_and_why(cast, login):
    shown = login("kalsel").get(corrected(cast).get_absolute_url()).content.decode()
    assert "<del>12 %</del> <ins>81 % (81 ÷ 100)</ins> – Tabalong" in shown
    assert "Salah ketik" in shown


def test_a_figure_that_was_never_corrected_says_nothing(cast, login):
    row = factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
    assert login("tabalong").get(row.get_absolute_url()).context["corrections"] == []


def test_former_values_stay_inside_the_reach(cast, login):
    row = factories.walked(corrected(cast), [("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
    shown = login("kalteng").get(row.get_absolute_url()).content.decode()
    assert "81 %" in shown
    assert "Salah ketik" not in shown
    assert "<del>" not in shown


def test_a_published_figure_keeps_what_was_published(cast, login, regions):
    factories.publish(factories.row(year="2024", value="77.09"))
    row = factories.Achievement.objects.get()
    url = reverse("indicators:achievement_update", args=[row.pk])
    fields = {"indicator": row.indicator_id, "year": "2024", "area": "total", "value": "78,09", "publisher": row.publisher_id, "source": row.source, "region": row.region_id}
    login("pusat").post(url, key(**fields, row_version=row.version, change_reason="Salah cetak pada sumber"))
    shown = login("pusat").get(row.get_absolute_url()).content.decode()
    assert "<del>77,09 %</del> <ins>78,09 %</ins>" in shown
    assert "Salah cetak pada sumber" in shown


# Targets side by side


def side_by_side(client, code="63.09"):
    return client.get(reverse("indicators:region_targets", args=[code]))


def test_layers_stand_side_by_side_and_conflicts_with_their_sources(cast, login):
    steps = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    first = factories.target(cast["tabalong"], value="90", step=steps)
    factories.target(cast["tabalong"], value="92", source="Perubahan RPJMD", step=steps)
    factories.target(cast["tabalong"], value="85", layer="ssk", source="SSK 2021", page="17", step=steps)
    choose_by_hand(first, reason="Perubahan belum ditetapkan", by=cast["kalsel"])
    answer = side_by_side(login("gumas"))
    assert [layer.code for layer in answer.context["layers"]] == ["rpjmd-kabupaten-kota", "ssk"]
    [row] = answer.context["rows"]
    assert [[(str(target.value), target.in_force) for target in cell.in_order] for cell in row.cells] == [[("90", True), ("92", False)], [("85", True)]]
    shown = answer.content.decode()
    assert all(words in shown for words in ("Perubahan belum ditetapkan", "Perubahan RPJMD", "RPJMD 2021-2026", "SSK 2021", "Halaman: 17", "target antarjenjang berbeda"))


@pytest.mark.parametrize(("name", "rows"), [("tabalong", 1), ("kalsel", 1), ("pusat", 1), ("hst", 0), ("kalteng", 0)])
def test_a_draft_is_seen_in_reach_only(cast, login, name, rows):
    factories.target(cast["tabalong"])
    answer = side_by_side(login(name))
    assert len(answer.context["rows"]) == rows
    assert ("Belum ada target Kabupaten Tabalong." in answer.content.decode()) == (rows == 0)


def test_the_page_is_reached_from_the_region(login):
    assert reverse("indicators:region_targets", args=["63.09"]) in login("tabalong").get(reverse("indicators:region_figures", args=["63.09"])).content.decode()


# Notices

TOLD = [
    ([], "submit", "tabalong", {"kalsel", "kalsel2"}),
    (["submit"], "withdraw", "tabalong", set()),
    (["submit"], "begin", "kalsel", {"tabalong"}),
    (["submit", "begin"], "take_over", "kalsel2", {"kalsel"}),
    (["submit", "begin"], "release", "kalsel", set()),
    (["submit"], "send_back", "kalsel", {"tabalong"}),
    (["submit", "begin"], "send_back", "kalsel2", {"tabalong", "kalsel"}),
    (["submit"], "approve", "kalsel", {"tabalong"}),
    (["submit", "approve"], "ask_reopen", "tabalong2", {"kalsel", "kalsel2"}),
    (["submit", "approve"], "reopen", "kalsel", {"tabalong"}),
    ([], "record_historical", "kalsel", {"tabalong", "tabalong2"}),
]


@pytest.mark.parametrize("make", [factories.achievement, factories.target])
@pytest.mark.parametrize(("before", "step", "by", "expected"), TOLD)
def test_who_is_told_of_a_step(cast, make, before, step, by, expected):
    row = make(cast["tabalong"], step=[(name, cast["tabalong" if name == "submit" else "kalsel"]) for name in before])
    Notice.objects.all().delete()
    advance(row, step, by=cast[by], note="catatan")
    told = Notice.objects.all()
    assert {notice.user.username for notice in told} == expected
    assert {(notice.kind, notice.row) for notice in told} == ({(step, row.name_in_notices)} if expected else set())
    assert all(notice.url.startswith(row.get_absolute_url()) for notice in told)


def test_what_is_told_of_a_target_is_not_read_of_the_achievement_of_that_year(cast, login):
    staff = cast["tabalong"]
    for row in (factories.achievement(staff), factories.target(staff), factories.target(staff, layer="ssk", source="SSK", area="perkotaan")):
        advance(row, "submit", by=staff)
    assert {plain(sentence_of(notice)) for notice in Notice.objects.filter(user=cast["kalsel"])} == {
        "Tabalong mengajukan capaian Akses sanitasi layak 2024, Kabupaten Tabalong. Data ini menunggu pemeriksaan Anda.",
        "Tabalong mengajukan target Akses sanitasi layak 2024 (RPJMD kabupaten/kota), Kabupaten Tabalong. Data ini menunggu pemeriksaan Anda.",
        "Tabalong mengajukan target Akses sanitasi layak (perkotaan) 2024 (SSK), Kabupaten Tabalong. Data ini menunggu pemeriksaan Anda.",
    }


@pytest.mark.parametrize("make", [factories.achievement, factories.target])
@pytest.mark.parametrize(("by", "expected"), [("kalsel", {"tabalong", "tabalong2"}), ("tabalong", {"kalsel", "kalsel2"})])
def test_who_is_told_of_a_comment(cast, make, by, expected):
    row = make(cast["tabalong"])
    comment(row, by=cast[by], text="Halaman berapa?")
    assert {notice.user.username for notice in Notice.objects.all()} == expected
