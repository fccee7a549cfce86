"""How an event stands: one rule, asked of a row and of the database alike."""

from datetime import date

import pytest
from django.utils import timezone

from ssk_portal.clinics.models import Clinic, ClinicReport
from ssk_portal.clinics.standing import BADGES, Standing, standing_of, with_standing
from ssk_portal.common.templatetags.looks import STATE_ICONS
from tests.clinics import factories

pytestmark = pytest.mark.usefixtures("schemes")
TODAY = date(2026, 11, 26)
PLANNED = {"planned_start": date(2026, 11, 24), "planned_end": date(2026, 11, 26)}
HELD = {**PLANNED, "date_start": date(2026, 11, 10), "date_end": date(2026, 11, 12)}

CASES = [
    ({}, None, Standing.UNKNOWN),
    ({"date_as_written": "November 2026"}, None, Standing.UNKNOWN),
    (PLANNED, None, Standing.PLANNED),
    ({"planned_start": date(2026, 11, 25), "planned_end": date(2026, 11, 25)}, None, Standing.LATE),
    ({"planned_start": date(2026, 11, 25)}, None, Standing.LATE),
    ({**PLANNED, "date_start": date(2026, 11, 27)}, None, Standing.PLANNED),
    ({"date_start": TODAY}, None, Standing.HELD),
    (HELD, None, Standing.HELD),
    (HELD | {"date_start": date(2026, 11, 9), "date_end": date(2026, 11, 11)}, None, Standing.REPORT_LATE),
    ({"date_end": date(2026, 11, 11)}, None, Standing.REPORT_LATE),
    (PLANNED | {"cancelled": "Anggaran dipotong"}, None, Standing.CANCELLED),
    ({"date_start": date(2023, 5, 2), "source": "https://example.org/berita"}, None, Standing.PUBLISHED),
    ({"source": "https://example.org/berita"}, None, Standing.PUBLISHED),
    (HELD | {"source": "https://example.org/berita"}, None, Standing.HELD),
    ({"date_start": date(2023, 5, 2), "source": "https://example.org/berita"}, "draft", Standing.REPORT_LATE),
    ({"date_start": date(2023, 5, 2)}, "published", Standing.PUBLISHED),
    (HELD, "draft", Standing.HELD),
    (HELD, "submitted", Standing.REPORTED),
    (HELD, "in_review", Standing.REPORTED),
    (HELD, "returned", Standing.HELD),
    (HELD, "approved", Standing.APPROVED),
    (HELD, "public", Standing.PUBLIC),
]  # fmt: skip
WAY = {"draft": [], "submitted": ["submitted"], "in_review": ["submitted", "in_review"], "returned": ["submitted", "returned"]}
WAY |= {"approved": ["submitted", "approved"], "public": ["submitted", "approved", "public"]}


def report(clinic, state, cast):
    """The report of the event, led to `state` step by step as the database asks for it."""
    if state == "published":
        return ClinicReport.objects.create(clinic=clinic, state="published")
    made = ClinicReport.objects.create(clinic=clinic)
    for step in WAY[state]:
        ClinicReport.objects.filter(pk=made.pk).update(**columns(step, timezone.now(), cast["tabalong"], cast["kalsel"]))
    return made


def columns(step, now, host, above) -> dict:
    if step == "public":
        return {"published_at": now, "published_by": above}
    told = {
        "submitted": {"submitted_at": now, "submitted_by": host},
        "in_review": {"begun_at": now, "reviewer": above},
        "returned": {"decided_at": now, "decided_by": above, "decision_note": "Periksa"},
        "approved": {"decided_at": now, "decided_by": above},
    }
    return {"state": step, "state_since": now, **told[step]}


@pytest.mark.parametrize(("fields", "state", "standing"), CASES)
def test_one_word_of_row_and_query(cast, fields, state, standing):
    clinic = factories.clinic("63.09", "63.09", **{"programme_year": 2026, **fields})
    if state:
        report(clinic, state, cast)
    clinic = Clinic.objects.get(pk=clinic.pk)
    assert standing_of(clinic, TODAY) == standing
    assert with_standing(Clinic.objects.all(), TODAY).get().standing == standing


@pytest.mark.parametrize(("moment", "standing"), [("2026-11-26T15:59:00+00:00", Standing.PLANNED), ("2026-11-26T16:01:00+00:00", Standing.LATE)])
def test_the_day_is_the_hosts_own(freezer_at, moment, standing):
    """In Tabalong (WITA) the day ends an hour before it does in Jakarta, eight before Greenwich."""
    clinic = factories.clinic("63.09", "63.09", **PLANNED)
    with freezer_at(moment):
        assert standing_of(clinic) == standing
        assert with_standing(Clinic.objects.all()).get().standing == standing


def test_each_has_a_shape_of_its_own_but_what_is_late():
    assert set(BADGES) == set(Standing)
    assert set(BADGES.values()) <= set(STATE_ICONS)
    assert {standing.badge for standing in Standing if standing.is_late} == {"late"}
    told_apart = [standing.badge for standing in Standing if not standing.is_late]
    assert len(told_apart) == len(set(told_apart))
