"""An answer to a warning speaks of what the figure was held against then: a neighbour that changed later is asked about anew, one that did not never."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.actions import answer_warnings, save_figure
from ssk_portal.indicators.checks import in_words
from ssk_portal.indicators.models import Achievement, Indicator
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.indicators import factories
from tests.words import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
SUBMIT, UNANSWERED = reverse("indicators:figure_submit"), reverse("indicators:quality_warnings")


def unanswered(row) -> list[str]:
    return [warned.check for warned in Achievement.objects.get(pk=row.pk).unanswered]


def change(row, value, *, by):
    row = Achievement.objects.get(pk=row.pk)
    row.value = Decimal(value)
    save_figure(row, by=by)


@pytest.fixture
def staff(cast):
    return cast["tabalong"]


@pytest.fixture
def before(staff):
    return factories.achievement(staff, year=2023, value="40")


@pytest.fixture
def leapt(staff, before):
    """80 after 40, answered."""
    return answer_warnings(factories.achievement(staff, year=2024, value="80"), answer="Survei ulang", by=staff)


def test_what_stands_as_it_did_is_not_asked_again(staff, before, leapt):
    assert unanswered(leapt) == []
    before = Achievement.objects.get(pk=before.pk)
    before.note = "Lihat lampiran"
    save_figure(before, by=staff)
    change(before, "40.00", by=staff)
    factories.achievement(staff, year=2022, value="39")
    factories.achievement(staff, year=2023, value="50", area="perkotaan")
    assert unanswered(leapt) == []


def test_another_value_of_the_year_before_is_asked_about_until_it_is_back(staff, before, leapt):
    change(before, "30", by=staff)
    assert unanswered(leapt) == ["jump"]
    change(before, "40", by=staff)
    assert unanswered(leapt) == []
    change(before, "30", by=staff)
    answer_warnings(leapt, answer="Survei ulang, juga tahun 2023", by=staff)
    assert unanswered(leapt) == []


def test_a_year_in_between_is_asked_about_though_its_value_is_the_same(staff):
    old = factories.achievement(staff, year=2021, value="20")
    leapt = answer_warnings(factories.achievement(staff, year=2024, value="80"), answer="Survei ulang", by=staff)
    factories.achievement(staff, year=2023, value=old.value)
    assert unanswered(leapt) == ["jump"]


def test_another_kind_of_warning_is_asked_about_and_the_answered_one_is_not(staff, leapt):
    factories.achievement(staff, indicator="sanitasi-aman", value="95")
    assert unanswered(leapt) == ["whole"]


def test_whole_and_part(staff):
    whole = factories.achievement(staff, value="50")
    part = answer_warnings(factories.achievement(staff, indicator="sanitasi-aman", value="60"), answer="Definisi lain", by=staff)
    assert unanswered(part) == []
    change(whole, "51", by=staff)
    assert unanswered(part) == ["whole"]


def test_the_range_that_was_changed(staff):
    odd = answer_warnings(factories.achievement(staff, value="101"), answer="Termasuk pendatang", by=staff)
    assert unanswered(odd) == []
    Indicator.objects.filter(code="sanitasi-layak").update(highest=99)
    assert unanswered(odd) == ["range"]


def test_what_is_odd_in_the_figure_itself_is_answered_once(staff):
    odd = answer_warnings(factories.achievement(staff, value="80", numerator=9, denominator=10), answer="Dibulatkan", by=staff)
    factories.achievement(staff, year=2023, value="79")
    assert (odd.answered, unanswered(odd)) == (["fraction"], [])


def test_form_list_and_submitting_ask_anew(staff, before, leapt, login):
    client = login("tabalong")
    assert "Lonjakan mendadak" not in client.get(f"{UNANSWERED}?wilayah=63.09").content.decode()
    change(before, "30", by=staff)
    sentence = "Lonjakan mendadak: pada 2023 nilainya 30 %."
    assert sentence in plain(client.get(leapt.get_absolute_url()).content.decode())
    assert sentence in plain(client.get(f"{UNANSWERED}?wilayah=63.09").content.decode())
    [line] = [line for line in client.get(SUBMIT).context["lines"] if line["figure"].year == 2024]
    assert plain(line["missing"]) == [f"Jawab peringatan: {sentence}"]
    with pytest.raises(NotNow):
        advance(leapt, "submit", by=staff)
    # What was answered on the page that still showed 40 is no answer to 30.
    address = reverse("indicators:achievement_answer", args=[leapt.pk])
    stale = key(answer="Benar", row_version=Achievement.objects.get(pk=leapt.pk).version, shown=["jump 2023 40"])
    assert client.post(address, stale).status_code == 409
    assert client.post(address, stale | key(shown=["jump 2023 30"])).status_code == 302
    assert unanswered(leapt) == []


def test_the_reviewer_sees_that_it_is_not_answered_any_more(staff, before, leapt, login):
    advance(leapt, "submit", by=staff)
    page = reverse("indicators:figure_review", args=["63.09"])
    assert "(belum dijawab)" not in login("kalsel").get(page).content.decode()
    change(before, "30", by=staff)
    assert "(belum dijawab)" in login("kalsel").get(page).content.decode()


def test_what_was_approved_is_held_against_what_counts_only(staff, cast):
    """What somebody drafts beside it is warned of in the draft itself; nobody could answer on the approved figure."""
    whole = factories.achievement(staff, value="50", step=[("submit", staff), ("approve", cast["kalsel"])])
    part = answer_warnings(factories.achievement(staff, indicator="sanitasi-aman", value="60"), answer="Definisi lain", by=staff)
    advance(advance(part, "submit", by=staff), "approve", by=cast["kalsel"])
    drafted = factories.achievement(staff, value="55", source="Laporan lain")
    assert unanswered(part) == []
    assert "whole" in unanswered(drafted)
    assert whole.publisher == drafted.publisher


def test_history_tells_which_warnings_were_answered_in_words(leapt, login):
    page = plain(login("kalsel").get(reverse("reporting:row_history", args=["indicators", "achievement", leapt.pk])).content.decode())
    assert "lonjakan mendadak (2023: 40)" in page
    assert "jump" not in page


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("range – 100", "di luar rentang yang mungkin (– … 100)"),
        ("whole 7 50", "lebih besar daripada keseluruhannya (50)"),
        ("ladder 107.5", "jumlah anak tangga tidak tepat (107,5)"),
        ("unit 2023 1200", "salah satuan (2023: 1.200)"),
        ("unit", "salah satuan"),
        ("fraction", "pembilang dan penyebut"),
    ],
)
def test_each_kind_has_its_words(key, words):
    with translation.override("id"):
        assert plain(in_words(key)) == words
