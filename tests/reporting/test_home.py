"""The start page: what waits for the person who signed in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Agreement, Clinic
from ssk_portal.milestones.duties import begin_duties
from ssk_portal.milestones.planning import set_deadlines
from ssk_portal.pokja.models import Decree, Pokja
from ssk_portal.regions.days import today_in
from ssk_portal.reporting.todo import tasks_for
from tests.indicators import factories as figures
from tests.milestones import factories
from tests.reporting import stage

pytestmark = pytest.mark.django_db
HOME = reverse("reporting:home")


def texts(user):
    return [task.text for task in tasks_for(user)]


@pytest.fixture
def progresses(cast):
    return stage.assist(cast["tabalong"].region, stage.scheme())


def test_a_district_is_told_what_to_fill_in_first(cast, progresses):
    assert texts(cast["tabalong"])[0] == "Isi dan ajukan M1 Kabupaten Tabalong"


def test_what_was_sent_back_comes_first_with_its_note(cast, progresses):
    stage.decide(stage.submit(progresses[0], by=cast["tabalong"]), "send_back", by=cast["kalsel"], note="Lengkapi profil.")
    first = tasks_for(cast["tabalong"])[0]
    assert (first.text, first.detail, first.late) == ("M1 Kabupaten Tabalong dikembalikan kepada Anda", "Lengkapi profil.", True)
    assert first.url == reverse("milestones:progress_update", args=[progresses[0].pk])


def test_the_province_sees_what_waits_for_review_longest_first(cast, progresses):
    other = stage.assist(cast["hst"].region, progresses[0].milestone.scheme)
    stage.submit(progresses[0], by=cast["tabalong"])
    stage.submit(other[0], by=cast["hst"])
    assert texts(cast["kalsel"])[:2] == ["M1 Kabupaten Tabalong menunggu pemeriksaan Anda", "M1 Kabupaten Hulu Sungai Tengah menunggu pemeriksaan Anda"]
    assert [text for text in texts(cast["kalteng"]) if "pemeriksaan" in text] == []
    assert [text for text in texts(cast["pusat"]) if "pemeriksaan" in text] == []


def test_what_is_late_comes_first_and_tells_one_number_of_days(cast, progresses, freezer_at, login):
    factories.duties()
    begin_duties(2026, by=cast["pusat"])
    with freezer_at("2026-03-02T03:00:00+00:00"):
        stage.submit(progresses[0], by=cast["tabalong"])
    with freezer_at("2026-03-10T03:00:00+00:00"):
        *_drafts, review, _decree = tasks_for(cast["kalsel"])
        assert (review.text, review.days, review.late) == ("M1 Kabupaten Tabalong menunggu pemeriksaan Anda", 8, False)
    with freezer_at("2026-03-20T03:00:00+00:00"):
        first = tasks_for(cast["kalsel"])[0]
        assert (first.text, first.days, first.late) == (review.text, None, True)
        assert first.detail.endswith("jawaban dijanjikan paling lambat 16 Maret 2026 (terlambat 4 hari)")


def test_a_figure_sent_back_waits_for_its_district_and_a_submitted_one_for_the_province(cast, reference):
    tabalong, kalsel = cast["tabalong"], cast["kalsel"]
    back = figures.target(tabalong, step=[("submit", tabalong), ("send_back", kalsel, "Halaman?")])
    figures.achievement(tabalong, step=[("submit", tabalong)])
    first = tasks_for(tabalong)[0]
    assert (first.text, first.detail, first.url) == (f"{back} dikembalikan kepada Anda", "Halaman?", reverse("indicators:target_update", args=[back.pk]))
    assert texts(kalsel)[0] == "Angka Kabupaten Tabalong menunggu pemeriksaan Anda"
    assert [text for text in [*texts(cast["hst"]), *texts(cast["pusat"])] if "Kabupaten Tabalong" in text] == []


def test_what_the_centre_submits_waits_for_its_second_officer(cast, reference):
    sent = figures.achievement(cast["pusat"], step=[("submit", cast["pusat"])])
    assert [f"Angka {sent.region.full_name} menunggu pemeriksaan Anda" in texts(cast[name]) for name in ("pusat", "pusat2", "kalsel")] == [False, True, False]


def test_an_agreement_past_its_day_is_told_to_its_district(cast, regions):
    clinic = Clinic.objects.create(slug="cc", region=regions["63"], title="CC 3")
    late = today_in(regions["63.09"]) - timedelta(days=3)
    Agreement.objects.create(clinic=clinic, text="Siapkan SK", district=regions["63.09"], due=late)
    Agreement.objects.create(clinic=clinic, text="Sudah", district=regions["63.09"], due=late, state="kept", evidence="SK 1")
    assert [(task.text, task.days) for task in tasks_for(cast["tabalong"]) if task.icon == "list-check"] == [("Siapkan SK", 3)]
    assert "Siapkan SK" not in texts(cast["hst"])


@pytest.mark.parametrize(
    ("days", "told"),
    [(None, "Pokja Anda belum memiliki SK yang berlaku"), (-1, "Pokja Anda belum memiliki SK yang berlaku"), (30, "SK Pokja berakhir dalam 30 hari"), (365, None)],
)
def test_a_decree_that_is_missing_or_ends_soon(cast, regions, days, told):
    pokja = Pokja.objects.create(region=regions["63.09"], name="Pokja")
    if days is not None:
        Decree.objects.create(pokja=pokja, kind="bupati", valid_to=today_in(regions["63.09"]) + timedelta(days=days))
    found = [task.text for task in tasks_for(cast["tabalong"]) if task.icon == "file-earmark"]
    assert found == ([told] if told else [])


def test_a_region_without_a_pokja_is_led_to_its_form(cast, login):
    task = next(task for task in tasks_for(cast["tabalong"]) if task.icon == "file-earmark")
    page = login("tabalong").get(task.url).content.decode()
    assert f'href="{reverse("pokja:pokja_create")}"' in page[page.index('id="pokja"') :]


def test_the_administrator_hears_of_regions_without_users(cast):
    assert texts(cast["admin"]) == []
    cast["gumas"].is_active = False
    cast["gumas"].save()
    assert texts(cast["admin"]) == ["1 wilayah belum memiliki pengguna yang dapat masuk"]
    assert texts(cast["admin_kalsel"]) == []


def test_the_centre_is_asked_for_the_dates_of_the_newest_cohort(cast, progresses):
    centre = cast["pusat"]
    stage.assist(cast["hst"].region, progresses[0].milestone.scheme, year=2024)
    set_deadlines("district", 2023, {(1, 1): (None, "2026-06-01", "2026-06-15")}, by=centre)
    [task] = [task for task in tasks_for(centre) if task.icon == "calendar-event"]
    assert (task.text, task.url) == ("Tetapkan tenggat angkatan 2024", f"{reverse('milestones:deadline_set')}?angkatan=2024")
    assert [task for name in ("admin", "kalsel", "tabalong") for task in tasks_for(cast[name]) if task.icon == "calendar-event"] == []
    set_deadlines("district", 2024, {(1, 1): (None, "2026-06-01", "2026-06-15")}, by=centre)
    assert [task for task in tasks_for(centre) if task.icon == "calendar-event"] == []


def test_a_reader_has_nothing_to_do(login):
    assert "Tidak ada tugas yang menunggu Anda." in login("pembaca_tabalong").get(HOME).content.decode()


@pytest.mark.parametrize("who", ["tabalong", "kalsel", "pusat", "admin"])
def test_the_page_stays_within_its_queries(login, cast, progresses, who, django_assert_max_num_queries):
    client = login(who)
    client.get(HOME)
    with django_assert_max_num_queries(8) as one:
        client.get(HOME)
    for district in ("hst", "gumas"):
        stage.submit(stage.assist(cast[district].region, progresses[0].milestone.scheme)[0], by=cast[district])
    with django_assert_max_num_queries(8) as three:
        client.get(HOME)
    assert len(one) == len(three)


def agreements_of(user) -> list[tuple]:
    return [(task.text, task.late, task.soon) for task in tasks_for(user) if task.icon == "list-check"]


def test_agreements_late_and_due_soon_of_the_own_region_and_of_what_it_hosts(cast, regions):
    today = today_in(regions["63.09"])
    kalsel, kalteng = (Clinic.objects.create(slug=f"cc-{code}", region=regions[code], title="CC 3") for code in ("63", "62"))
    for text, days, code in (("Lewat", -2, "63.09"), ("Segera", 13, "63.09"), ("Nanti", 16, "63.09"), ("Tanpa daerah", -1, None)):
        Agreement.objects.create(clinic=kalsel, text=text, district=regions.get(code), due=today + timedelta(days=days))
    for number in range(3):
        Agreement.objects.create(clinic=kalteng, text=f"Tamu {number}", district=regions["63.07"], due=today - timedelta(days=number + 3))
    kalteng.participations.create(district=regions["63.07"], name="HST", kind="kabupaten")
    assert agreements_of(cast["tabalong"]) == [("Lewat", True, False), ("Segera", False, True)]
    assert agreements_of(cast["kalsel"]) == [
        ("Lewat", True, False),
        ("Tanpa daerah", True, False),
        ("3 kesepakatan Kabupaten Hulu Sungai Tengah terlambat", True, False),
        ("Segera", False, True),
    ]
    assert agreements_of(cast["pusat"]) == [("4 kesepakatan Provinsi Kalimantan Selatan terlambat", True, False)]
    assert agreements_of(cast["pembaca_kalsel"]) == []
    task = next(task for task in tasks_for(cast["tabalong"]) if task.text == "Segera")
    assert (" hari lagi · tenggat " in task.detail, task.url) == (True, Agreement.objects.get(text="Segera").get_absolute_url())
