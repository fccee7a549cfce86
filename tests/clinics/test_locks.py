"""Once a report was submitted, the event and its parts stay as they are."""

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Agreement
from ssk_portal.clinics.reports import begin
from ssk_portal.review.actions import advance
from tests.clinics.reports import page_of, whole
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
PARTS = ["participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement", "outcome"]


@pytest.fixture
def parts(regions, cast):
    """One row of every kind under an event whose report was submitted."""
    clinic = whole()
    rows = {
        "participation": clinic.participations.get(),
        "invitedinstitution": clinic.invited.create(name="Bappeda"),
        "session": clinic.sessions.get(),
        "speaker": clinic.speakers.create(name="Desmon"),
        "quotedfigure": clinic.quoted.create(region_as_written="Kalsel", indicator_as_written="layak", kind="target", value="39.47"),
        "agreement": clinic.agreements.create(text="Susun SK", district=regions["63.09"]),
        "outcome": clinic.outcomes.get(),
    }
    advance(begin(clinic, by=cast["tabalong"]), "submit", by=cast["tabalong"])
    return rows


def sentence_409(page) -> bool:
    return page.status_code == 409 and "sudah diajukan dan menunggu pemeriksaan" in page.content.decode()


@pytest.mark.parametrize("noun", PARTS)
def test_nothing_is_added_or_deleted_once_it_was_submitted(login, parts, noun):
    client, row = login("tabalong"), parts[noun]
    create, delete = reverse(f"clinics:{noun}_create", args=[row.clinic_id]), reverse(f"clinics:{noun}_delete", args=[row.pk])
    assert [sentence_409(page) for page in (client.get(create), client.post(create, key()), client.get(delete), client.post(delete, key()))] == [True] * 4
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("noun", [noun for noun in PARTS if noun not in ("agreement", "participation")])
def test_nothing_is_changed_once_it_was_submitted(login, parts, noun):
    url = reverse(f"clinics:{noun}_update", args=[parts[noun].pk])
    assert [sentence_409(login(name).get(url)) for name in ("tabalong", "kalsel")] == [True, True]


def test_of_an_agreement_and_a_participation_only_what_came_after_is_told(login, parts):
    client = login("tabalong")
    fields = {noun: list(client.get(reverse(f"clinics:{noun}_update", args=[parts[noun].pk])).context["form"].fields) for noun in ("agreement", "participation")}
    assert {"state", "evidence", "reason"} <= set(fields["agreement"])
    assert not {"text", "due", "district"} & set(fields["agreement"])
    assert fields["participation"] == ["outcome"]
    form = key(state="kept", evidence="SK 12/2024", reason="", row_version=Agreement.objects.get().version)
    assert client.post(reverse("clinics:agreement_update", args=[parts["agreement"].pk]), form).status_code == 302
    assert Agreement.objects.get().state == "kept"


@pytest.mark.parametrize("screen", ["clinics:clinic_update", "clinics:clinic_delete", "clinics:report_update", "clinics:clinicfile_photos", "clinics:clinicfile_create"])
def test_the_event_itself_is_locked(login, parts, screen):
    assert sentence_409(login("tabalong").get(reverse(screen, args=[parts["session"].clinic_id])))


def test_a_button_that_would_be_refused_is_not_offered(login, parts):
    clinic = parts["session"].clinic
    for page in (page_of(clinic), clinic.get_absolute_url()):
        text = login("tabalong").get(page).content.decode()
        assert ("/hapus/" in text, "/baru/" in text, "Tulis laporan" in text) == (False, False, False)
    assert reverse("clinics:agreement_update", args=[parts["agreement"].pk]) in login("tabalong").get(page_of(clinic)).content.decode()
