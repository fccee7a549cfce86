"""The form of a session: when, where, who speaks; and the mode of an institution where it differs."""

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Speaker
from tests.clinics import factories
from tests.clinics.pages import shown
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09", planned_start="2091-12-03")


def add(client, clinic, **fields):
    return client.post(reverse("clinics:session_create", args=[clinic.pk]), key(**{"title": "Pembukaan"} | fields))


def test_speakers_are_chosen_and_named_with_the_session(login, clinic):
    desmon = clinic.speakers.create(name="Desmon", post="Sekda")
    client = login("kalsel")
    add(client, clinic, starts="09:00", ends="10:00", room="Aula", speakers=[desmon.pk], new_speakers="Dr. Siti, M.T.; Kepala Bappeda\r\nBudi")
    session = clinic.sessions.get()
    assert [(one.name, one.post, one.role, one.order) for one in session.speakers.order_by("pk")] == [
        ("Desmon", "Sekda", None, 0), ("Dr. Siti, M.T.", "Kepala Bappeda", "speaker", 1), ("Budi", None, "speaker", 2),
    ]  # fmt: skip
    text = client.get(clinic.get_absolute_url()).content.decode()
    assert ("Dr. Siti, M.T." in text, "09.00–10.00 WITA" in text, "Aula" in text) == (True, True, True)


def test_who_is_ticked_elsewhere_moves_and_who_is_not_ticked_leaves(login, clinic):
    first, second = (clinic.sessions.create(title=title) for title in ("Satu", "Dua"))
    ani, budi = (clinic.speakers.create(name=name, session=first) for name in ("Ani", "Budi"))
    client = login("kalsel")
    page = client.get(reverse("clinics:session_update", args=[second.pk]))
    assert [label for _key, label in page.context["form"].fields["speakers"].choices] == ["Ani · kini dalam “Satu”", "Budi · kini dalam “Satu”"]
    client.post(reverse("clinics:session_update", args=[second.pk]), shown(page) | {"speakers": [ani.pk]})
    assert list(Speaker.objects.order_by("pk").values_list("session", flat=True)) == [second.pk, first.pk]
    page = client.get(reverse("clinics:session_update", args=[first.pk]))
    assert page.context["form"]["speakers"].value() == [budi.pk]
    client.post(reverse("clinics:session_update", args=[first.pk]), shown(page) | {"speakers": []})
    assert list(Speaker.objects.order_by("pk").values_list("session", flat=True)) == [second.pk, None]


def test_what_the_form_refuses(login, clinic, regions):
    other = factories.clinic("63", "63.09").speakers.create(name="Orang lain")
    clinic.speakers.create(name="Desmon")
    page = add(login("kalsel"), clinic, starts="10:00", ends="09:00", speakers=[other.pk], new_speakers="; Kepala")
    assert set(page.context["form"].errors) >= {"speakers", "new_speakers"}
    assert not clinic.sessions.exists()


def test_the_first_day_is_offered(login, clinic):
    page = login("kalsel").get(reverse("clinics:session_create", args=[clinic.pk]))
    assert str(page.context["form"]["day"].value()) == "2091-12-03"


def test_the_mode_of_an_institution_where_it_differs(login, clinic):
    client = login("kalsel")
    clinic.mode = "luring"
    clinic.save()
    for name, mode in (("Kementerian PUPR", "daring"), ("BPPW", "luring")):
        client.post(reverse("clinics:invitedinstitution_create", args=[clinic.pk]), key(name=name, mode=mode))
    text = client.get(clinic.get_absolute_url()).content.decode()
    assert text.count('<span class="badge">daring</span>') == 1
    assert '<span class="badge">luring</span>' not in text


def test_package_and_trial_are_named_per_district(login, clinic):
    part = clinic.participations.get()
    client = login("kalsel")
    page = client.get(reverse("clinics:participation_update", args=[part.pk]))
    client.post(reverse("clinics:participation_update", args=[part.pk]), shown(page) | {"policy_package": "Tabalong Bersih", "trial": "Sedot tinja di dua desa"})
    text = client.get(clinic.get_absolute_url()).content.decode()
    assert ("Tabalong Bersih" in text, "Sedot tinja di dua desa" in text) == (True, True)
