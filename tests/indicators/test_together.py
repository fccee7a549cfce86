"""Several figures in one go: a region submits what is ready; the level above approves or sends back those ticked."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.actions import answer_warnings
from ssk_portal.indicators.models import Achievement
from ssk_portal.indicators.together import key_of
from ssk_portal.notices.models import Notice
from tests.counting import queries
from tests.factories import PASSWORD, key
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.usefixtures("reference")
SUBMIT, QUEUE = reverse("indicators:figure_submit"), reverse("indicators:figure_queue")


def review(code="63.09"):
    return reverse("indicators:figure_review", args=[code])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def submitted(user, **fields):
    return fresh(factories.achievement(user, step=[("submit", user)], **fields))


def told(kind):
    """Who was told: of what, and where it leads."""
    found = {}
    for notice in Notice.objects.filter(kind=kind).order_by("pk"):
        found.setdefault(notice.user.username, []).append((notice.row, notice.url))
    return found


# Submitting


def test_what_is_ready_is_ticked_and_the_rest_says_what_is_missing(cast, login):
    ready, sourceless = factories.achievement(cast["tabalong"]), factories.achievement(cast["tabalong"], year=2023, source="")
    odd, target = factories.achievement(cast["tabalong"], year=2019, value="101"), factories.target(cast["tabalong"])
    factories.achievement(cast["hst"])
    answer = login("tabalong").get(SUBMIT)
    lines = {line["key"]: line for line in answer.context["lines"]}
    assert {name: (line["ticked"], len(line["missing"])) for name, line in lines.items()} == {
        key_of(ready): (True, 0), key_of(target): (True, 0), key_of(sourceless): (False, 1), key_of(odd): (False, 1),
    }  # fmt: skip
    assert "Sebutkan sumbernya atau lampirkan dokumennya." in answer.content.decode()


def test_those_ticked_are_submitted_and_nothing_else(cast, login):
    one, two, left = factories.achievement(cast["tabalong"]), factories.target(cast["tabalong"]), factories.achievement(cast["tabalong"], year=2023)
    answer = login("tabalong").post(SUBMIT, key(figure=[key_of(one), key_of(two)]), follow=True)
    assert "2 angka diajukan." in answer.content.decode()
    assert [fresh(row).state for row in (one, two, left)] == ["submitted", "submitted", "draft"]
    table = ("2 angka Kabupaten Tabalong", review())
    assert told("submit") == {"kalsel": [table], "kalsel2": [table]}


def test_what_is_not_ready_is_refused_in_words_and_the_rest_goes(cast, login):
    good, bad = factories.achievement(cast["tabalong"]), factories.achievement(cast["tabalong"], year=2023, source="")
    shown = login("tabalong").post(SUBMIT, key(figure=[key_of(good), key_of(bad)]), follow=True).content.decode()
    assert [fresh(row).state for row in (good, bad)] == ["submitted", "draft"]
    assert "Belum dapat diajukan" in shown
    page = (good.name_in_notices, good.get_absolute_url())
    assert told("submit") == {"kalsel": [page], "kalsel2": [page]}


def test_what_was_changed_since_it_was_shown_is_left(cast, login):
    row = factories.achievement(cast["tabalong"])
    stale = key_of(row)
    row.value = 81
    row.save()
    answer = login("tabalong").post(SUBMIT, key(figure=stale))
    assert answer.status_code == 409
    assert "sementara itu telah diubah" in answer.content.decode()
    assert fresh(row).state == "draft"


@pytest.mark.parametrize("ticked", [[], ["achievement-999999-1"], ["clinic-1-1"], ["x"], ["achievement-"]])
def test_senseless_ticks_submit_nothing(cast, login, ticked):
    row = factories.achievement(cast["tabalong"])
    assert login("tabalong").post(SUBMIT, key(figure=ticked)).status_code == 409
    assert fresh(row).state == "draft"


def test_another_regions_figure_is_not_submitted(cast, login):
    theirs = factories.achievement(cast["hst"])
    assert login("tabalong").post(SUBMIT, key(figure=key_of(theirs))).status_code == 409
    assert fresh(theirs).state == "draft"


def test_a_double_click_submits_once(cast, login):
    row = factories.achievement(cast["tabalong"])
    sent = key(figure=key_of(row))
    client = login("tabalong")
    assert [client.post(SUBMIT, sent).status_code for _twice in range(2)] == [302, 302]
    assert fresh(row).steps.count() == 1


def test_nothing_to_submit(login):
    assert "Tidak ada angka Kabupaten Tabalong yang menunggu diajukan." in login("tabalong").get(SUBMIT).content.decode()


def test_what_was_sent_back_says_why(cast, login):
    row = submitted(cast["tabalong"])
    factories.walked(row, [("send_back", cast["kalsel"], "Sebutkan halamannya")])
    assert "Sebutkan halamannya" in login("tabalong").get(SUBMIT).content.decode()


# Deciding


def test_the_queue_names_each_region_once(cast, login):
    submitted(cast["tabalong"]), submitted(cast["tabalong"], year=2023), submitted(cast["hst"])
    factories.target(cast["tabalong"], step=[("submit", cast["tabalong"])])
    submitted(cast["gumas"])
    waiting = login("kalsel").get(QUEUE).context["regions"]
    assert [(each.region.code, each.achievements, each.targets) for each in waiting] == [("63.09", 2, 1), ("63.07", 1, 0)]
    assert login("pusat").get(QUEUE).context["regions"] == []


def test_the_table_shows_value_year_before_warnings_answers_and_source(cast, login):
    factories.publish(factories.row(year="2021", value="77.09"))
    row = factories.achievement(cast["tabalong"], year=2022, value="101", page="hal. 12")
    answer_warnings(row, answer="Termasuk pendatang", by=cast["tabalong"])
    factories.walked(fresh(row), [("submit", cast["tabalong"])])
    shown = login("kalsel").get(review()).content.decode()
    for words in ("101 %", "77,09 %", "(2021)", "berkisar antara", "Termasuk pendatang", "Laporan Pokja 2024", "hal. 12"):
        assert words in shown, words


def test_the_year_before_of_a_target_is_of_its_layer(cast, login):
    steps = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    factories.target(cast["tabalong"], year=2023, value="70", step=steps)
    factories.target(cast["tabalong"], year=2023, value="60", layer="ssk", step=steps)
    factories.target(cast["tabalong"], year=2024, value="75", step=steps[:1])
    [line] = login("kalsel").get(review()).context["lines"]
    assert plain(line["before"].shown_value) == "70 %"


@pytest.mark.parametrize(
    ("step", "note", "state", "leads"),
    [("approve", "", "approved", reverse("indicators:region_figures", args=["63.09"])), ("send_back", "Sebutkan halamannya", "returned", SUBMIT)],
)
def test_several_are_decided_at_once(cast, login, step, note, state, leads):
    one, two, left = (submitted(cast["tabalong"], year=year) for year in (2022, 2023, 2024))
    answer = login("kalsel").post(review(), key(figure=[key_of(one), key_of(two)], step=step, note=note))
    assert answer.status_code == 302
    assert [fresh(row).state for row in (one, two, left)] == [state, state, "submitted"]
    assert [fresh(row).decision_note for row in (one, two)] == [note, note]
    assert told(step) == {"tabalong": [("2 angka Kabupaten Tabalong", leads)]}
    assert login("tabalong").get(leads).status_code == 200


def test_who_sent_is_told_of_the_own_figures_and_who_had_one_of_that(cast, login):
    one, two, theirs = submitted(cast["tabalong"]), submitted(cast["tabalong"], year=2023), submitted(cast["tabalong2"], year=2021)
    factories.walked(two, [("begin", cast["kalsel2"])])
    keys = [key_of(fresh(row)) for row in (one, two, theirs)]
    login("kalsel").post(review(), key(figure=keys, step="send_back", note="Sebutkan halamannya"))
    assert told("send_back") == {
        "tabalong": [("2 angka Kabupaten Tabalong", SUBMIT)],
        "kalsel2": [(two.name_in_notices, two.get_absolute_url())],
        "tabalong2": [(theirs.name_in_notices, theirs.get_absolute_url())],
    }
    assert set(Notice.objects.filter(kind="send_back").values_list("note", flat=True)) == {"Sebutkan halamannya"}


def test_sending_back_asks_for_a_note_and_keeps_the_ticks(cast, login):
    row, other = submitted(cast["tabalong"]), submitted(cast["tabalong"], year=2023)
    answer = login("kalsel").post(review(), key(figure=key_of(row), step="send_back", note=" "))
    assert answer.status_code == 409
    assert "Tuliskan catatan yang menjelaskan alasannya." in answer.content.decode()
    assert {line["key"]: line["ticked"] for line in answer.context["lines"]} == {key_of(row): True, key_of(other): False}


def test_a_note_that_was_typed_is_not_lost(cast, login):
    submitted(cast["tabalong"])
    answer = login("kalsel").post(review(), key(step="approve", note="Terima kasih"))
    assert (answer.status_code, "Terima kasih</textarea>" in answer.content.decode()) == (409, True)


def test_after_the_session_ended_ticks_and_note_stand_there_again(cast, login, client):
    row, url = submitted(cast["tabalong"]), review()
    owner = login("kalsel").get(url).content.decode().split('name="form_owner" value="')[1].split('"')[0]
    client.logout()
    client.post(url, key(figure=key_of(row), step="send_back", note="Sebutkan halamannya", form_owner=owner), headers={"Referer": f"http://testserver{url}"})
    # The kept form lies in the visitor's session, which signing in goes on with.
    client.post("/masuk/", {"login": "kalsel", "password": PASSWORD})
    answer = client.get(url)
    assert (answer.context["note"], [line["ticked"] for line in answer.context["lines"]]) == ("Sebutkan halamannya", [True])
    assert fresh(row).state == "submitted"


def test_what_was_withdrawn_and_sent_again_is_looked_at_once_more(cast, login):
    row = submitted(cast["tabalong"])
    stale = key_of(row)
    factories.walked(factories.walked(row, [("withdraw", cast["tabalong"])]), [("submit", cast["tabalong"])])
    assert login("kalsel").post(review(), key(figure=stale, step="approve")).status_code == 409
    assert fresh(row).state == "submitted"


@pytest.mark.parametrize(
    ("name", "code", "status"), [("kalsel", "63.09", 302), ("kalteng", "63.09", 404), ("pusat", "63.09", 403), ("tabalong", "63.09", 403), ("pembaca", "63.09", 403)]
)
def test_who_decides(cast, login, name, code, status):
    row = submitted(cast["tabalong"])
    assert login(name).post(review(code), key(figure=key_of(row), step="approve")).status_code == status
    assert fresh(row).state == ("approved" if status == 302 else "submitted")


def test_a_figure_of_another_region_is_not_decided_on_this_page(cast, login):
    submitted(cast["tabalong"])
    theirs = submitted(cast["hst"])
    assert login("kalsel").post(review(), key(figure=key_of(theirs), step="approve")).status_code == 409
    assert fresh(theirs).state == "submitted"


def test_the_centre_decides_on_provinces_and_a_second_officer_on_its_own(cast, login):
    provincial, national = submitted(cast["kalsel"]), submitted(cast["pusat"])
    assert [each.region.code for each in login("pusat").get(QUEUE).context["regions"]] == ["63"]
    assert [each.region.code for each in login("pusat2").get(QUEUE).context["regions"]] == ["63", "ID"]
    login("pusat2").post(review("ID"), key(figure=key_of(national), step="approve"))
    login("pusat").post(review("63"), key(figure=key_of(provincial), step="approve"))
    assert [fresh(row).state for row in (provincial, national)] == ["approved", "approved"]


def test_the_start_page_leads_there_once_a_region(cast, login):
    submitted(cast["tabalong"]), submitted(cast["tabalong"], year=2023), submitted(cast["hst"])
    shown = login("kalsel").get(reverse("reporting:home")).content.decode()
    assert (shown.count(review("63.09")), shown.count(review("63.07"))) == (1, 1)


def test_ten_figures_cost_as_many_statements_as_one(cast, login):
    submitted(cast["tabalong"])
    factories.achievement(cast["tabalong"], year=2001)
    pages = [("kalsel", review()), ("kalsel", QUEUE), ("tabalong", SUBMIT)]
    few = [queries(login(name), url) for name, url in pages]
    for year in range(2002, 2012):
        submitted(cast["tabalong"], year=year)
        factories.achievement(cast["tabalong"], year=year, value="101", source="")
        factories.target(cast["tabalong"], year=year)
    assert [queries(login(name), url) for name, url in pages] == few
    assert Achievement.objects.count() == 22
