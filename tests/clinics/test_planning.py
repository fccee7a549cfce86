"""A new event from a type, as a copy or blank; its districts at once; called off and taken back."""

import pytest
from django.urls import reverse

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics import planning
from ssk_portal.clinics.models import Clinic, ClinicType, InvitedInstitution, Participation, Session
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Notice
from tests.clinics import factories
from tests.clinics.pages import CREATE, shown, url
from tests.factories import key
from tests.pokja.factories import institution

pytestmark = pytest.mark.usefixtures("schemes")
NEW = reverse("clinics:clinic_new")
WHO = {"pusat": 200, "kalsel": 200, "tabalong": 200, "admin": 403, "pembaca_kalsel": 403}


@pytest.fixture
def third(schemes):
    """CC3 with what a new event is filled with."""
    kind = ClinicType.objects.get(scheme=schemes["2021"], number=3)
    kind.purpose_id, kind.outputs_id, kind.outputs_en = "Umpan balik", ["Umpan balik atas kebijakan"], ["Feedback on the policy"]
    kind.agenda, kind.institutions = ["Penetapan kebijakan", "Model layanan"], ["Bappeda provinsi", "Dinkes", "BPPW"]
    kind.save()
    return kind


@pytest.fixture
def earlier(regions):
    """A clinic of Kalimantan Selatan that was held, with everything that belongs to one."""
    held = factories.clinic(
        "63", title="CC 3 tahun lalu", date_start="2023-09-20", planned_start="2023-09-19", source="https://example.org", publisher="MC Kalsel", published="2023-09-21",
        theme="Sanitasi aman", venue="Aula", purposes=["Tujuan"], outputs=["Keluaran"], expected=["Harapan"], legal_basis=["Perpres 185/2014"], mode="hybrid",
        participants_count=40,
    )  # fmt: skip
    held.participations.create(
        district=regions["63.09"], name="Tabalong", kind="kabupaten", milestone="2", clinic_numbers=[3], outcome="Disepakati", note="Catatan", policy_package="Tabalong Bersih"
    )
    held.invited.create(name="BPPW", mode="daring")
    held.sessions.create(title="Pembukaan", day="2023-09-20", starts="09:00", room="Aula", minutes="Dibuka Sekda")
    held.agreements.create(text="Janji", district=regions["63.09"])
    held.attendances.create(name="Siti")
    held.speakers.create(name="Desmon")
    return held


def sent(page, **fields):
    """The form of a new event as it is filled in, with some fields typed."""
    return shown(page) | key(**fields)


@pytest.mark.parametrize(("name", "status"), WHO.items())
def test_who_begins_a_new_event(login, name, status):
    assert login(name).get(NEW).status_code == status


def test_the_choice_names_the_clinics_of_the_scheme_that_holds_and_earlier_events_in_reach(login, schemes, third):
    factories.clinic("63", title="Dekat")
    factories.clinic("62", title="Jauh")
    page = login("kalsel").get(NEW)
    assert [kind.number for kind in page.context["types"]] == [1, 2, 3, 4, 5, 6, 7]
    assert [str(row) for row in page.context["earlier"]] == ["Dekat"]
    assert "Umpan balik" in page.content.decode()
    assert [str(row) for row in login("kalsel").get(NEW, {"q": "jauh"}).context["earlier"]] == []


def test_a_type_fills_the_form_in(login, third):
    page = login("kalsel").get(CREATE, {"jenis": third.pk})
    form = page.context["form"]
    assert {name: form[name].value() for name in ("title", "kind", "clinic_numbers", "purposes", "expected")} == {
        "title": "Coaching Clinic 3: Klinik 3", "kind": "coaching_clinic", "clinic_numbers": "3", "purposes": "Umpan balik", "expected": "Umpan balik atas kebijakan",
    }  # fmt: skip
    assert not {"source", "publisher", "date_start", "province"} & set(form.fields)


def planned(login, *types, who="kalsel", **fields) -> Clinic:
    client = login(who)
    address = f"{CREATE}?{'&'.join(f'jenis={kind.pk}' for kind in types)}"
    answer = client.post(address, sent(client.get(address), **fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return Clinic.objects.get()


def test_a_clinic_from_a_type_has_its_institutions_and_agenda(login, regions, third):
    bappeda = institution(regions["63"], "Badan Perencanaan Pembangunan Daerah", short_name="Bappeda")
    institution(regions["63.09"], "Bappeda")
    for name in ("Dinas Kesehatan", "Dinas Kesehatan Hewan"):
        institution(regions["63"], name, short_name="Dinkes")
    clinic = planned(login, third)
    assert [(row.name, row.institution) for row in clinic.invited.all()] == [(bappeda.name, bappeda), ("Dinkes", None), ("BPPW", None)]
    assert [(row.title, row.day) for row in clinic.sessions.all()] == [("Penetapan kebijakan", None), ("Model layanan", None)]
    assert (clinic.clinic_numbers, clinic.expected, clinic.scheme.code, clinic.type_as_written) == ([3], ["Umpan balik atas kebijakan"], "ppsp-2021", "CC 3")
    assert event_model(Session).objects.last().pgh_context["name"] == "Kalsel"


def test_an_institution_of_the_own_district_comes_before_the_province(login, regions, third):
    institution(regions["63"], "Dinas Kesehatan Provinsi", short_name="Dinkes")
    own = institution(regions["63.09"], "Dinas Kesehatan", short_name="Dinkes")
    clinic = planned(login, third, who="tabalong")
    assert [row.institution for row in clinic.invited.all()] == [None, own, None]
    assert [(row.district, row.role) for row in clinic.participations.all()] == [(regions["63.09"], "host")]


def test_one_event_may_be_two_clinics(login, third, schemes):
    seventh = ClinicType.objects.get(scheme=schemes["2021"], number=7)
    seventh.agenda, seventh.institutions = ["Model layanan", "Rencana kerja"], ["BPPW", "Pokja pusat"]
    seventh.save()
    clinic = planned(login, seventh, third)
    assert (clinic.title, clinic.clinic_numbers) == ("Coaching Clinic 3 & 7", [3, 7])
    assert [row.title for row in clinic.sessions.all()] == ["Penetapan kebijakan", "Model layanan", "Rencana kerja"]
    assert [row.name for row in clinic.invited.all()] == ["Bappeda provinsi", "Dinkes", "BPPW", "Pokja pusat"]


def test_a_double_click_plans_one(login, third):
    client = login("kalsel")
    address = f"{CREATE}?jenis={third.pk}"
    form = sent(client.get(address))
    first, second = client.post(address, form), client.post(address, form)
    assert first.url == second.url
    assert (Clinic.objects.count(), Session.objects.count(), InvitedInstitution.objects.count()) == (1, 2, 3)


def test_a_wrong_form_keeps_what_was_typed_and_adds_nothing(login, third):
    client = login("kalsel")
    address = f"{CREATE}?jenis={third.pk}"
    page = client.post(address, sent(client.get(address), planned_start="2026-12-03", planned_end="2026-12-01", venue="Hotel"))
    assert (list(page.context["form"].errors), page.context["form"]["venue"].value()) == (["planned_end"], "Hotel")
    assert not Session.objects.exists()


def copied(login, earlier, who="kalsel", **fields) -> Clinic:
    client = login(who)
    address = f"{CREATE}?salin={earlier.pk}"
    answer = client.post(address, sent(client.get(address), **fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return Clinic.objects.exclude(pk=earlier.pk).get()


def test_a_copy_takes_the_plan_and_nothing_that_came_of_it(login, earlier):
    clinic = copied(login, earlier)
    same = ("title", "theme", "venue", "mode", "purposes", "expected", "legal_basis", "clinic_numbers")
    assert [getattr(clinic, name) for name in same] == [getattr(earlier, name) for name in same]
    never = ("date_start", "date_end", "planned_start", "planned_end", "source", "publisher", "published", "participants_count", "outputs")
    assert [getattr(clinic, name) for name in never] == [None] * 8 + [[]]
    [part] = clinic.participations.all()
    assert (part.milestone, part.clinic_numbers, part.policy_package, part.outcome, part.note) == ("2", [3], "Tabalong Bersih", "", None)
    assert [(row.name, row.mode) for row in clinic.invited.all()] == [("BPPW", "daring")]
    assert [(row.title, row.day, str(row.starts), row.room, row.minutes) for row in clinic.sessions.all()] == [("Pembukaan", None, "09:00:00", "Aula", "")]
    assert [getattr(clinic, parts).count() for parts in ("agreements", "attendances", "speakers")] == [0, 0, 0]


def test_a_copy_under_another_host_is_the_own(login, earlier, regions):
    """A district copies the province's clinic that it took part in: it hosts, and stands once among the districts."""
    clinic = copied(login, earlier, who="tabalong")
    assert (clinic.region, clinic.host) == (regions["63.09"], None)
    assert [(row.district, row.role) for row in clinic.participations.all()] == [(regions["63.09"], "host")]


@pytest.mark.parametrize("name", ["hst", "kalteng"])
def test_nobody_copies_what_is_out_of_reach(login, earlier, name):
    assert login(name).get(f"{CREATE}?salin={earlier.pk}").status_code == 404


@pytest.mark.parametrize("query", ["jenis=0", "jenis=x", "salin=x", "salin=", "jenis=99999999999999999999"])
def test_a_senseless_address_begins_blank(login, query):
    assert "source" in login("kalsel").get(f"{CREATE}?{query}").context["form"].fields


SEVERAL = "clinics:participation_several"


@pytest.fixture
def clinic(schemes):
    return factories.clinic("63", programme_year=2024, scheme=schemes["2021"])


def test_several_districts_are_added_at_once(login, clinic, regions):
    hst, tabalong = regions["63.07"].pk, regions["63.09"].pk
    client = login("kalsel")
    page = client.get(reverse(SEVERAL, args=[clinic.pk]))
    # CC3 prepares M2.
    assert [(row.district.code, row.milestone.value()) for row in page.context["form"].rows] == [("63.07", "2"), ("63.09", "2")]
    form = key(row_version=0, **{f"d{hst}": "on", f"d{hst}-numbers": "3, 7", f"d{hst}-milestone": "4", f"d{tabalong}": "on", f"d{tabalong}-milestone": "2"})
    assert client.post(reverse(SEVERAL, args=[clinic.pk]), form).status_code == 302
    assert [(row.district.code, row.clinic_numbers, row.milestone, row.role) for row in clinic.participations.all()] == [
        ("63.07", [3, 7], "4", "participant"), ("63.09", [], "2", "participant"),
    ]  # fmt: skip
    assert "Semua kabupaten/kota provinsi ini" in client.get(reverse(SEVERAL, args=[clinic.pk])).content.decode()


def test_what_the_list_of_districts_refuses(login, clinic, regions):
    row = f"d{regions['63.07'].pk}"
    client, address = login("kalsel"), reverse(SEVERAL, args=[clinic.pk])
    nothing = client.post(address, key(row_version=0))
    assert nothing.context["form"].non_field_errors() == ["Centang sekurang-kurangnya satu kabupaten/kota."]
    page = client.post(address, key(row_version=0, **{row: "on", f"{row}-numbers": "9", f"{row}-milestone": "dua"}))
    assert set(page.context["form"].errors) == {f"{row}-numbers", f"{row}-milestone"}
    assert page.context["form"][f"{row}-milestone"].value() == "dua"
    assert not Participation.objects.exists()


def test_a_line_that_is_not_ticked_is_not_read(login, clinic, regions):
    row = f"d{regions['63.07'].pk}"
    other = f"d{regions['63.09'].pk}"
    login("kalsel").post(reverse(SEVERAL, args=[clinic.pk]), key(row_version=0, **{row: "on", f"{other}-numbers": "9"}))
    assert [part.district.code for part in clinic.participations.all()] == ["63.07"]


def test_a_host_of_the_country_chooses_the_province_first(login, regions):
    clinic, client = factories.clinic("ID"), login("pusat")
    assert client.get(reverse(SEVERAL, args=[clinic.pk])).context["form"].rows == []
    page = client.get(reverse(SEVERAL, args=[clinic.pk]), {"provinsi": regions["62"].pk})
    assert [row.district.code for row in page.context["form"].rows] == ["62.10"]


def test_a_district_that_came_meanwhile_stays_as_it_is(clinic, cast, regions):
    clinic.participations.create(district=regions["63.07"], name="HST", kind="kabupaten", milestone="4")
    rows = [{"district": regions[code], "clinic_numbers": [], "milestone": "2"} for code in ("63.07", "63.09")]
    made = planning.add_districts(clinic, rows, by=cast["kalsel"])
    assert [(row.name, row.order) for row in made] == [("Tabalong", 1)]
    assert sorted(clinic.participations.values_list("name", "milestone")) == [("HST", "4"), ("Tabalong", "2")]


def test_an_event_is_called_off_and_taken_back(login, clinic):
    client = login("kalsel")
    empty = client.post(url("call_off", clinic), key(row_version=0))
    assert list(empty.context["form"].errors) == ["cancelled"]
    client.post(url("call_off", clinic), key(row_version=0, cancelled="Anggaran dialihkan"))
    text = client.get(url("detail", clinic)).content.decode()
    assert ("Anggaran dialihkan" in text, "dibatalkan" in text, 'id="checklist"' in text) == (True, True, False)
    client.post(url("take_back", clinic), key(row_version=1))
    clinic.refresh_from_db()
    assert clinic.cancelled == ""


def test_calling_off_tells_host_and_districts_that_come_once_and_nobody_else(login, clinic, cast):
    for order, name in enumerate(("hst", "tabalong")):
        clinic.participations.create(district=cast[name].region, name=name, kind="kabupaten", order=order)
    clinic.participations.create(district=cast["gumas"].region, name="Gunung Mas", kind="kabupaten", role="proposed", order=2)
    client = login("kalsel")
    told = Notice.objects.select_related("user").order_by("user__username")
    client.post(url("call_off", clinic), key(row_version=0, cancelled="Anggaran dialihkan"))
    assert [notice.user.username for notice in told] == ["hst", "kalsel2", "tabalong", "tabalong2"]
    assert {(notice.note, "Kalsel membatalkan kegiatan" in notice.sentence, notice.url) for notice in told} == {("Anggaran dialihkan", True, clinic.get_absolute_url())}
    # Another reason for the same tells nobody again.
    client.post(url("call_off", clinic), key(row_version=1, cancelled="Banjir"))
    assert told.all().count() == 4
    client.post(url("take_back", clinic), key(row_version=2))
    assert sorted(notice.user.username for notice in told.filter(kind="take_back")) == ["hst", "kalsel2", "tabalong", "tabalong2"]
    client.post(url("take_back", clinic), key(row_version=3))
    assert told.all().count() == 8


def test_what_was_held_is_not_called_off(login, cast, clinic):
    Clinic.objects.update(date_start="2024-01-01")
    assert login("kalsel").get(url("call_off", clinic)).status_code == 409
    clinic.refresh_from_db()
    with pytest.raises(NotNow):
        planning.call_off(clinic, reason="Batal", by=cast["kalsel"])


def test_the_day_of_an_event_called_off_is_refused_in_words(login, clinic):
    client = login("kalsel")
    Clinic.objects.update(cancelled="Batal")
    page = client.post(url("update", clinic), shown(client.get(url("update", clinic))) | {"date_start": "2024-05-01"})
    assert "Kegiatan yang dibatalkan" in str(page.context["form"].errors)


RELATED = {"host_level": "provinsi", "province": "Kalimantan Selatan"}


def test_related_events_are_ticked_and_other_codes_stay(login, tmp_path):
    factories.take_in(
        tmp_path,
        factories.event(id="a", title="A", related_events=["entah", "b"], **RELATED),
        factories.event(id="b", title="B", **RELATED),
        factories.event(id="c", title="C", **RELATED),
        factories.event(id="jauh", title="D", host_level="provinsi", province="Kalimantan Tengah"),
    )
    client, clinic = login("kalsel"), Clinic.objects.get(slug="a")
    page = client.get(url("update", clinic))
    form = page.context["form"]
    assert ({code for code, _label in form.fields["related"].choices}, form["related"].value(), form["related_events"].value()) == ({"b", "c"}, ["b"], "entah")
    client.post(url("update", clinic), shown(page))
    assert Clinic.objects.get(slug="a").related_events == ["entah", "b"]
    client.post(url("update", clinic), shown(client.get(url("update", clinic))) | {"related": ["b", "c"]})
    assert Clinic.objects.get(slug="a").related_events == ["entah", "b", "c"]
    client.post(url("update", clinic), shown(client.get(url("update", clinic))) | {"related": ["c"], "related_events": ""})
    assert Clinic.objects.get(slug="a").related_events == ["c"]


def test_the_clock_of_the_host_is_told(login, clinic):
    client = login("kalsel")
    assert "WITA" in client.get(url("update", clinic)).context["form"].fields["time"].help_text
    Clinic.objects.update(planned_start="2027-01-01", time="09.00")
    text = client.get(url("detail", clinic)).content.decode()
    assert ("09.00 WITA" in text, "1 Januari 2027" in text) == (True, True)
