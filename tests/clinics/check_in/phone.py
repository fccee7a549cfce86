"""A person with a telephone in the room, as the tests of the QR page play it."""

import re
import uuid

from django.urls import reverse

SITI = {"name": "Siti Aminah", "institution": "Bappeda", "post": "Kepala Bidang", "consent": "on"}


def address(page):
    return reverse("check_in", args=[page.token])


def fill_in(phone, page, form_key=None, **typed):
    """Open the page and send the form, as a person does."""
    opened = phone.get(address(page))
    mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened.content.decode())[1]
    return phone.post(address(page), {"csrfmiddlewaretoken": mark, "form_key": form_key or str(uuid.uuid4()), **typed})


def people(clinic):
    return list(clinic.attendances.values_list("name", "state"))
