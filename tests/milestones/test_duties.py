"""The provinces' yearly duties: begun for all, filled in by the province, decided by the centre."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from ssk_portal.accounts.models import User
from ssk_portal.milestones.duties import begin_duties, begin_this_year
from ssk_portal.milestones.models import Milestone, Progress, Requirement
from ssk_portal.notices.models import Notice
from ssk_portal.reporting.todo import tasks_for
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories

LIST, BEGIN = reverse("milestones:duty_list"), reverse("milestones:duty_begin")
YEAR = 2026


@pytest.fixture
def duties(cast, regions):
    factories.duties()
    return begin_duties(YEAR, by=cast["pusat"])


def duty(code="63", number=1) -> Progress:
    return Progress.objects.duties().get(region__code=code, milestone__number=number)


def finished(number, by) -> Progress:
    return factories.complete(duty(by.region.code, number), by)


def test_the_seeded_duties_say_where_they_come_from(regions):
    factories.duties()
    asked = Milestone.objects.filter(scheme__code="ppsp-provinsi")
    assert [(milestone.short, milestone.basis) for milestone in asked] == [("T1", "stated"), ("T2", "stated"), ("T3", "stated"), ("T4", "stated")]
    requirements = Requirement.objects.filter(milestone__in=asked)
    assert set(requirements.values_list("kind", flat=True)) == {"date", "document", "number", "yes_no", "record", "text"}
    assert not requirements.filter(source="").exists()


def test_the_scheme_of_districts_is_another(login, regions):
    """Nobody records an assistance under the duties of provinces."""
    factories.duties()
    factories.scheme()
    offered = login("kalsel").get(reverse("milestones:assistance_create")).context["form"].fields["scheme"].queryset
    assert set(offered.values_list("level", flat=True)) == {"district"}


def test_a_year_is_shown_first_and_then_begun_for_all(login, cast, regions):
    factories.duties()
    browser = login("pusat")
    answer = browser.post(BEGIN, key(year=YEAR))
    assert [(begun.province.code, len(begun.new), begun.known) for begun in answer.context["plan"]] == [("62", 4, 0), ("63", 4, 0)]
    assert Progress.objects.count() == 0
    assert browser.post(BEGIN, key(year=YEAR, confirm="1")).url == f"{LIST}?year={YEAR}"
    assert set(Progress.objects.values_list("region__code", "state", "year")) == {("62", "draft", YEAR), ("63", "draft", YEAR)}
    answer = browser.post(BEGIN, key(year=YEAR, confirm="1"))
    assert answer.status_code == 200
    assert "Tidak ada yang perlu dimulai" in answer.content.decode()
    # Each officer of a province is told once, not once for each duty.
    assert set(Notice.objects.values_list("user__username", "row")) == {("kalsel", "Tugas tahunan 2026"), ("kalsel2", "Tugas tahunan 2026"), ("kalteng", "Tugas tahunan 2026")}


@pytest.mark.parametrize(("name", "status"), [("pusat", 200), ("admin", 403), ("kalsel", 403), ("tabalong", 403)])
def test_the_centre_alone_begins_a_year(name, status, login):
    assert login(name).get(BEGIN).status_code == status


@pytest.mark.parametrize("year", ["2099", "2015", "x", ""])
def test_a_year_without_duties_is_refused_at_its_field(year, login, regions):
    factories.duties()
    assert set(login("pusat").post(BEGIN, key(year=year, confirm="1")).context["form"].errors) == {"year"}


def test_the_year_opens_by_itself_once(cast, regions):
    by, now = User.objects.system(), timezone.now()
    assert begin_this_year(now, by=by) == 0
    factories.duties()
    assert begin_this_year(now, by=by) == 8
    assert begin_this_year(now, by=by) == 0


def test_the_province_fills_in_and_the_centre_decides(login, cast, duties):
    row = finished(2, cast["kalsel"])
    update = reverse("milestones:progress_update", args=[row.pk])
    assert [login(name).get(update).status_code for name in ("kalsel", "pusat", "tabalong", "kalteng")] == [200, 403, 404, 404]
    row = advance(row, "submit", by=cast["kalsel"])
    assert Notice.objects.filter(kind="submit", user=cast["pusat"], row="T2 2026 Provinsi Kalimantan Selatan").exists()
    queue = login("pusat").get(reverse("milestones:progress_queue"))
    assert [one.record.pk for one in queue.context["table"].rows] == [row.pk]
    assert any("T2 2026" in task.text for task in tasks_for(cast["pusat"]))
    row = advance(row, "approve", by=cast["pusat"])
    assert row.state == "approved"


def test_its_page_speaks_of_a_duty(login, cast, duties):
    row = duty(number=3)
    answer = login("kalsel").get(row.get_absolute_url())
    text = answer.content.decode()
    assert "T3 2026 Coaching Clinic 1, 3, 6, dan 7 diselenggarakan" in text
    assert [step["short"] for step in answer.context["strip"]] == ["T1 2026", "T2 2026", "T3 2026", "T4 2026"]
    assert "Angkatan" not in text
    assert "Dilaporkan oleh publikasi" not in text
    assert login("pusat").get(row.get_absolute_url()).status_code == 200
    assert [login(name).get(row.get_absolute_url()).status_code for name in ("kalteng", "tabalong")] == [404, 404]


def test_the_overview_shows_who_has_done_what(login, cast, duties):
    advance(finished(1, cast["kalsel"]), "submit", by=cast["kalsel"])
    text = login("pusat").get(LIST, {"year": YEAR}).content.decode()
    assert "Kalimantan Tengah" in text
    assert duty("63", 1).get_absolute_url() in text
    table = login("kalsel").get(LIST, {"year": YEAR}).context["table"]
    assert [row.record.code for row in table.rows] == ["63"]
    export = login("pusat").get(LIST, {"year": YEAR, "ekspor": "csv"})
    lines = b"".join(export.streaming_content).decode() if export.streaming else export.content.decode()
    assert "T1 Kick-off meeting tahunan" in lines
    assert "Diajukan" in lines


def test_the_overview_says_when_there_is_nothing(login, regions):
    assert "Belum ada tugas yang dimulai" in login("kalsel").get(LIST).content.decode()
    assert login("tabalong").get(LIST).status_code == 403


def test_the_start_page_of_the_province_asks_for_them(cast, duties):
    tasks = [task.text for task in tasks_for(cast["kalsel"])]
    assert [text for text in tasks if "2026" in text] == [f"Isi dan ajukan T{number} 2026 Provinsi Kalimantan Selatan" for number in range(1, 5)]
    row = advance(advance(finished(2, cast["kalsel"]), "submit", by=cast["kalsel"]), "send_back", by=cast["pusat"], note="Lampirkan laporan")
    back = [task for task in tasks_for(cast["kalsel"]) if task.late]
    assert [task.detail for task in back] == ["Lampirkan laporan"]
    assert str(row) in back[0].text


def test_the_pages_of_the_province_and_its_timeline_name_them(login, duties):
    text = login("kalsel").get(reverse("reporting:region_detail", args=["63"])).content.decode()
    assert "Tugas tahunan 2026" in text
    assert duty().get_absolute_url() in text
    line = login("kalsel").get(reverse("reporting:region_timeline", args=["63"])).context["timeline"]
    assert {one.name for one in line if one.name.startswith("T")} == {"T1 2026", "T2 2026", "T3 2026", "T4 2026"}
    assert "Tugas tahunan 2026" not in login("tabalong").get(reverse("reporting:region_detail", args=["63"])).content.decode()


def test_the_list_of_progress_filters_and_exports_them(login, regions, duties):
    factories.assistance(regions["63.09"])
    listing = reverse("milestones:progress_list")
    seen = {choice: [row.record.short for row in login("kalsel").get(listing, {"milestone": choice}).context["table"].rows] for choice in ("1", "T1")}
    assert seen == {"1": ["M1"], "T1": ["T1 2026"]}
    of_kalteng = login("pusat").get(listing, {"province": regions["62"].pk}).context["table"].rows
    assert {row.record.short for row in of_kalteng} == {"T1 2026", "T2 2026", "T3 2026", "T4 2026"}
    text = login("kalsel").get(listing, {"ekspor": "csv"})
    assert "T4 2026 Evaluasi tahunan" in (b"".join(text.streaming_content) if text.streaming else text.content).decode()


def test_only_who_can_see_a_duty_is_asked_for_it(login, duties):
    """A district sees none of its province, so its list does not offer what it would never find."""
    factories.scheme()
    listing = reverse("milestones:progress_list")
    offered = {who: [value for value, _label in login(who).get(listing).context["filter"].form.fields["milestone"].choices] for who in ("kalsel", "tabalong")}
    assert offered == {"kalsel": ["", 1, 2, 3, 4, "T1", "T2", "T3", "T4"], "tabalong": ["", 1, 2, 3, 4]}


def test_a_duty_is_a_provinces_and_a_milestone_a_districts(regions, duties):
    milestone, scheme = duty().milestone, factories.scheme()
    for region, asked in ((regions["63.09"], milestone), (regions["63"], scheme.milestones.first())):
        with pytest.raises(ProgrammingError, match="not asked of this region"), transaction.atomic():
            Progress.objects.create(region=region, milestone=asked, year=2030)
