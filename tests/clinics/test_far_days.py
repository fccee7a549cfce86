"""A file may name any day and year that the format lets pass; no page of anybody ends on that."""

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Clinic
from tests.clinics import factories

pytestmark = pytest.mark.usefixtures("schemes")
FAR = {
    "the last day that there is": {"date_start": "9999-12-31", "time": "23.30 WIB"},
    "all days": {"date_start": "0001-01-01", "date_end": "9999-12-31"},
    "the first day": {"date_start": "0001-01-01", "time": "00.30 WIT", "published": "0001-01-01", "programme_year": None},
    "a year that no calendar has": {"programme_year": 2**63 - 1, "clinic_numbers": []},
    "a year before any": {"programme_year": -(2**62)},
    "counts that are none": {"participants_count": -(2**62), "districts": [factories.district(milestone_year=2**62, assisted_since=-(2**62), milestone="3-1")]},
}
OF_THE_EVENT = ("clinic_detail", "clinic_update", "clinic_invitation", "report_detail", "report_print", "attendance_list", "attendance_sheet", "agreement_create")
OF_ALL = ("clinics:clinic_list", "clinics:clinic_calendar", "clinics:agreement_list", "reporting:clinic_recap", "reporting:home")


@pytest.mark.parametrize("case", FAR)
def test_every_page_stands(login, tmp_path, case):
    factories.take_in(tmp_path, factories.event(**{"province": "Kalimantan Selatan", "host_level": "provinsi"} | FAR[case]))
    client, clinic = login("pusat"), Clinic.objects.get()
    addresses = [reverse(f"clinics:{name}", args=[clinic.pk]) for name in OF_THE_EVENT] + list(map(reverse, OF_ALL))
    addresses += [f"{reverse('clinics:clinic_calendar')}?tampilan=daftar&year=2100", f"{reverse('clinics:clinic_list')}?ekspor=csv"]
    addresses += [reverse("reporting:clinic_recap_region", args=["63"]), reverse("reporting:region_timeline", args=["63"])]
    addresses += [reverse("reporting:row_history", args=["clinics", "clinic", clinic.pk]), reverse("clinics:calendar_public", args=["63"])]
    for address in addresses:
        page = client.get(address)
        assert (address, page.status_code, bool(page.getvalue())) == (address, 200, True)
