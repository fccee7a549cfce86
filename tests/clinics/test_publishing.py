"""An approved report is published, and taken back, by the level that approved it."""

import pytest

from ssk_portal.clinics.publishing import publish, withdraw_publication
from ssk_portal.clinics.reports import begin
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Notice
from ssk_portal.review.actions import advance
from tests.clinics.reports import page_of, report_in, whole
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


def test_the_level_that_approved_publishes_and_takes_back(login, cast):
    report = report_in("approved", cast)
    client = login("kalsel")
    assert "Terbitkan" in client.get(page_of(report.clinic)).content.decode()
    client.post(page_of(report.clinic, "publish"), key())
    report.refresh_from_db()
    assert (report.is_public, report.published_by, report.state) == (True, cast["kalsel"], "approved")
    client.post(page_of(report.clinic, "withdraw"), key())
    report.refresh_from_db()
    assert (report.is_public, report.published_by, report.state) == (False, None, "approved")


@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "returned", "historical"])
def test_only_an_approved_report_is_published(login, cast, state):
    report = report_in(state, cast)
    page = login("kalsel").post(page_of(report.clinic, "publish"), key())
    assert (page.status_code, "Hanya laporan yang telah disetujui" in page.content.decode()) == (409, True)


def test_twice_is_refused_in_words(login, cast):
    report = report_in("approved", cast)
    publish(report, by=cast["kalsel"])
    with pytest.raises(NotNow, match="sudah diterbitkan"):
        publish(report, by=cast["kalsel2"])
    withdraw_publication(report, by=cast["kalsel2"])
    with pytest.raises(NotNow, match="tidak sedang diterbitkan"):
        withdraw_publication(report, by=cast["kalsel"])


@pytest.mark.parametrize(("name", "status"), [("tabalong", 403), ("pusat", 403), ("admin", 403), ("hst", 403), ("kalteng", 404)])
def test_nobody_else_publishes(login, cast, name, status):
    report = report_in("approved", cast)
    assert login(name).post(page_of(report.clinic, "publish"), key()).status_code == status


def test_what_the_centre_reports_a_second_officer_publishes(login, cast):
    report = report_in("approved", cast, "ID", ("pusat", "pusat2", "pusat2"))
    assert [login(name).post(page_of(report.clinic, "publish"), key()).status_code for name in ("pusat", "pusat2")] == [403, 302]


def test_publishing_tells_the_host_and_the_districts_that_come_and_nobody_else(login, cast):
    clinic = whole("63")
    clinic.participations.create(district=cast["hst"].region, name="HST", kind="kabupaten", role="reference", order=9)
    report = advance(advance(begin(clinic, by=cast["kalsel"]), "submit", by=cast["kalsel"]), "approve", by=cast["pusat"])
    for screen, sentence in (("publish", "menerbitkan laporan"), ("withdraw", "menarik penerbitan laporan")):
        Notice.objects.all().delete()
        login("pusat").post(page_of(report.clinic, screen), key())
        told = Notice.objects.select_related("user")
        assert sorted(notice.user.username for notice in told) == ["kalsel", "kalsel2", "tabalong", "tabalong2"]
        assert {(sentence in notice.sentence, notice.url) for notice in told} == {(True, report.get_absolute_url())}


def test_reopened_it_is_public_no_more(cast):
    report = report_in("approved", cast)
    publish(report, by=cast["kalsel"])
    advance(report, "reopen", by=cast["kalsel"], note="Salah tanggal")
    report.refresh_from_db()
    assert (report.state, report.is_public, report.published_by) == ("returned", False, None)
