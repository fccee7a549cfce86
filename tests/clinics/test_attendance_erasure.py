"""A person on an attendance list, anonymised in row and history; that somebody was there stays."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from ssk_portal.audit.actors import acting, because
from ssk_portal.clinics.erasure import anonymise_attendance
from ssk_portal.common.errors import NotNow
from tests.clinics import factories
from tests.reporting.test_anonymise import found_in_the_database

pytestmark = pytest.mark.django_db
NAME, TRACES = "Rahmawati Noor", ["Rahmawati", "0811-500-7070", "Camat Tanjung", "Wakil Rahasia"]


@pytest.fixture
def row(regions, cast):
    clinic = factories.clinic("63", "63.09")
    with acting(cast["kalsel"]), because(f"{NAME} diminta hadir"):
        row = clinic.attendances.create(name=NAME, post="Camat Tanjung", telephone="0811-500-7070", gender="f", district=regions["63.09"])
        row.state, row.represented_by = "represented", "Wakil Rahasia"
        row.save()
    return row


def test_no_trace_is_left_in_any_table(row, cast):
    assert "clinics_attendance.name" in found_in_the_database(TRACES)
    anonymise_attendance(row, by=cast["admin_kalsel"], reason=f"Permintaan {NAME}")
    assert found_in_the_database(TRACES) == set()
    row.refresh_from_db()
    assert (row.name, row.state, row.district.name) == ("dianonimkan", "represented", "Tabalong")


def test_also_once_the_report_is_submitted(row, cast):
    factories.submit_report(row.clinic, by=cast["kalsel"])
    anonymise_attendance(row, by=cast["admin_kalsel"], reason="Permintaan")
    assert found_in_the_database(TRACES) == set()


@pytest.mark.parametrize("name", ["kalteng", "tabalong", "gumas"])
def test_only_the_host_and_those_above_it(row, cast, name):
    with pytest.raises(PermissionDenied):
        anonymise_attendance(row, by=cast[name], reason="Permintaan")


def test_with_a_reason_and_once(row, cast):
    with pytest.raises(ValidationError):
        anonymise_attendance(row, by=cast["admin"], reason=" ")
    anonymise_attendance(row, by=cast["admin"], reason="Permintaan")
    with pytest.raises(NotNow):
        anonymise_attendance(row, by=cast["admin"], reason="Permintaan")


def test_by_command(row, cast):
    def run(*arguments):
        told = StringIO()
        call_command("anonymise_attendance", *arguments, stdout=told)
        return told.getvalue()

    assert "Nothing was changed" in run(str(row.pk), "--reason", "x")
    with pytest.raises(CommandError):
        run(str(row.pk), "--reason", "x", "--by", "kalteng")
    assert "Anonymised" in run(str(row.pk), "--reason", "Permintaan", "--by", "admin-kalsel", "--for-good")
    with pytest.raises(CommandError):
        run(str(row.pk), "--reason", "x", "--for-good")
