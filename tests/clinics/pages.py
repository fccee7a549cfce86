"""The addresses of an event, and its form as a browser sends it."""

import re

from django.urls import reverse

from tests.factories import key

LIST = reverse("clinics:clinic_list")
CREATE = reverse("clinics:clinic_create")


def url(action, row):
    return reverse(f"clinics:clinic_{action}", args=[row.pk])


def typed(region, **fields):
    """What the form of a new event sends."""
    return key(**{"title": "CC 3 Tabalong", "kind": "coaching_clinic", "region": region.pk, "clinic_numbers": "3", "programme_year": "2024"} | fields)


def shown(page) -> dict:
    """What a browser sends back when nobody touches the form: line ends as browsers write them, none in a box of one line."""
    form = page.context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            data[field.html_name] = value
            continue
        text = "" if value is None else str(value)
        one_line = getattr(field.field.widget, "input_type", "") == "text"
        data[field.html_name] = re.sub("[\r\n]", "", text) if one_line else text.replace("\n", "\r\n")
    return key(row_version=page.context.get("row_version", 0), **data)


ODD = {
    "headline": "", "theme": None, "host": " Dinas  PUPR ", "purposes": ["", " a", "b\nc", "b\nc"], "notes": [""], "clinic_numbers": [7, 3, 3],
    "date_start": "2023-09-20", "date_end": "2023-09-20", "title": "Dua\nbaris ", "venue": "Aula\nBappeda\tII",
    "type_as_written": "", "host_level": "provinsi", "province": "KALIMANTAN selatan",
}  # fmt: skip
