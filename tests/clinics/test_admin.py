"""The room in the Django admin: its lists, and an event that keeps what was not touched."""

import pytest
from django.urls import reverse

from ssk_portal.clinics.exchange.writing import event_of
from ssk_portal.clinics.models import Clinic
from tests.clinics import factories
from tests.clinics.pages import ODD

pytestmark = pytest.mark.usefixtures("schemes")


def test_the_admin_keeps_what_was_not_touched_too(login, tmp_path):
    event = factories.event(**ODD)
    factories.take_in(tmp_path, event)
    clinic = Clinic.objects.get()
    client, page = login("admin"), reverse("admin:clinics_clinic_change", args=[clinic.pk])
    form = client.get(page).context["adminform"].form
    data = {field.html_name: "" if field.value() is None else str(field.value()).replace("\n", "\r\n") for field in form}
    answer = client.post(page, data | {"city": "Banjarbaru"})
    assert answer.status_code == 302, answer.context["errors"]
    assert event_of(Clinic.objects.get()) == event | {"city": "Banjarbaru"}


@pytest.mark.parametrize("model", ["scheme", "clinictype", "preparation", "clinic", "participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement"])
def test_the_admin_lists(login, model):
    factories.clinic("63", "63.09")
    client = login("admin")
    assert client.get(reverse(f"admin:clinics_{model}_changelist") + "?q=a").status_code == 200
    assert client.get(reverse(f"admin:clinics_{model}_add")).status_code == 200
