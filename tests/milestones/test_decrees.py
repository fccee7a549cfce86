"""Ministerial decrees: kept by whoever recorded one and above, and the districts that one names, all or nothing."""

import re

import pytest
from django.urls import reverse

from ssk_portal.milestones.enlisting import MOST_GUESSES, MOST_LINES
from ssk_portal.milestones.models import Assistance, MinisterialDecree, Progress
from ssk_portal.regions.models import Alias, Kind, Level, Region
from tests.common.uploads import files
from tests.factories import key
from tests.milestones import factories

LIST, NEW = reverse("milestones:decree_list"), reverse("milestones:decree_create")
NUMBER = "100.4.3-1290/Kep/Bangda/2022"


def decree(region, **fields) -> MinisterialDecree:
    return MinisterialDecree.objects.create(**{"number": NUMBER, "date": "2022-12-30", "cohort_year": 2023, "region": region, **fields})


def page(name, row):
    return reverse(f"milestones:decree_{name}", args=[row.pk])


def entered(text="", *, scheme=None, **fields):
    return key(**{"names": text, "cohort_year": "2023", "scheme": (scheme or factories.scheme()).pk, "facilitator": "", "basis": "stated", "source": "Kepmendagri", **fields})


def confirmed(browser, url, **said):
    """Look first, then confirm what was shown."""
    form = browser.post(url, entered(**said)).context["form"]
    return browser.post(url, entered(**said, confirm="1", shown=form.shown))


def test_a_decree_is_recorded_with_its_file_and_read_by_all(login, regions):
    sent = key(number=NUMBER, date="2022-12-30", cohort_year="2023", source="Kemendagri", file=files.upload("kepmen.pdf", files.pdf()))
    made_at = login("kalsel").post(NEW, sent)
    made = MinisterialDecree.objects.get()
    assert (made_at.status_code, made_at.url, made.region.code) == (302, made.get_absolute_url(), "63")
    answer = login("gumas").get(page("file", made))
    assert (answer.status_code, b"".join(answer.streaming_content)[:5]) == (200, b"%PDF-")
    assert "kepmen.pdf" in login("gumas").get(made.get_absolute_url()).content.decode()
    assert login("gumas").get(LIST).context["table"].rows[0].record == made


def test_the_sections_of_the_form_say_what_is_asked(login, regions):
    form = login("kalsel").get(NEW).content.decode()
    assert [legend.strip() for legend in re.findall(r"<legend[^>]*>([^<]*)<", form)] == ["Nomor, tanggal, dan angkatan", "Dokumen dan sumber"]


def test_a_number_is_recorded_once_however_it_is_written(login, regions):
    decree(regions["ID"])
    answer = login("kalsel").post(NEW, key(number=f" {NUMBER.lower()} ", cohort_year="2023"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (200, {"number"})


@pytest.mark.parametrize(("recorder", "name", "status"), [("63", "kalsel", 200), ("63", "pusat", 200), ("63", "kalteng", 403), ("ID", "kalsel", 403), ("ID", "pusat", 200)])
def test_who_changes_a_decree(recorder, name, status, login, regions):
    row = decree(regions[recorder])
    assert login(name).get(page("update", row)).status_code == status
    assert login(name).get(page("delete", row)).status_code == status


def test_a_decree_with_districts_stays(login, regions):
    row = decree(regions["63"])
    Assistance.objects.filter(pk=factories.assistance(regions["63.09"]).pk).update(decree=row)
    answer = login("kalsel").post(page("delete", row), key())
    assert answer.status_code == 409
    assert "Tabalong" in answer.content.decode()


def test_only_districts_in_reach_stand_on_its_page(login, regions):
    row = decree(regions["ID"])
    for code in ("63.09", "62.10"):
        Assistance.objects.filter(pk=factories.assistance(regions[code]).pk).update(decree=row)
    assert [one.district.code for one in login("kalsel").get(row.get_absolute_url()).context["districts"]] == ["63.09"]
    assert login("kalsel").get(LIST).context["table"].rows[0].record.district_count == 1
    assert login("pusat").get(LIST).context["table"].rows[0].record.district_count == 2


def test_a_pasted_list_is_shown_first_and_then_recorded(login, regions):
    row = decree(regions["ID"])
    Alias.objects.create(region=regions["63.07"], kind=Kind.REGENCY, name="Hulu Sungei Tengah")
    said = {"text": "1. Kab. Tabalong\n2. kabupaten Hulu Sungei Tengah;\n\n62.10 Gunung Mas\n"}
    browser = login("pusat")
    answer = browser.post(page("districts", row), entered(**said))
    assert [line.district.code for line in answer.context["form"].lines] == ["63.09", "63.07", "62.10"]
    assert Assistance.objects.count() == 0
    assert "Catat 3 kabupaten/kota" in answer.content.decode()
    assert browser.post(page("districts", row), entered(**said, confirm="1", again="1")).status_code == 200
    answer = confirmed(browser, page("districts", row), facilitator="Rahmat, PFI", **said)
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    assert set(Assistance.objects.values_list("decree", "facilitator", "cohort_year")) == {(row.pk, "Rahmat, PFI", 2023)}
    assert (Assistance.objects.count(), Progress.objects.count()) == (3, 12)


def test_the_same_list_again_changes_nothing(login, regions):
    row, browser = decree(regions["ID"]), login("pusat")
    confirmed(browser, page("districts", row), text="Tabalong")
    before = Assistance.objects.get().version
    answer = browser.post(page("districts", row), entered("Kab. Tabalong"))
    assert [line.fate.name for line in answer.context["form"].lines] == ["RECORDED"]
    assert 'name="confirm"' not in answer.content.decode()
    assert confirmed(browser, page("districts", row), text="63.09").status_code == 200
    assert Assistance.objects.get().version == before


@pytest.mark.parametrize(
    ("line", "fault"), [("Tabalongg", "Maksud Anda"), ("99.99", "tidak ada kabupaten"), ("Kalimantan Selatan", "tidak ada kabupaten"), ("63.09 Banjar", "kode ini milik")]
)
def test_a_line_with_a_fault_stops_all(line, fault, login, regions):
    row, browser = decree(regions["ID"]), login("pusat")
    sent = f"Hulu Sungai Tengah\n{line}"
    form = browser.post(page("districts", row), entered(sent)).context["form"]
    [sentence] = form.errors["names"]
    assert sentence.startswith("Baris 2")
    assert fault in sentence
    answer = browser.post(page("districts", row), entered(sent, confirm="1", shown=form.shown))
    assert answer.status_code == 200
    assert sent in answer.content.decode()
    assert Assistance.objects.count() == 0


@pytest.mark.parametrize(
    "line",
    [
        "1. Kab. Tabalong",
        "1.Tabalong",
        "(12) Kab. Tabalong",
        "3) Tabalong",
        "c. Kabupaten Tabalong",
        "7 Kab. Tabalong",
        "7\tKABUPATEN TABALONG",
        "– Tabalong",
        "2. 63.09 Tabalong",
        "63.09",
    ],
)
def test_numbering_before_a_name_is_passed_over(line, login, regions):
    form = login("pusat").post(page("districts", decree(regions["ID"])), entered(line)).context["form"]
    assert ([found.district for found in form.lines], form.errors) == ([regions["63.09"]], {})


def test_a_name_that_begins_with_a_number_is_not_taken_for_numbering(login, regions):
    """Kabupaten Lima Puluh Kota is written 50 Kota, too."""
    Region.objects.create(
        pk=Region.objects.order_by("-pk").first().pk + 1, code="63.78", level=Level.DISTRICT, kind=Kind.REGENCY, name="50 Kota", parent=regions["63"], province=regions["63"]
    )
    form = login("pusat").post(page("districts", decree(regions["ID"])), entered("50 Kota\n3. 50 Kota\n4 Kab. 50 Kota")).context["form"]
    assert [found.district.code for found in form.lines] == ["63.78"] * 3


def test_of_a_long_list_of_nonsense_only_the_first_names_are_guessed(login, regions):
    """Each guess compares a name with all 514: of 5,000 lines it held a worker for minutes."""
    row, browser = decree(regions["ID"]), login("pusat")
    found = browser.post(page("districts", row), entered("Tabalongg\n" * (MOST_GUESSES + 5))).context["form"].errors["names"]
    assert [("Maksud Anda" in fault, "tidak ada kabupaten" in fault) for fault in found] == [(True, True)] * MOST_GUESSES + [(False, True)] * 5


def test_more_lines_than_any_list_has_are_refused_and_stay_in_the_box(login, regions):
    row, text = decree(regions["ID"]), "Tabalong\n" * (MOST_LINES + 1)
    answer = login("pusat").post(page("districts", row), entered(text))
    [sentence] = answer.context["form"].errors["names"]
    assert "1.000 baris" in sentence
    assert answer.context["form"]["names"].value() == text
    assert Assistance.objects.count() == 0


def test_a_name_of_two_places_asks_which_one(login, regions):
    Region.objects.create(
        pk=Region.objects.order_by("-pk").first().pk + 1, code="63.79", level=Level.DISTRICT, kind=Kind.CITY, name="Tabalong", parent=regions["63"], province=regions["63"]
    )
    form = login("pusat").post(page("districts", decree(regions["ID"])), entered("Tabalong\nKota Tabalong")).context["form"]
    assert "Kabupaten Tabalong, Kota Tabalong" in form.errors["names"][0]
    assert form.lines[1].district.code == "63.79"


def test_a_province_enters_its_own_districts_only(login, regions):
    row, browser = decree(regions["ID"]), login("kalsel")
    form = browser.post(page("districts", row), entered("Kab. Tabalong\nKab. Gunung Mas")).context["form"]
    assert "Baris 2" in form.errors["names"][0]
    assert [place.province.code for place in form.provinces] == ["63"]
    # Nor by a tick that the page did not offer.
    assert "ticked" in browser.post(page("districts", row), entered(ticked=[regions["62.10"].pk])).context["form"].errors
    assert confirmed(browser, page("districts", row), ticked=[regions["63.09"].pk]).status_code == 302
    assert Assistance.objects.get().district.code == "63.09"


def test_what_changed_meanwhile_is_shown_again(login, regions):
    row, browser = decree(regions["ID"]), login("pusat")
    said = {"text": "Tabalong\nGunung Mas"}
    seen = browser.post(page("districts", row), entered(**said)).context["form"].shown
    factories.assistance(regions["63.09"])
    answer = browser.post(page("districts", row), entered(**said, confirm="1", shown=seen))
    assert answer.status_code == 200
    assert [line.fate.name for line in answer.context["form"].lines] == ["RECORDED", "NEW"]
    assert Assistance.objects.count() == 1


def test_a_new_decree_is_typed_with_the_assistance(login, regions):
    sent = key(
        district=regions["63.09"].pk, cohort_year="2023", scheme=factories.scheme().pk, basis="stated", source="Kepmendagri",
        decree_number=NUMBER, decree_date="2022-12-30", file=files.upload("kepmen.pdf", files.pdf()), facilitator="Rahmat",
    )  # fmt: skip
    assert login("kalsel").post(reverse("milestones:assistance_create"), sent).status_code == 302
    made = Assistance.objects.get()
    assert (made.decree.number, str(made.decree.date), made.decree.document.name, made.decree.region.code) == (NUMBER, "2022-12-30", "kepmen.pdf", "63")
    assert "Rahmat" in login("tabalong").get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("typed", "at"), [({"decree_date": "2023-01-05"}, {"decree_date"}), ({"decree_number": "", "decree_date": "2022-12-30"}, {"decree_number"})])
def test_a_recorded_decree_is_changed_on_its_own_page(typed, at, login, regions):
    decree(regions["ID"])
    sent = {"district": regions["63.09"].pk, "cohort_year": "2023", "scheme": factories.scheme().pk, "basis": "stated", "decree_number": NUMBER, **typed}
    answer = login("kalsel").post(reverse("milestones:assistance_create"), key(**sent))
    assert set(answer.context["form"].errors) == at
