"""Reminding by hand: who may, who is told, once a day, and what is refused with a sentence."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ssk_portal.accounts.models import User
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.due import remind_of_deadlines
from ssk_portal.milestones.models import Assistance, Progress
from ssk_portal.milestones.reminding import remind, to_remind
from ssk_portal.notices.models import Kind, Mail, Notice
from ssk_portal.notices.outbox import write_mails
from ssk_portal.regions.days import today_in
from ssk_portal.review.actions import advance
from tests import factories as stage
from tests.at_once import at_once
from tests.counting import queries
from tests.factories import key
from tests.milestones import factories
from tests.milestones.test_deadlines import national
from tests.words import text_of

OVERDUE = reverse("milestones:progress_overdue")
LATE = "2023-07-12T04:00:00+00:00"  # twelve days after the last day


def page_of(row):
    return reverse("milestones:progress_remind", args=[row.pk])


def reminders():
    return list(Notice.objects.filter(kind=Kind.REMIND).order_by("pk").values_list("user__username", "object_id"))


@pytest.fixture
def late(cast, regions, freezer_at):
    """Tabalong's first milestone, twelve days late."""
    national(regions)
    with freezer_at(LATE):
        yield factories.progress(regions["63.09"])


def test_whoever_fills_it_in_is_told_in_the_own_language(late, cast):
    User.objects.filter(username="tabalong2").update(language="en")
    assert {person.username for person in remind(late, by=cast["kalsel"], note="Rapat pleno hari Jumat.")} == {"tabalong", "tabalong2"}
    own, english = Notice.objects.filter(kind=Kind.REMIND).order_by("user__username")
    assert own.sentence == "Kalsel mengingatkan: M1 Kabupaten Tabalong (batas pengajuan 30 Juni 2023) belum diajukan."
    assert english.row == "M1 Kabupaten Tabalong (submit by 30 June 2023)"
    assert (own.note, own.url) == ("Rapat pleno hari Jumat.", late.get_absolute_url())


def test_the_milestone_stays_as_it_is_and_its_log_tells(late, cast, login):
    before = Progress.objects.values().get(pk=late.pk)
    remind(late, by=cast["kalsel"], note="Rapat pleno.")
    assert Progress.objects.values().get(pk=late.pk) == before
    page = text_of(login("tabalong").get(late.get_absolute_url()))
    assert "Diingatkan: Kalsel, Petugas provinsi, Provinsi Kalimantan Selatan" in page
    assert "Rapat pleno." in page


def test_once_a_day_whichever_officer(late, cast, freezer_at):
    remind(late, by=cast["kalsel"])
    for name in ("kalsel", "kalsel2", "pusat"):
        with pytest.raises(NotNow, match=r"Kalsel sudah mengirim pengingat hari ini \(12 Juli 2023 12.00 WITA\)"):
            remind(late, by=cast[name])
    assert len(reminders()) == 2
    with freezer_at("2023-07-12T16:30:00+00:00"):  # 23.30 in Jakarta, the next day in Tabalong
        remind(late, by=cast["pusat"])
    assert len(reminders()) == 4


@pytest.mark.parametrize("name", ["tabalong", "hst", "kalteng", "pembaca", "pembaca_kalsel", "admin", "admin_kalsel"])
def test_nobody_else_reminds(name, late, cast):
    with pytest.raises(PermissionDenied):
        remind(late, by=cast[name])
    assert not reminders()


def test_what_was_submitted_meanwhile_is_not_reminded_of(late, cast, login):
    advance(factories.complete(late, cast["tabalong"]), "submit", by=cast["tabalong"])
    answer = login("kalsel").post(page_of(late), key(note="Segera, ya."))
    assert answer.status_code == 409
    assert "Langkah ini sudah tidak dapat diambil: statusnya kini “Diajukan” (Diajukan: Tabalong" in text_of(answer)
    assert "Segera, ya." in answer.content.decode()
    assert login("kalsel").get(page_of(late)).status_code == 409
    assert not reminders()


def test_nobody_with_an_account(late, cast, login):
    User.objects.filter(username__in=["tabalong", "tabalong2"]).update(is_active=False)
    told = "Belum ada yang memiliki akun di Kabupaten Tabalong"
    assert told in text_of(login("kalsel").get(page_of(late)))
    listed = text_of(login("kalsel").get(OVERDUE))
    assert "belum ada akun" in listed
    assert 'type="checkbox"' not in listed


@pytest.mark.parametrize(
    ("moment", "told"),
    [("2023-06-15T04:00:00+00:00", "Batas pengajuannya baru 30 Juni 2023"), ("2023-06-16T04:00:00+00:00", ""), ("2023-06-15T16:30:00+00:00", "")],
)
def test_from_two_weeks_before_the_last_day_on(moment, told, late, login, freezer_at):
    """By the day of Tabalong: at 23.30 in Jakarta the next one has begun there."""
    with freezer_at(moment):
        answer = login("kalsel").get(page_of(late))
        assert (answer.status_code, told in text_of(answer)) == (409 if told else 200, True)
        listed = to_remind(Progress.objects.all(), User.objects.get(username="kalsel"))
        assert listed.filter(pk=late.pk).exists() == (not told)


def test_without_a_deadline_nothing_is_due(late, regions, login):
    second = factories.progress(regions["63.09"], 2)
    assert "Batas pengajuannya belum ditetapkan" in text_of(login("kalsel").get(page_of(second)))
    assert "Ingatkan" not in text_of(login("kalsel").get(second.get_absolute_url()))


def test_who_has_left_is_not_reminded(late, regions, login):
    Assistance.objects.update(left_on=today_in(regions["63.09"]), left_reason="Pindah program")
    assert "Kabupaten/kota ini sudah keluar dari program" in text_of(login("kalsel").get(page_of(late)))
    assert "M1 Kabupaten Tabalong" not in text_of(login("kalsel").get(OVERDUE))


class TestPage:
    def test_says_who_reads_what_and_leads_back(self, late, cast, login):
        words = text_of(login("kalsel").get(page_of(late)))
        assert "<li>Tabalong</li> <li>Tabalong2</li>" in words
        assert "Kalsel mengingatkan: M1 Kabupaten Tabalong (batas pengajuan 30 Juni 2023) belum diajukan." in words
        answer = login("kalsel").post(page_of(late), key(note=""), follow=True)
        assert answer.redirect_chain == [(late.get_absolute_url(), 302)]
        assert "Pengingat tentang M1 Kabupaten Tabalong sudah dikirim kepada Tabalong, Tabalong2." in text_of(answer)

    def test_the_milestone_offers_it_until_it_was_done_today(self, late, cast, login):
        offered = f'href="{page_of(late)}"'
        assert offered in login("kalsel").get(late.get_absolute_url()).content.decode()
        assert offered not in login("tabalong").get(late.get_absolute_url()).content.decode()
        remind(late, by=cast["pusat"])
        assert offered not in login("kalsel").get(late.get_absolute_url()).content.decode()

    def test_sent_twice_reminds_once(self, late, login):
        sent, client = key(note="Segera."), login("kalsel")
        assert [client.post(page_of(late), sent).status_code for _click in range(2)] == [302, 302]
        assert len(reminders()) == 2

    def test_a_note_that_is_too_long_stays_in_its_box(self, late, login):
        answer = login("kalsel").post(page_of(late), key(note="a" * 10_001))
        assert answer.status_code == 409
        assert 'id="note_error"' in answer.content.decode()
        assert "a" * 10_001 in answer.content.decode()

    def test_in_english(self, late, login):
        client = login("kalsel")
        client.cookies["django_language"] = "en"
        words = text_of(client.get(page_of(late)))
        assert "Kalsel reminds you: M1 Kabupaten Tabalong (submit by 30 June 2023) has not been submitted yet." in words


class TestSeveral:
    @pytest.fixture
    def three(self, late, regions):
        """Beside it another district's, and one of the other province; Hulu Sungai Tengah has a day more."""
        national(regions, 2, submit_by=date(2023, 7, 20), review_by=date(2023, 7, 30))
        return {"tabalong": late, "hst": factories.progress(regions["63.07"]), "soon": factories.progress(regions["63.07"], 2), "gumas": factories.progress(regions["62.10"])}

    def listed(self, client, query=""):
        return re.findall(r'value="(\d+)"\s+id="milestone-\d+"\s+aria-label="([^"]+)"\s+(checked)?', client.get(OVERDUE + query).content.decode())

    def test_what_is_late_is_ticked_and_what_is_due_soon_is_not(self, three, login):
        found = [(name, ticked) for _pk, name, ticked in self.listed(login("kalsel"))]
        late = [("M1 Kabupaten Hulu Sungai Tengah", "checked"), ("M1 Kabupaten Tabalong", "checked")]
        assert found == [*late, ("M2 Kabupaten Hulu Sungai Tengah", ""), ("M2 Kabupaten Tabalong", "")]

    def test_the_centre_narrows_to_a_province(self, three, regions, login):
        everywhere, one = (self.listed(login("pusat"), query) for query in ("", f"?province={regions['62'].pk}"))
        assert len(everywhere) == 6
        assert [name for _pk, name, _ticked in one] == ["M1 Kabupaten Gunung Mas", "M2 Kabupaten Gunung Mas"]
        assert len(self.listed(login("pusat"), "?province=x")) == 6

    def test_those_ticked_are_reminded_of_and_no_others(self, three, login):
        ticked = [three["tabalong"].pk, three["soon"].pk, three["gumas"].pk, "x", ""]
        answer = login("kalsel").post(OVERDUE, key(milestone=ticked, note="Segera."), follow=True)
        assert "Pengingat sudah dikirim untuk 2 milestone." in text_of(answer)
        assert set(reminders()) == {("tabalong", three["tabalong"].pk), ("tabalong2", three["tabalong"].pk), ("hst", three["soon"].pk)}
        assert [name for _pk, name, _ticked in self.listed(login("kalsel"))] == ["M1 Kabupaten Hulu Sungai Tengah", "M2 Kabupaten Tabalong"]

    def test_who_was_faster_is_named_and_the_rest_is_done(self, three, cast, login):
        remind(three["tabalong"], by=cast["kalsel2"])
        answer = login("kalsel").post(OVERDUE, key(milestone=[three["tabalong"].pk, three["hst"].pk]), follow=True)
        assert "M1 Kabupaten Tabalong</a>: Kalsel2 sudah mengirim pengingat hari ini" in text_of(answer)
        assert len(reminders()) == 3

    @pytest.mark.parametrize(("sent", "told"), [({}, "Centang milestone yang dimaksud."), ({"milestone": ["999999"]}, "Tidak ada pengingat yang dikirim.")])
    def test_nothing_ticked(self, sent, told, three, login):
        answer = login("kalsel").post(OVERDUE, key(note="Segera.", **sent))
        assert answer.status_code == 409
        assert told in text_of(answer)
        assert "Segera." in answer.content.decode()

    def test_nothing_is_late(self, cast, login):
        assert "Tidak ada milestone di Provinsi Kalimantan Selatan yang terlambat" in text_of(login("kalsel").get(OVERDUE))


def test_what_was_submitted_before_the_mail_went_out_is_not_mailed(late, cast, freezer_at):
    remind(late, by=cast["kalsel"])
    advance(factories.complete(late, cast["tabalong"]), "submit", by=cast["tabalong"])
    with freezer_at("2023-07-13T04:00:00+00:00"):
        remind_of_deadlines(timezone.now())
        write_mails(timezone.now())
    assert not Notice.objects.unread().filter(kind=Kind.REMIND).exists()
    assert not Mail.objects.filter(user__username__startswith="tabalong").exists()


def test_two_officers_at_the_same_moment(transactional_db):
    regions = stage.regions()
    cast = stage.cast(regions)
    row = factories.progress(regions["63.09"])
    last_day = today_in(regions["63.09"]) - timedelta(days=3)
    national(regions, submit_by=last_day, review_by=last_day + timedelta(days=14))
    told = at_once(*(lambda name=name: remind(row, by=cast[name]) for name in ("kalsel", "kalsel2", "pusat")))
    assert sorted(type(result).__name__ for result in told) == ["NotNow", "NotNow", "list"]
    assert len(reminders()) == 2


def test_the_list_asks_as_much_for_many_as_for_one(late, regions, login):
    one = queries(login("pusat"), OVERDUE)
    for code in ("63.07", "62.10"):
        factories.progress(regions[code])
    assert queries(login("pusat"), OVERDUE) == one <= 8
