"""Answers to warnings, given in the template: the rules of the form, for many figures at once."""

import pytest

from ssk_portal.indicators.actions import answer_warnings
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.review.actions import advance
from tests.indicators import factories
from tests.indicators.template.sheets import confirm, of, send, shown, take_over, taken, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
OPD = {"Penerbit": "OPD", "Sumber": "Laporan Dinas PUPR 2024"}
ANSWER = "Jawaban atas peringatan"


@pytest.fixture
def staff(login):
    factories.publish(factories.row(year="2023", value="40"))
    return login("tabalong")


def line(staff, **more):
    return of(taken(staff), "sanitasi-layak", Nilai="87,5", **OPD) | more


def figure() -> Achievement:
    return Achievement.objects.get(year=2024)


def test_the_answer_stands_with_who_and_when_and_answers_all_that_stands(staff, cast):
    answer = send(staff, line(staff, Pembilang="900", Penyebut="1000", **{ANSWER: "Survei ulang, lihat lampiran"}))
    [(_row, is_new, differences, warnings)] = shown(answer)
    assert (is_new, differences[-1], len(warnings)) == (True, f"{ANSWER}: Survei ulang, lihat lampiran", 2)
    confirm(staff, answer)
    row = figure()
    assert (row.answer, sorted(row.answered), row.answered_by, row.unanswered) == ("Survei ulang, lihat lampiran", ["fraction", "jump 2023 40"], cast["tabalong"], [])
    assert row.answered_at is not None
    advance(row, "submit", by=cast["tabalong"])


def test_without_an_answer_the_preview_says_how_to_give_one(staff):
    answer = send(staff, line(staff))
    assert "tulis alasannya di kolom “Jawaban atas peringatan”" in answer.content.decode()
    confirm(staff, answer)
    assert [warned.check for warned in figure().unanswered] == ["jump"]


def test_an_answer_comes_later_for_a_figure_that_stands(staff):
    take_over(staff, line(staff))
    row = of(taken(staff), "sanitasi-layak")
    assert row[ANSWER] == ""
    answer = send(staff, row | {ANSWER: "Survei ulang"})
    assert [each[1:3] for each in shown(answer)] == [(False, [f"{ANSWER}: Survei ulang"])]
    confirm(staff, answer)
    assert (figure().answer, figure().unanswered) == ("Survei ulang", [])


def test_the_same_file_again_changes_nothing_and_an_empty_cell_leaves_the_answer(staff):
    row = line(staff, **{ANSWER: "Survei ulang"})
    take_over(staff, row)
    before = figure().version
    assert shown(send(staff, row)) == []
    take_over(staff, *(each | {"Catatan": "Juni"} if each["Kode"] else each for each in taken(staff)))
    assert (figure().answer, figure().note, figure().version) == ("Survei ulang", "Juni", before + 1)


def test_an_answer_falls_with_its_value_and_a_new_one_comes_with_the_new_value(staff):
    take_over(staff, line(staff, **{ANSWER: "Survei ulang"}))
    take_over(staff, of(taken(staff), "sanitasi-layak", Nilai="90"))
    assert (figure().answer, figure().answered_by) == ("", None)
    take_over(staff, of(taken(staff), "sanitasi-layak", Nilai="91", **{ANSWER: "Survei ketiga"}))
    take_over(staff, of(taken(staff), "sanitasi-layak", Nilai="92", **{ANSWER: "Survei ketiga"}))
    assert (figure().value, figure().answer, figure().unanswered) == (92, "Survei ketiga", [])


def test_an_answer_to_nothing_is_told(staff):
    assert told(send(staff, line(staff, Nilai="41", **{ANSWER: "Survei ulang"}))) == [
        (2, ANSWER, "Tidak ada peringatan pada angka ini, jadi tidak ada yang perlu dijawab. Kosongkan sel ini.")
    ]


def test_warnings_that_changed_between_preview_and_confirming_are_shown_first(staff, cast):
    answer = send(staff, line(staff, **{ANSWER: "Survei ulang"}))
    factories.achievement(cast["tabalong"], indicator="sanitasi-aman", value="95")
    again = confirm(staff, answer)
    assert again.status_code == 200
    assert len(shown(again)[0][3]) == 2
    assert not Achievement.objects.filter(year=2024, indicator__code="sanitasi-layak").exists()
    confirm(staff, again)
    assert Achievement.objects.get(year=2024, indicator__code="sanitasi-layak").unanswered == []


def test_what_was_submitted_is_not_answered_any_more(staff, cast):
    take_over(staff, line(staff))
    advance(answer_warnings(figure(), answer="Survei ulang", by=cast["tabalong"]), "submit", by=cast["tabalong"])
    row = of(taken(staff), "sanitasi-layak")
    assert shown(send(staff, row | {ANSWER: "Survei ulang"})) == []
    assert [each[:2] for each in told(send(staff, row | {ANSWER: "Lain"}))] == [(2, ANSWER)]


def test_targets_have_no_warnings_to_answer(staff):
    assert ANSWER not in taken(staff, "target")[0]


@pytest.mark.parametrize("kind", ["achievement", "target"])
def test_a_code_of_the_other_template_is_told(staff, cast, kind):
    """Also where the mark of the template was taken out: the figure of the same number may be about the same."""
    made = {"achievement": factories.achievement, "target": factories.target}[kind](cast["tabalong"])
    row = next(each for each in taken(staff, kind) if each["Kode"])
    letter, other = {"achievement": "CT", "target": "TC"}[kind]
    assert row["Kode"] == f"{letter}{made.pk}"
    for mark in (row["Templat"], ""):
        answer = told(send(staff, row | {"Kode": f"{other}{made.pk}", "Templat": mark}, kind=kind))
        assert ("Kode", "Baris ini berasal dari templat lain. Kirim capaian dan target pada halamannya masing-masing.") in [each[1:] for each in answer]


def test_a_published_target_that_cannot_be_is_warned_of_before_it_is_taken_over(login, regions):
    """Nobody answers for a target; it is kept as it was published."""
    centre = login("pusat")
    rows = [row for row in taken(centre, "target", region="63") if row["Jenjang"] == "RPJMD provinsi"]
    filled = [of(rows, code, "63", Nilai=value, Sumber="RPJMD 2021-2026") for code, value in (("sanitasi-layak", "900"), ("air-minum-layak", "90"))]
    answer = send(centre, *filled, kind="target")
    assert [each[3] for each in shown(answer)] == [["“Akses sanitasi layak” berkisar antara 0 % dan 100 %."], []]
    assert confirm(centre, answer, "target").status_code == 302
    assert sorted(row.value for row in Target.objects.all()) == [90, 900]


def test_the_same_answer_is_given_again_where_something_else_is_warned_of_by_now(staff):
    row = line(staff, **{ANSWER: "Survei ulang"})
    take_over(staff, row)
    factories.publish(factories.row(year="2023", value="30", publisher="STBM"))
    assert shown(send(staff, row)) == []  # the other one does not count
    Achievement.objects.filter(year=2023).update(is_reference=False)
    Achievement.objects.filter(year=2023, value=30).update(is_reference=True)
    assert shown(send(staff, line(staff) | {ANSWER: ""})) == []
    answer = send(staff, row)
    assert [each[1:] for each in shown(answer)] == [(False, [f"{ANSWER}: Survei ulang"], ["Lonjakan mendadak: pada 2023 nilainya 30 %."])]
    confirm(staff, answer)
    assert figure().unanswered == []
    assert shown(send(staff, row)) == []


def test_an_answer_that_stands_hinders_nothing_once_its_warning_is_gone(staff):
    row = line(staff, **{ANSWER: "Survei ulang"})
    take_over(staff, row)
    Achievement.objects.filter(year=2023).update(value=80)
    assert shown(send(staff, row)) == []
