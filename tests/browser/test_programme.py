"""What the centre and the provinces keep around the milestones: decree, yearly reviews, deadlines, duties, editions."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from ssk_portal.milestones.duties import begin_duties
from ssk_portal.milestones.models import Assistance, MilestoneScheme, Progress, ReportedStatus
from tests.browser.conftest import PHONE
from tests.browser.test_milestone import give_evidence, press
from tests.journeys.files import pdf
from tests.milestones import factories


def test_a_decree_names_its_districts(window, cast):
    """The centre records a decree and pastes its list: a fault is told by its line, then all are recorded at once."""
    factories.scheme()
    centre = window("pusat")
    centre.goto("/milestone/keputusan-menteri/")
    press(centre, "Catat keputusan")
    for name, value in {"number": "100.9.3-015", "date": "2025-02-03", "cohort_year": "2025", "source": "Ditjen Bina Bangda"}.items():
        centre.locator(f"[name={name}]").fill(value)
    centre.locator("[name=file]").set_input_files({"name": "kepmendagri.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    press(centre, "Simpan")
    press(centre, "Masukkan kabupaten dan kota")
    centre.locator("[name=names]").fill("1. Kab. Tabalong\n2. Kab. Hulu Sungai Tengahh\n62.10 Gunung Mas")
    press(centre, "Tampilkan hasil setiap baris")
    expect(centre.locator("main")).to_contain_text("Maksud Anda Kabupaten Hulu Sungai Tengah?")
    centre.locator("[name=names]").fill("1. Kab. Tabalong\n2. Kab. Hulu Sungai Tengah\n62.10 Gunung Mas")
    press(centre, "Tampilkan hasil setiap baris")
    expect(centre.locator("main")).to_contain_text("Belum ada yang disimpan")
    assert Assistance.objects.count() == 0
    press(centre, "Catat 3 kabupaten/kota")
    expect(centre.locator("#districts tbody tr")).to_have_count(3)
    centre.locator("#districts").get_by_role("link", name="Kabupaten Tabalong").click()
    expect(centre.locator("main")).to_contain_text("100.9.3-015")
    expect(centre.locator(".progress-strip")).to_contain_text("M4")


def test_a_district_of_an_earlier_cohort_in_year_3_of_m4(window, cast, tabalong_milestones):
    """What a publication reports is recorded as historical; the third year is filled in, reviewed and stands on the board."""
    place = cast["hst"].region
    last = factories.progress(place, 4, cohort_year=2021)
    ReportedStatus.objects.create(district=place, first=4, last=4, year_in_milestone=3, as_of="2025-11-01", source="Laporan PPSP 2025")
    province, district = window("kalsel"), window("hst")
    province.goto(last.assistance.get_absolute_url())
    province.locator("#reported").get_by_role("link", name="Catat sebagai historis").click()
    for box in province.locator("[name=chosen]").all():
        box.set_checked(box.get_attribute("value") != "4-3")
    press(province, "Catat sebagai historis")
    press(province, "Mulai M4 tahun ke-3")
    third = Progress.objects.get(milestone=last.milestone, round=3)

    district.goto("/")
    district.locator("main").get_by_role("link", name="M4 tahun ke-3").first.click()
    expect(district.locator("main")).to_contain_text("Laporan PPSP 2025")
    district.goto(f"{third.get_absolute_url()}ubah/")
    give_evidence(district, third)
    press(district, "Simpan draf")
    press(district, "Ajukan")
    province.goto(third.get_review_url())
    press(province, "Mulai periksa")
    press(province, "Setujui")
    province.goto("/papan/?angkatan=2021")
    board = province.locator(".board tbody")
    for words in ("Hulu Sungai Tengah", "Historis", "Disetujui", "th ke-3"):
        expect(board).to_contain_text(words)
    expect(board).not_to_contain_text("Tabalong")
    assert list(last.assistance.progresses.filter(milestone=last.milestone).order_by("round").values_list("state", flat=True)) == ["historical", "historical", "approved"]


def test_the_dates_of_a_cohort(window, cast, tabalong_milestones):
    """The centre sets dates, the district reads that it is late, the province departs from them with its reason."""
    first, *_rest = tabalong_milestones
    centre, province, district = window("pusat"), window("kalsel"), window("tabalong")
    today = timezone.localdate()
    day = {days: (today + timedelta(days=days)).isoformat() for days in (-12, 2, 40, 60)}
    centre.goto("/milestone/tenggat/?angkatan=2023")
    press(centre, "Tetapkan tenggat")
    centre.locator("[name=m1r1-submit_by]").fill(day[-12])
    centre.locator("[name=m1r1-review_by]").fill(day[2])
    press(centre, "Simpan")

    district.goto(first.get_absolute_url())
    expect(district.locator(".page-meta")).to_contain_text("terlambat 1")
    province.goto("/papan/")
    expect(province.locator(".board")).to_contain_text("terlambat")

    province.goto("/milestone/tenggat/?angkatan=2023")
    province.get_by_role("link", name="Sesuaikan").click()
    province.locator("[name=submit_by]").fill(day[40])
    province.locator("[name=review_by]").fill(day[60])
    press(province, "Simpan")
    expect(province.get_by_label("Alasan")).to_have_attribute("aria-invalid", "true")
    province.get_by_label("Alasan").fill("Banjir di hulu.")
    press(province, "Simpan")
    district.reload()
    expect(district.locator(".page-meta")).not_to_contain_text("terlambat")
    district.goto("/milestone/tenggat/?angkatan=2023")
    expect(district.locator("main")).to_contain_text("Banjir di hulu.")


def test_the_duties_of_a_province(window, cast):
    """The centre begins a year, the province fills one in, a national officer approves it from the queue."""
    factories.duties()
    centre, province = window("pusat"), window("kalsel")
    centre.goto("/milestone/tugas-provinsi/")
    press(centre, "Mulai tugas tahunan")
    press(centre, "Tampilkan yang akan dibuat")
    press(centre, "Buat 8 draf")
    province.goto("/")
    province.locator("main").get_by_role("link", name="Isi dan ajukan T1").first.click()
    first = Progress.objects.duties().get(region__code="63", milestone__number=1)
    province.goto(f"{first.get_absolute_url()}ubah/")
    give_evidence(province, first)
    press(province, "Simpan draf")
    press(province, "Ajukan")
    centre.goto("/milestone/antrean/")
    centre.get_by_role("button", name="Mulai periksa").click()
    press(centre, "Setujui")
    centre.goto("/milestone/tugas-provinsi/")
    expect(centre.locator("tbody tr", has_text="Kalimantan Selatan")).to_contain_text("Disetujui")


def test_on_a_phone_no_word_of_a_duty_is_broken(window, cast):
    factories.duties()
    begin_duties(2026, by=cast["pusat"])
    page = window("kalsel")
    page.set_viewport_size(PHONE)
    page.goto("/milestone/tugas-provinsi/?year=2026")
    longest = """cell => {
        const label = getComputedStyle(cell, "::before"), pen = document.createElement("canvas").getContext("2d");
        pen.font = label.font;
        return [Math.max(...cell.dataset.label.split(" ").map(word => pen.measureText(word).width)), parseFloat(label.width)];
    }"""
    cell = page.locator("td[data-label^=T3]").first
    needed, there = cell.evaluate(longest)
    assert needed <= there, cell.get_attribute("data-label")


def test_a_new_edition_and_a_district_moved_to_it(window, cast, tabalong_milestones):
    """What is asked for is changed in a draft, shown before it counts, and a running district moves with its preview."""
    first, *_rest = tabalong_milestones
    centre, district = window("pusat"), window("tabalong")
    centre.goto(first.milestone.scheme.get_absolute_url())
    press(centre, "Buat edisi baru")
    centre.locator("#m1").get_by_role("link", name="Tambah persyaratan").click()
    for name, value in {"order": "9", "title_id": "Foto audiensi", "title_en": "Photo of the audience", "source": "uji"}.items():
        centre.locator(f"[name={name}]").fill(value)
    centre.locator("[name=compulsory]").check()
    centre.locator("[name=kind]").select_option("document")
    centre.locator("[name=basis]").select_option("inferred")
    press(centre, "Simpan")
    press(centre, "Berlakukan")
    expect(centre.locator("main")).to_contain_text("Foto audiensi")
    press(centre, "Berlakukan")
    district.goto(first.get_absolute_url())
    expect(district.locator("#evidence")).not_to_contain_text("Foto audiensi")

    press(centre, "Pindahkan daerah ke edisi ini")
    line = centre.locator("tbody tr", has_text="Tabalong")
    expect(line).to_contain_text("M1 (Draf)")
    line.get_by_role("checkbox").check()
    centre.get_by_label("Alasan").fill("Edisi 2026 berlaku untuk semua.")
    press(centre, "Pindahkan yang dicentang")
    district.reload()
    expect(district.locator("#next")).to_contain_text("Foto audiensi")
    edition = MilestoneScheme.objects.get(code="ppsp-2021", edition=2)
    assert Assistance.objects.get(pk=first.assistance_id).scheme == edition
