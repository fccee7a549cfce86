"""Telephone, e-mail and NIP are read inside the own province and by the country: on no page, list, export or history of another one."""

import io
import re
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from ssk_portal.accounts.models import User
from ssk_portal.clinics.models import Attendance, CheckInPage
from ssk_portal.pokja.models import Institution, Member, Pokja
from ssk_portal.regions.models import Region
from tests.house.posts import VIEWERS
from tests.house.rights import PAGES, ROWS

pytestmark = pytest.mark.django_db
# What is written into Kalimantan Tengah, and must not be read in Kalimantan Selatan.
EMAIL, TELEPHONE, NIP, CONTACT = "rahasia62@example.net", "0536-620-620", "196201011986031062", "Hubungi 0536-621-621"
SECRETS = (EMAIL, TELEPHONE, NIP, CONTACT)
ELSEWHERE = ("AP", "P", "D", "RP", "RD")  # the posts in Kalimantan Selatan
PLACES = ("62", "62.10")


@pytest.fixture
def secrets_elsewhere(rows):
    """Personal data on every kind of row of Kalimantan Tengah and its district that holds any."""
    User.objects.filter(region__code__in=PLACES).update(telephone=TELEPHONE, nip=NIP)
    User.objects.filter(username="gumas").update(email=EMAIL)
    Member.objects.filter(position__pokja__region__code__in=PLACES).update(telephone=TELEPHONE, email=EMAIL)
    Institution.objects.filter(region__code__in=PLACES).update(telephone=TELEPHONE, email=EMAIL, address=CONTACT)
    Pokja.objects.filter(region__code__in=PLACES).update(contact=CONTACT)
    # Those of Tabalong who are guests there are its own people.
    Attendance.objects.filter(clinic__region__code__in=PLACES, district=None).update(telephone=TELEPHONE)
    Attendance.objects.create(clinic_id=rows["guest_clinic", "63.09"][0], name="Dari Gunung Mas", telephone=TELEPHONE, district_id=_region("62.10"))


def _region(code) -> int:
    return Region.objects.get(code=code).pk


def texts(answer) -> str:
    """What an answer holds, workbooks unpacked."""
    content = answer.getvalue()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return " ".join(book.read(name).decode(errors="ignore") for name in book.namelist())
    return content.decode(errors="ignore")


def addresses(rows):
    """Every page, each list as a file too, every row of the other province, every history, and the Django admin."""
    for name in PAGES:
        yield from (reverse(name) + query for query in ("", "?ekspor=xlsx", "?ekspor=csv", "?templat=1"))
    for name, row in ROWS.items():
        yield from (reverse(name, args=rows[row.row, place]) for place in row.places if place in PLACES and row.method == "get")
    guests = rows["guest_clinic", "63.09"]
    yield from (reverse("clinics:attendance_list", args=guests) + query for query in ("", "?ekspor=xlsx", "?ekspor=csv"))
    yield from (reverse(f"clinics:{name}", args=guests) for name in ("clinic_detail", "attendance_mark", "attendance_create"))
    yield reverse("clinics:attendance_import", args=guests) + "?templat=1"
    for model in apps.get_models():
        if re.match(r"ssk_portal\.(?!.*Event$)", f"{model.__module__}.{model.__name__}") and hasattr(model._default_manager, "visible_to"):
            label = f"{model._meta.app_label}/{model._meta.model_name}"
            yield f"/admin/{label}/"
            for key in list(model._base_manager.values_list("pk", flat=True)[:12]):
                yield f"/admin/{label}/{key}/change/"
                yield reverse("reporting:row_history", args=[model._meta.app_label, model._meta.model_name, key])


@pytest.mark.parametrize("post", ELSEWHERE)
def test_another_province_reads_no_personal_data(post, visitors, rows, secrets_elsewhere):
    told = {address: [secret for secret in SECRETS if secret in text] for address in addresses(rows) if (text := texts(visitors[post].get(address)))}
    assert {address: found for address, found in told.items() if found} == {}


@pytest.mark.parametrize("post", VIEWERS)
def test_no_export_holds_personal_data_of_users(post, visitors, rows, secrets_elsewhere):
    for query in ("?ekspor=xlsx", "?ekspor=csv"):
        answer = visitors[post].get(reverse("accounts:user_list") + query)
        assert not [secret for secret in SECRETS if secret in texts(answer)]


def test_the_country_reads_them(visitors, rows, secrets_elsewhere):
    """So that the tests above look for something that is there."""
    user = User.objects.get(username="gumas")
    page = texts(visitors["AC"].get(reverse("accounts:user_detail", args=[user.pk])))
    assert [secret in page for secret in SECRETS] == [True, True, True, False]
    assert CONTACT in texts(visitors["AC"].get(reverse("pokja:pokja_detail", args=rows["pokja", "62.10"])))
    assert TELEPHONE in texts(visitors["AC"].get(reverse("clinics:attendance_list", args=rows["guest_clinic", "63.09"]) + "?ekspor=csv"))


@pytest.mark.parametrize("post", [*ELSEWHERE, "N"])
def test_the_attendance_sheet_holds_no_telephone_from_elsewhere(post, visitors, rows, secrets_elsewhere):
    answer = visitors[post].get(reverse("clinics:attendance_sheet", args=rows["guest_clinic", "63.09"]))
    assert (TELEPHONE in words_of(answer.content)) == (post == "N")


def words_of(paper: bytes) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_qr_page_tells_nothing_of_anybody(client, rows, secrets_elsewhere):
    today = timezone.localdate()
    page = CheckInPage.objects.get(clinic=rows["guest_clinic", "63.09"][0])
    type(page.clinic).objects.filter(pk=page.clinic_id).update(planned_start=today - timedelta(days=1), planned_end=today + timedelta(days=1))
    Institution.objects.filter(region__code__in=PLACES).update(telephone=TELEPHONE, email=EMAIL)
    answer = client.get(reverse("check_in", args=[page.token]))
    assert answer.status_code == 200
    assert not [word for word in (*SECRETS, "Dari Gunung Mas", "Rahmat") if word in answer.content.decode()]
