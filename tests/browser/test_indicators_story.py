"""Figures from the empty template to what they say: filled in, warned of, submitted, sent back, approved, read, compared."""

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.indicators.published import load_reference
from tests.browser.clinics import fill
from tests.browser.conftest import PHONE
from tests.browser.test_milestone import press
from tests.indicators import factories
from tests.sheets import book

FILLED_IN = {
    "sanitasi-layak": {"Pembilang": "20000", "Penyebut": "25000"},
    "sanitasi-aman": {"Nilai": "18,5"},
    "air-minum-layak": {"Nilai": "97,09"},
}
JUMP = "Lonjakan mendadak: pada 2022 nilainya 66 %."
ANSWER = "SPAM baru beroperasi sejak 2023."
REMARK = "Hitung hanya rumah tangga yang sudah tersambung."
WHENCE = {"Penerbit": "Pokja", "Sumber": "Laporan Pokja 2024", "Halaman": "12"}


@pytest.fixture
def before(cast):
    """What was known: Tabalong two years ago, its neighbour, the province and the survey as published."""
    load_reference()
    for name, known in (
        ("tabalong", {"year": 2022, "value": "79"}),
        ("tabalong", {"year": 2022, "value": "66", "indicator": "air-minum-layak"}),
        ("hst", {"year": 2024, "value": "40", "numerator": 10_000, "denominator": 25_000}),
    ):
        factories.achievement(cast[name], step=[("submit", cast[name]), ("approve", cast["kalsel"])], **known)
    factories.publish(
        factories.row(region_code="63", region="Kalimantan Selatan", region_type="provinsi", year="2024", value="83.5"),
        factories.row(indicator="akses air minum layak", indicator_as_published="akses air minum layak", year="2024", value="88.68"),
    )


def filled_in(download) -> dict:
    """The template that was taken away, with what the office knows written into it; as a file to be chosen."""
    [title, *_leaves] = (taken := CalamineWorkbook.from_path(download.path())).sheet_names
    head, *lines = taken.get_sheet_by_name(title).to_python()
    names = [name.strip("* ") for name in head]
    rows = [dict(zip(names, line, strict=True)) for line in lines]
    for row in rows:
        if known := FILLED_IN.get(row["Kode indikator"]):
            row |= known | WHENCE
    file = book([names, *(list(row.values()) for row in rows)], title=title)
    return {"name": "capaian.xlsx", "mimeType": "application/octet-stream", "buffer": file.read()}


def send(page, file):
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Periksa lembar")


@pytest.mark.usefixtures("before")
def test_from_the_empty_template_to_what_the_figures_say(page, live_server, sign_in, complaints):
    page.set_default_timeout(10_000)
    sign_in("tabalong")
    by_template(page, live_server.url)
    by_form(page, live_server.url)
    answer(page, live_server.url)
    submit_all(page)

    sign_in("kalsel")
    send_one_back(page)
    sign_in("tabalong")
    mend(page)
    sign_in("kalsel")
    approve_the_rest(page)

    sign_in("pembaca")
    read_the_region(page, live_server.url)
    compare(page, live_server.url)
    look_at_the_quality(page, live_server.url)
    in_english_on_a_telephone(page, live_server.url)
    assert complaints == []


def by_template(page, at):
    """The year's achievements from Excel: looked through, taken over; the same file again has nothing to do."""
    page.goto(f"{at}/indikator/capaian/")
    press(page, "Isi melalui Excel")
    fill(page, year="2024")
    with page.expect_download() as taken:
        press(page, "Unduh untuk Excel")
    assert taken.value.suggested_filename == "templat-capaian-2024.xlsx"
    file = filled_in(taken.value)
    send(page, file)
    preview = page.locator("main")
    expect(preview).to_contain_text("Ditambahkan: 3. Diubah: 0.")
    expect(preview).to_contain_text(JUMP)
    assert Achievement.objects.filter(state="draft").count() == 0
    press(page, "Simpan 3 baris")
    expect(preview).to_contain_text("3 baris disimpan.")
    page.goto(f"{at}/indikator/capaian/templat/")
    send(page, file)
    expect(preview).to_contain_text("Tidak ada yang perlu diubah.")


def by_form(page, at):
    """One more achievement, and the target of the own plan; what can be read in two ways is asked back with all that was typed."""
    page.goto(f"{at}/indikator/wilayah/63.09/")
    press(page, "Tambah capaian")
    page.locator("[name=indicator]").select_option(label="BABS di tempat terbuka")
    page.locator("[name=publisher]").select_option(str(Achievement.objects.filter(state="draft").first().publisher_id))
    fill(page, year="2024", value="1.000", source="Laporan Pokja 2024")
    press(page, "Simpan")
    expect(page.locator("#div_id_value")).to_contain_text("dapat dibaca dengan dua cara")
    expect(page.locator("[name=source]")).to_have_value("Laporan Pokja 2024")
    fill(page, value="2,5 %")
    press(page, "Simpan")
    expect(page.locator("main")).to_contain_text("2,5 %")

    page.goto(f"{at}/indikator/wilayah/63.09/")
    press(page, "Tambah target")
    page.locator("[name=indicator]").select_option(label="Akses sanitasi layak")
    page.locator("[name=layer]").select_option(label="RPJMD kabupaten/kota")
    fill(page, year="2044", value="90", source="RPJMD 2025-2045, hal. 7")
    press(page, "Simpan")
    assert Target.objects.get().state == "draft"


def answer(page, at):
    """What leapt is asked about: until that is answered it cannot be submitted."""
    page.goto(f"{at}/indikator/kirim/")
    row = page.locator("tbody tr").filter(has_text="Akses air minum layak")
    expect(row.get_by_role("checkbox")).to_have_count(0)
    row.get_by_role("link", name="Lihat dan perbaiki").click()
    press(page, "Jawab peringatan")
    page.locator("[name=answer]").fill(ANSWER)
    press(page, "Konfirmasi dengan catatan ini")
    page.goto(f"{at}/indikator/kirim/")


def submit_all(page):
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
    press(page, "Ajukan yang dicentang")
    expect(page.locator("main")).to_contain_text("5 angka diajukan.")
    assert not Achievement.objects.filter(state="draft").exists()


def send_one_back(page):
    """The province comes from its start page, reads warning and answer, and sends that one back."""
    page.locator(".todo-list").get_by_text("Angka Kabupaten Tabalong").click()
    row = page.locator("tbody tr").filter(has_text="Akses air minum layak")
    for words in ("97,09 %", JUMP, ANSWER, "Laporan Pokja 2024"):
        expect(row).to_contain_text(words)
    row.get_by_role("checkbox").check()
    page.locator("#note").fill(REMARK)
    press(page, "Kembalikan yang dicentang")
    assert Achievement.objects.get(state="returned").indicator.code == "air-minum-layak"


def mend(page):
    page.locator(".todo-list").get_by_text("Akses air minum layak").click()
    expect(page.locator("main")).to_contain_text(REMARK)
    fill(page, value="77,09")
    press(page, "Simpan")
    expect(page.locator("#corrections")).to_contain_text("97,09")
    press(page, "Ajukan")


def approve_the_rest(page):
    page.locator(".todo-list").get_by_text("Angka Kabupaten Tabalong").click()
    for box in page.locator("tbody").get_by_role("checkbox").all():
        box.check()
    press(page, "Setujui yang dicentang")
    expect(page.locator("main")).to_contain_text("5 angka disetujui.")
    assert Achievement.objects.filter(region__code="63.09", year=2024, state="approved").count() == 4


def read_the_region(page, at):
    """How far it is, whose value it is, and what it takes: on the region's table and on the indicator's own page."""
    page.goto(f"{at}/indikator/wilayah/63.09/")
    row = page.locator("tbody tr").filter(has_text="Akses sanitasi layak").first
    for words in ("80 %", "hasil hitungan", "Pokja", "RPJMD kabupaten/kota 2044: 90 %", "kurang 10 poin", "Laporan Pokja 2024", "Halaman: 12"):
        expect(row).to_contain_text(words)
    expect(row.locator(".spark svg title")).to_have_count(1)
    # Two sources of one year: both are told, and the survey's counts.
    expect(page.locator("tbody tr").filter(has_text="Akses air minum layak")).to_contain_text("dua sumber berbeda: 77,09 dan 88,68")
    row.get_by_role("link", name="Akses sanitasi layak", exact=True).click()
    expect(page.locator("#now")).to_contain_text("2022–2024: naik rata-rata 0,5 poin per tahun")
    expect(page.locator("#now")).to_contain_text("Agar tercapai pada 2044: naik 0,5 poin per tahun, 1 kali laju selama ini.")
    expect(page.locator("#now")).to_contain_text("tercapai pada 2044.")
    expect(page.locator("#values tbody tr")).to_have_count(2)


def compare(page, at):
    """The districts by rank; the province's published value, and beside it what its districts come to."""
    indicator = Indicator.objects.get(code="sanitasi-layak")
    page.goto(at + indicator.get_absolute_url())
    press(page, "Bandingkan daerah")
    page.locator("[name=di]").select_option("63")
    page.locator("[name=tahun]").select_option("2024")
    press(page, "Terapkan")
    whole = page.locator("#whole tbody tr").first
    for words in ("83,5 %", "60 %", "2 dari 2"):
        expect(whole).to_contain_text(words)
    ranked = page.locator("table").filter(has_text="Peringkat").locator("tbody tr")
    expect(ranked.nth(0)).to_contain_text("Kabupaten Tabalong")
    expect(ranked.nth(1)).to_contain_text("Kabupaten Hulu Sungai Tengah")


def look_at_the_quality(page, at):
    page.goto(f"{at}/indikator/mutu-data/")
    expect(page.locator("tbody tr").filter(has_text="Akses sanitasi layak").first).to_be_visible()
    page.goto(f"{at}/indikator/mutu-data/nilai-berbeda/")
    row = page.locator("tbody tr").filter(has_text="Tabalong")
    for words in ("77,09", "88,68", "Pokja", "BPS (Susenas)"):
        expect(row).to_contain_text(words)


def in_english_on_a_telephone(page, at):
    page.set_viewport_size(PHONE)
    page.goto(f"{at}/indikator/wilayah/63.09/")
    page.locator("button[name=language][value=en]").first.click()
    row = page.locator("tbody tr").filter(has_text="short by 10 points")
    expect(row).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
