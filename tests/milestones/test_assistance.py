"""Which districts are assisted: recorded by the province or the centre, read by the district."""

import pytest
from django.urls import reverse

from ssk_portal.audit.timeline import event_model
from ssk_portal.milestones.actions import record_assistance, remove_assistance
from ssk_portal.milestones.models import Assistance, MinisterialDecree, Progress
from tests.factories import key
from tests.milestones import factories

LIST, NEW = reverse("milestones:assistance_list"), reverse("milestones:assistance_create")


def typed(district, scheme, **fields):
    return key(**{"district": district.pk, "cohort_year": "2024", "scheme": scheme.pk, "basis": "stated", "source": "Kepmendagri", **fields})


def test_a_new_assistance_begins_four_drafts(login, regions):
    answer = login("kalsel").post(NEW, typed(regions["63.09"], factories.scheme()))
    made = Assistance.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert list(made.progresses.values_list("milestone__number", "state")) == [(number, "draft") for number in range(1, 5)]


def test_a_province_records_its_own_districts_only(login, regions):
    scheme = factories.scheme()
    answer = login("kalsel").post(NEW, typed(regions["62.10"], scheme))
    assert (answer.status_code, set(answer.context["form"].errors)) == (200, {"district"})
    assert login("pusat").post(NEW, typed(regions["62.10"], scheme)).status_code == 302


def test_one_assistance_a_year(login, regions):
    factories.assistance(regions["63.09"], cohort_year=2024)
    answer = login("kalsel").post(NEW, typed(regions["63.09"], factories.scheme()))
    assert answer.status_code == 200
    assert "sudah memiliki pendampingan" in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), [("tabalong", 403), ("pembaca", 403), ("admin", 403), ("kalsel", 200), ("pusat", 200)])
def test_who_may_record(name, status, login):
    assert login(name).get(NEW).status_code == status


@pytest.mark.parametrize(("name", "seen"), [("tabalong", {"63.09"}), ("kalsel", {"63.09", "63.07"}), ("kalteng", {"62.10"}), ("pembaca", {"63.09", "63.07", "62.10"})])
def test_the_list_shows_what_is_in_reach(name, seen, login, regions):
    for code in ("63.09", "63.07", "62.10"):
        factories.assistance(regions[code])
    answer = login(name).get(LIST)
    assert {row.record.district.code for row in answer.context["table"].rows} == seen


@pytest.mark.parametrize(("name", "page", "form"), [("tabalong", 200, 403), ("hst", 404, 403), ("kalteng", 404, 404), ("kalsel", 200, 200), ("pusat", 200, 200)])
def test_who_opens_an_assistance(name, page, form, login, regions):
    row = factories.assistance(regions["63.09"])
    browser = login(name)
    assert browser.get(row.get_absolute_url()).status_code == page
    assert browser.get(reverse("milestones:assistance_update", args=[row.pk])).status_code == form
    assert browser.get(reverse("milestones:assistance_delete", args=[row.pk])).status_code == form


def test_the_decree_is_corrected_but_the_district_stays(login, regions):
    row = factories.assistance(regions["63.09"])
    decree = MinisterialDecree.objects.create(number="100.4.3-1290/Kep/Bangda/2022", date="2022-12-30", cohort_year=2023, region=regions["ID"])
    sent = typed(regions["63.07"], row.scheme, row_version=row.version, decree_number=decree.number.lower())
    assert login("kalsel").post(reverse("milestones:assistance_update", args=[row.pk]), sent).status_code == 302
    row = Assistance.objects.get()
    assert (row.district.code, row.decree, row.cohort_year) == ("63.09", decree, 2024)


def test_a_mistaken_assistance_goes_with_its_empty_drafts(login, regions):
    row = factories.assistance(regions["63.09"])
    assert login("kalsel").post(reverse("milestones:assistance_delete", args=[row.pk]), key()).url == LIST
    assert (Assistance.objects.count(), Progress.objects.count()) == (0, 0)


def test_an_assistance_with_work_under_it_stays(login, cast, regions):
    factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    row = Assistance.objects.get()
    answer = login("kalsel").post(reverse("milestones:assistance_delete", args=[row.pk]), key())
    assert answer.status_code == 409
    assert "M1" in answer.content.decode()
    assert Progress.objects.count() == 4


def test_the_history_names_who_recorded_and_who_removed_it(cast, regions):
    """Outside a request too, as for a command."""
    row = record_assistance(Assistance(district=regions["63.09"], cohort_year=2024, scheme=factories.scheme(), source="SK"), by=cast["kalsel"])
    draft = row.progresses.first()
    first = row.pk
    remove_assistance(row, by=cast["pusat"])
    for model, pk in ((Assistance, first), (Progress, draft.pk)):
        assert [event.pgh_context["name"] for event in event_model(model).objects.filter(pgh_obj_id=pk).order_by("pgh_id")] == ["Kalsel", "Pusat"]


def test_what_names_no_source_is_not_called_stated_by_one(login, regions):
    assert (record := login("kalsel").post(NEW, typed(regions["63.09"], factories.scheme(), source=""))).status_code == 302
    assert "dinyatakan dalam sumber" not in login("tabalong").get(record.url).content.decode()
    row = login("tabalong").get(LIST).context["table"].rows[0]
    assert row.get_cell("basis") == "–"
    Assistance.objects.update(source="Kepmendagri")
    assert "dinyatakan dalam sumber" in login("tabalong").get(record.url).content.decode()
    assert login("tabalong").get(LIST).context["table"].rows[0].get_cell("basis") == "dinyatakan dalam sumber"
