"""Records of the portal as evidence: a decree, a clinic's report; picked, not uploaded again."""

from datetime import date

import pytest
from django.test import Client

from ssk_portal.clinics.models import Clinic, ClinicReport, Outcome, Participation, Session
from ssk_portal.documents.actions import keep
from ssk_portal.milestones.giving import fill_in
from ssk_portal.milestones.models import Requirement
from ssk_portal.milestones.picking import candidates
from ssk_portal.pokja.models import Decree, Pokja
from ssk_portal.review.actions import advance
from tests.common.uploads import files
from tests.counting import queries
from tests.milestones import factories
from tests.milestones.test_progress_update import address, filled


@pytest.fixture
def row(regions):
    """A draft of Tabalong that asks for a decree and for a report besides."""
    row = factories.progress(regions["63.09"])
    factories.thaw()
    for order, kind in ((90, "pokja.decree"), (91, "clinics.clinicreport")):
        Requirement.objects.create(
            milestone=row.milestone, order=order, title_id=f"Pilih {kind}", title_en=kind, kind="record", record_kind=kind, compulsory=True, basis="inferred", source="uji"
        )
    return row


def asks(row, kind):
    return row.milestone.requirements.get(record_kind=kind)


def decree(region, number="188.45/12/2024", **fields):
    pokja = Pokja.objects.filter(region=region).first() or Pokja.objects.create(region=region, name=f"Pokja PKP {region}")
    return Decree.objects.create(pokja=pokja, kind="bupati", number=number, date=date(2024, 1, 2), valid_to=date(2090, 12, 31), **fields)


def report(host, cast, *, slug, comes=(), role="participant", state="submitted"):
    clinic = Clinic.objects.create(slug=slug, region=host, title=f"Klinik {slug}", clinic_numbers=[3], date_start=date(2024, 3, 5), participants_count=9)
    for district in comes:
        Participation.objects.create(clinic=clinic, district=district, name=district.name, kind=district.kind, role=role)
    Session.objects.create(clinic=clinic, title="Sesi", minutes="Isi")
    Outcome.objects.create(clinic=clinic, kind="information", text="Isi")
    made = ClinicReport.objects.create(clinic=clinic)
    return advance(made, "submit", by=cast) if state == "submitted" else made


def test_own_decrees_only(row, regions):
    own = decree(regions["63.09"])
    decree(regions["63"]), decree(regions["63.07"])
    assert candidates(asks(row, "pokja.decree"), regions["63.09"]) == [own]


def test_reports_of_events_hosted_or_attended_that_were_sent(row, regions, cast):
    tabalong, hst = regions["63.09"], regions["63.07"]
    hosted = report(tabalong, cast["tabalong"], slug="a", comes=[hst])
    attended = report(regions["63"], cast["kalsel"], slug="b", comes=[tabalong])
    report(regions["63"], cast["kalsel"], slug="c", comes=[tabalong, hst], state="draft")
    named = report(regions["63"], cast["kalsel"], slug="d", comes=[hst])
    Participation.objects.filter(clinic__slug="d").update(role="participant")
    asked = asks(row, "clinics.clinicreport")
    assert set(candidates(asked, tabalong)) == {hosted, attended}
    assert set(candidates(asked, regions["63"])) == {hosted, attended, named}


def test_one_that_is_only_named_did_not_take_part(row, regions, cast):
    clinic = Clinic.objects.create(slug="e", region=regions["63"], title="Klinik", date_start=date(2024, 3, 5), participants_count=9)
    for district, role in ((regions["63.09"], "reference"), (regions["63.07"], "participant")):
        Participation.objects.create(clinic=clinic, district=district, name=district.name, kind=district.kind, role=role)
    Session.objects.create(clinic=clinic, title="Sesi", minutes="Isi")
    Outcome.objects.create(clinic=clinic, kind="information", text="Isi")
    made = advance(ClinicReport.objects.create(clinic=clinic), "submit", by=cast["kalsel"])
    asked = asks(row, "clinics.clinicreport")
    assert candidates(asked, regions["63.09"]) == []
    assert candidates(asked, regions["63.07"]) == [made]


def test_picked_on_the_form_and_shown_with_its_state_and_file(row, login, regions, cast):
    scan = keep(files.upload("sk.pdf", files.pdf()), region=regions["63.09"], by=cast["tabalong"])
    own = decree(regions["63.09"], scan=scan)
    name, browser = f"r{asks(row, 'pokja.decree').pk}", login("tabalong")
    page = browser.get(address(row)).content.decode()
    assert f'<option value="{own.pk}">SK Bupati 188.45/12/2024, 2 Januari 2024 (berlaku)</option>' in page
    assert own.get_absolute_url() in page
    assert browser.post(address(row), filled(row, **{name: own.pk})).status_code == 302
    given = row.evidences.get()
    assert (given.record, given.record_name) == (own, "SK Bupati 188.45/12/2024, 2 Januari 2024")
    pages = [(reader, row.get_absolute_url()) for reader in ("tabalong", "kalsel", "pusat", "pembaca_tabalong")]
    for reader, url in [*pages, ("kalsel", row.get_review_url())]:
        page = login(reader).get(url).content.decode()
        assert f'href="{own.get_absolute_url()}"' in page
        assert "berlaku</span>" in page
        assert f'src="/pokja/sk/{own.pk}/berkas/"' in page


def test_saved_again_it_stays_and_is_exchanged_by_another(row, login, regions):
    first, second = decree(regions["63.09"]), decree(regions["63.09"], number="2", revoked_on=date(2023, 1, 1))
    name, browser = f"r{asks(row, 'pokja.decree').pk}", login("tabalong")
    for _time in range(2):
        browser.post(address(row), filled(row, **{name: first.pk}))
    given = row.evidences.get()
    browser.post(address(row), filled(row, **{name: second.pk}))
    assert (row.evidences.get().pk, row.evidences.get().record) == (given.pk, second)
    browser.post(address(row), filled(row, **{name: ""}))
    assert row.evidences.count() == 0


def test_a_foreign_record_is_not_picked(row, login, regions):
    foreign = decree(regions["63.07"])
    name = f"r{asks(row, 'pokja.decree').pk}"
    answer = login("tabalong").post(address(row), filled(row, **{name: foreign.pk}))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {name}
    assert row.evidences.count() == 0


def test_of_a_record_that_went_the_name_stays(row, login, regions, cast):
    own = decree(regions["63.09"])
    fill_in(row, values={asks(row, "pokja.decree"): own}, files={}, by=cast["tabalong"])
    own.delete()
    browser, name = login("tabalong"), f"r{asks(row, 'pokja.decree').pk}"
    for url in (row.get_absolute_url(), address(row)):
        page = browser.get(url).content.decode()
        assert "SK Bupati 188.45/12/2024" in page
        assert "#decrees" not in page
    browser.post(address(row), filled(row, **{name: row.evidences.get().record_id}))
    assert row.evidences.get().record_name.startswith("SK Bupati")


def test_of_a_record_out_of_reach_a_reader_sees_the_name(row, login, regions, cast):
    """The event was given to another host since; Tabalong did not come."""
    made = report(regions["63.09"], cast["tabalong"], slug="a", comes=[regions["63.07"]])
    fill_in(row, values={asks(row, "clinics.clinicreport"): made}, files={}, by=cast["tabalong"])
    advance(made, "withdraw", by=cast["tabalong"])
    Clinic.objects.update(region=regions["62.10"])
    page = login("tabalong").get(row.get_absolute_url()).content.decode()
    assert "CC 3: Klinik a, 5 Maret 2024" in page
    assert made.get_absolute_url() not in page
    assert made.get_absolute_url() in login("pusat").get(row.get_absolute_url()).content.decode()


def test_both_versions_of_a_pick_stand_side_by_side(row, client, regions, cast):
    first, second = decree(regions["63.09"]), decree(regions["63.09"], number="2", revoked_on=date(2023, 1, 1))
    name = f"r{asks(row, 'pokja.decree').pk}"
    early = filled(row, **{name: first.pk})
    client.force_login(cast["tabalong"])
    client.post(address(row), filled(row, **{name: second.pk}))
    client.force_login(cast["tabalong2"])
    answer = client.post(address(row), early)
    assert answer.status_code == 409
    [difference] = answer.context["conflict"]
    assert "188.45/12/2024" in difference.typed
    assert "SK Bupati 2," in difference.now


def test_as_many_statements_with_many_records(row, regions, cast):
    district, reviewer = Client(), Client()
    district.force_login(cast["tabalong"]), reviewer.force_login(cast["kalsel"])
    counts = {}
    for number in range(1, 4):
        own = decree(regions["63.09"], number=str(number), revoked_on=date(2023, 1, 1))
        made = report(regions["63.09"], cast["tabalong"], slug=f"a{number}", comes=[regions["63.07"]])
        fill_in(row, values={asks(row, "pokja.decree"): own, asks(row, "clinics.clinicreport"): made}, files={}, by=cast["tabalong"])
        for browser, url in ((district, row.get_absolute_url()), (district, address(row)), (reviewer, row.get_review_url())):
            counts.setdefault(url, []).append(queries(browser, url))
    assert all(len(set(found)) == 1 and found[0] <= 8 for found in counts.values()), counts
