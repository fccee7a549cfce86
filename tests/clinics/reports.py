"""A report for tests: whole, and led through the steps to a state."""

from datetime import date

from django.urls import reverse

from ssk_portal.clinics.reports import begin
from ssk_portal.review.actions import advance
from tests.clinics import factories

LINES = ["Paket kebijakan disepakati", "Wilayah layanan ditetapkan"]
PAST = {"date_start": date(2024, 3, 5), "participants_count": 40}


def page_of(clinic, screen="detail", *more):
    return reverse(f"clinics:report_{screen}", args=[clinic.pk, *more])


def whole(code="63.09", *, expected=(), **fields):
    """An event of which nothing is missing but the answers to `expected`."""
    made = factories.clinic(code, "63.09", **PAST | {"expected": list(expected)} | fields)
    made.sessions.create(title="Pembukaan", minutes="Dibuka oleh Sekda.")
    made.outcomes.create(kind="information", text="Jadwal monev Januari.")
    return made


def report_in(state, cast, code="63.09", hosts=("tabalong", "kalsel", "kalsel2")):
    """The report of a whole event, led to `state` through the steps."""
    host, reviewer, _other = (cast[name] for name in hosts)
    report = begin(whole(code), by=host)
    steps = {
        "draft": [], "submitted": [("submit", host)], "in_review": [("submit", host), ("begin", reviewer)],
        "returned": [("submit", host), ("send_back", reviewer)], "approved": [("submit", host), ("approve", reviewer)],
        "historical": [("record_historical", reviewer)],
    }[state]  # fmt: skip
    for step, by in steps:
        report = advance(report, step, by=by, note="catatan")
    return report
