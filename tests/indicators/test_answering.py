"""A warning is answered before its figure is submitted; the answer is to what was shown."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.actions import answer_warnings, save_figure
from ssk_portal.indicators.models import Achievement, Indicator, Publisher
from ssk_portal.review.actions import advance
from tests.counting import queries
from tests.factories import key
from tests.indicators import factories
from tests.indicators.checking import draft, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def odd(regions, reference):
    """A draft on which a warning stands."""
    return draft(regions, value="101")


def answer_of(row):
    return reverse("indicators:achievement_answer", args=[row.pk])


def said(row, answer):
    """The form of the answer, as the page of `row` offered it."""
    return key(answer=answer, row_version=row.version, shown=[warned.key for warned in row.warnings])


def test_it_is_submitted_once_the_warning_is_answered(odd, cast, login):
    with pytest.raises(NotNow):
        advance(odd, "submit", by=cast["tabalong"])
    client = login("tabalong")
    assert client.post(answer_of(odd), said(odd, "Termasuk rumah tangga pendatang")).status_code == 302
    sent = advance(odd, "submit", by=cast["tabalong"])
    assert (sent.answered, sent.answered_by) == (["range 0 100"], cast["tabalong"])
    assert client.post(answer_of(odd), said(sent, "Lain")).status_code == 409
    page = login("kalsel").get(sent.get_absolute_url()).content.decode()
    assert "Termasuk rumah tangga pendatang" in page


def test_an_empty_answer_is_told_at_its_box(odd, cast, login):
    answer = login("tabalong").post(answer_of(odd), said(odd, "  "))
    assert answer.status_code == 409
    assert '<div class="invalid-feedback" id="answer_error"><p>Tulis mengapa angka ini benar, atau ubah angkanya.</p></div>' in answer.content.decode()
    assert "alert-warning" not in answer.content.decode()


def test_an_answer_to_another_value_or_to_fewer_warnings_is_not_taken(odd, cast, login):
    client, before = login("tabalong"), said(odd, "Termasuk pendatang")
    publish((2022, "101"), kind="target", framework="RPJMD Kab. Tabalong")  # from now on it is also the same as the target
    answer = client.post(answer_of(odd), before)
    assert (answer.status_code, Achievement.objects.get(pk=odd.pk).answer) == (409, "")
    assert "Termasuk pendatang</textarea>" in answer.content.decode()
    odd = Achievement.objects.get(pk=odd.pk)
    before = said(odd, "Termasuk pendatang")
    assert before["shown"] == ["range 0 100", "target"]
    Achievement.objects.filter(pk=odd.pk).update(value="8700")  # a colleague
    assert client.post(answer_of(odd), before).status_code == 409
    odd = Achievement.objects.get(pk=odd.pk)
    assert client.post(answer_of(odd), said(odd, "Termasuk pendatang")).status_code == 302


def test_another_value_is_asked_for_again(odd, cast):
    answered = answer_warnings(odd, answer="Benar", by=cast["tabalong"])
    answered.note = "Lihat lampiran"
    assert save_figure(answered, by=cast["tabalong"]).answer == "Benar"
    answered.value = 102
    assert save_figure(answered, by=cast["tabalong"]).answer == ""


def test_a_warning_that_came_later_is_asked_for(odd, cast, reference):
    answer_warnings(odd, answer="Benar", by=cast["tabalong"])
    publish((2022, "101"), kind="target", framework="RPJMD Kab. Tabalong")
    assert [warning.check for warning in Achievement.objects.get(pk=odd.pk).unanswered] == ["target"]


def test_where_nothing_is_odd_there_is_nothing_to_answer(regions, reference, cast):
    with pytest.raises(NotNow):
        answer_warnings(draft(regions), answer="Benar", by=cast["tabalong"])


def test_an_answer_is_whole(odd):
    with pytest.raises(IntegrityError), transaction.atomic():
        Achievement.objects.filter(pk=odd.pk).update(answer="Benar")


def test_saving_says_that_there_is_something_to_answer(login, reference):
    fields = {"indicator": Indicator.objects.get(code="sanitasi-layak").pk, "year": "2024", "area": "total", "value": "101", "source": "Laporan"}
    answer = login("tabalong").post(reverse("indicators:achievement_create"), key(**fields, publisher=Publisher.objects.get(code="pokja").pk), follow=True)
    content = answer.content.decode()
    assert "1 peringatan perlu dijawab" in content
    # What was done stands above what it leaves to do.
    assert content.index("Tersimpan:") < content.index("1 peringatan perlu dijawab")


def test_of_a_published_figure_nothing_is_missing(login, reference):
    """Its warnings stand on the page, and it is submitted to nobody."""
    factories.publish(factories.row(value="101"))
    answer = login("pusat").get(Achievement.objects.get().get_absolute_url())
    content = answer.content.decode()
    assert answer.context["missing"] == []
    assert "berkisar antara" in content
    assert "Yang masih kurang" not in content


def test_the_page_costs_the_same_however_much_is_around(odd, login, reference):
    client, page = login("tabalong"), odd.get_absolute_url()
    few = queries(client, page)
    publish(*((year, str(year - 1950)) for year in range(2000, 2022)))
    assert queries(client, page) == few
