"""The published content as loaded: all of it, once, by the portal itself."""

import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from ssk_portal.clinics.models import Clinic, ClinicType
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.milestones.models import Assistance, Milestone, Progress, ReportedStatus
from ssk_portal.pokja.models import InstitutionKind, Pokja
from ssk_portal.review.states import State
from tests.data.conftest import LOADERS, Told

pytestmark = pytest.mark.django_db


def histories():
    """The history tables of all models."""
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def test_the_definitions_are_there(loaded):
    assert sorted(ClinicType.objects.values_list("scheme__code", "number")) == [
        *(("ppsp-2018", number) for number in (1, 2, 3)),
        *(("ppsp-2021", number) for number in range(1, 8)),
    ]
    assert sorted(Milestone.objects.values_list("scheme__code", "number")) == [
        ("ppsp-2018", 1),
        *(("ppsp-2021", number) for number in range(1, 5)),
        *(("ppsp-provinsi", number) for number in range(1, 5)),
    ]
    assert [model.objects.count() for model in (InstitutionKind, Indicator, TargetLayer)] == [18, 23, 11]
    assert Publisher.objects.count() >= 33


def test_every_published_row_is_there(loaded):
    assert (Target.objects.count(), Achievement.objects.count()) == (66, 1795)
    assert set(Clinic.objects.values_list("slug", flat=True)) == {f"brief-00{number}" for number in range(5)}
    assert [model.objects.count() for model in (ReportedStatus, Assistance, Pokja)] == [50, 20, 16]


def test_reported_statuses_decide_nothing(loaded):
    assert set(Progress.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_what_found_no_place_is_listed(loaded):
    listed = [line.strip().split(":")[1].strip() for line in loaded["load_published"].err.splitlines()]
    assert listed == ["model-perkim", "permen12-2020"]
    assert loaded["load_reference"].err == ""


def test_a_second_time_changes_nothing(loaded):
    before = {model: model.objects.count() for model in histories()}
    told = "".join(Told(command).out for command in LOADERS)
    assert {model: model.objects.count() for model in histories()} == before
    assert set(re.findall(r"([\d,]+) (?:made|changed|new)", told)) == {"0"}


def test_everything_was_done_by_the_portal_itself(loaded):
    names = {name for model in histories() for name in model.objects.values_list("pgh_context__name", flat=True)}
    assert names == {"Sistem"}


def test_somebody_else_may_be_named(loaded):
    with pytest.raises(CommandError, match="--by: there is no active user 'nobody'"):
        call_command("load_reference", by="nobody")
