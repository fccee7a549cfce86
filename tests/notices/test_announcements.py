"""Announcements: on top of every page from the first to the last day, in the reader's language."""

import pytest
from django.urls import reverse

from ssk_portal.notices.models import Announcement
from tests.counting import queries
from tests.factories import key

pytestmark = pytest.mark.django_db
TYPED = {"text_id": "Pemeliharaan Minggu <malam>", "text_en": "Maintenance on Sunday", "first_day": "2026-11-27", "last_day": "2026-11-29"}
BEFORE, FIRST, LAST, AFTER = "2026-11-26T16:59:00+00:00", "2026-11-26T17:00:00+00:00", "2026-11-29T16:59:00+00:00", "2026-11-29T17:00:00+00:00"


@pytest.fixture
def announced(db):
    return Announcement.objects.create(**TYPED)


def shown(client, url="/", words="Pemeliharaan Minggu &lt;malam&gt;") -> bool:
    return words in client.get(url).content.decode()


def test_it_is_shown_from_the_first_to_the_last_day_in_western_indonesia(client, cast, announced, freezer_at):
    """The days are the centre's, whose clock stands seven hours ahead; signed in anew each time, for sessions end meanwhile."""
    for moment, expected in [(BEFORE, False), (FIRST, True), (LAST, True), (AFTER, False)]:
        with freezer_at(moment):
            client.force_login(cast["tabalong"])
            assert shown(client) is expected, moment
            client.logout()
            assert shown(client, "/masuk/") is expected, moment


def test_it_speaks_the_language_of_the_reader(client, cast, announced, freezer_at):
    with freezer_at(FIRST):
        client.force_login(cast["pembaca"])
        client.cookies["django_language"] = "en"
        assert shown(client, "/wilayah/", words="Maintenance on Sunday")
        assert not shown(client, "/wilayah/")


def test_it_costs_no_page_a_question_more(client, cast, freezer_at):
    with freezer_at(FIRST):
        client.force_login(cast["tabalong"])
        without = queries(client, "/rujukan/")
        Announcement.objects.create(**TYPED)
        Announcement.objects.create(**TYPED | {"text_id": "Alamat baru"})
        assert queries(client, "/rujukan/") == without
        assert shown(client, "/rujukan/")
        assert shown(client, "/rujukan/", words="Alamat baru")


def test_the_administrator_of_the_country_keeps_them(login):
    admin = login("admin")
    assert reverse("notices:announcement_list") in admin.get(reverse("reporting:reference")).content.decode()
    assert "Belum ada pengumuman." in admin.get(reverse("notices:announcement_list")).content.decode()
    assert admin.post(reverse("notices:announcement_create"), key(**TYPED)).status_code == 302
    row = Announcement.objects.get()
    assert shown(admin, reverse("notices:announcement_list"))
    change = reverse("notices:announcement_update", args=[row.pk])
    assert admin.post(change, key(**TYPED | {"last_day": "2026-11-30"}, row_version=row.version)).status_code == 302
    assert str(Announcement.objects.get().last_day) == "2026-11-30"
    assert admin.post(reverse("notices:announcement_delete", args=[row.pk]), key(row_version=row.version + 1)).status_code == 302
    assert not Announcement.objects.exists()


def test_days_out_of_order_are_said_at_the_field(login):
    page = login("admin").post(reverse("notices:announcement_create"), key(**TYPED | {"last_day": "2026-11-01"}))
    assert page.status_code == 200
    assert page.context["form"].errors == {"last_day": ["Akhir mendahului awal."]}


@pytest.mark.parametrize("name", ["pusat", "admin_kalsel", "kalsel", "tabalong", "pembaca"])
def test_nobody_else_keeps_them(login, name):
    client = login(name)
    assert client.get(reverse("notices:announcement_list")).status_code == 403
    assert client.post(reverse("notices:announcement_create"), key(**TYPED)).status_code == 403
    assert not Announcement.objects.exists()
