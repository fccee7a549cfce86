"""Journeys play on the published definitions and on Tabalong's own assistance of 2023."""

import json
from pathlib import Path

import pytest

from ssk_portal.accounts.models import User
from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.models import Assistance, MilestoneScheme
from ssk_portal.milestones.published import load_schemes

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture
def tabalong_milestones(cast):
    """Tabalong's four drafts, under the published scheme."""
    load_schemes(json.loads((FIXTURES / "milestone_schemes.json").read_text()), by=User.objects.system())
    scheme = MilestoneScheme.objects.get(code="ppsp-2021")
    assistance = record_assistance(Assistance(district=cast["tabalong"].region, cohort_year=2023, scheme=scheme, source="https://example.org/cc3"), by=cast["kalsel"])
    return list(assistance.progresses.order_by("milestone__number"))
