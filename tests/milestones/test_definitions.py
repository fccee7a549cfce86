"""Schemes, milestones, requirements, wordings: read by all, kept by the centre."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement, Wording
from tests.factories import CAST, key
from tests.milestones import factories


def url(name, *args):
    return reverse(f"milestones:{name}", args=args)


@pytest.mark.parametrize("name", CAST)
def test_everyone_reads(name, login):
    scheme = factories.scheme()
    browser = login(name)
    assert browser.get(url("scheme_list")).status_code == 200
    page = browser.get(scheme.get_absolute_url()).content.decode()
    for words in ("Profil sanitasi", "komitmen kepala daerah diperoleh", "dinyatakan dalam sumber", "disimpulkan dari sumber"):
        assert words in page
    assert ("Tambah persyaratan" in page) == (name in ("admin", "pusat", "pusat2"))


SCREENS = [
    ("scheme_create", lambda scheme: []),
    ("scheme_update", lambda scheme: [scheme.pk]),
    ("scheme_delete", lambda scheme: [scheme.pk]),
    ("milestone_create", lambda scheme: [scheme.pk]),
    ("milestone_update", lambda scheme: [Milestone.objects.first().pk]),
    ("milestone_delete", lambda scheme: [Milestone.objects.first().pk]),
    ("requirement_create", lambda scheme: [Milestone.objects.first().pk]),
    ("requirement_update", lambda scheme: [Requirement.objects.first().pk]),
    ("requirement_delete", lambda scheme: [Requirement.objects.first().pk]),
    ("wording_create", lambda scheme: [Milestone.objects.first().pk]),
    ("wording_update", lambda scheme: [Wording.objects.first().pk]),
    ("wording_delete", lambda scheme: [Wording.objects.first().pk]),
]


@pytest.mark.parametrize(("screen", "args"), SCREENS)
def test_only_the_centre_keeps_them(screen, args, login):
    address = url(screen, *args(factories.scheme()))
    expected = {"pusat": 200, "admin": 200, "kalsel": 403, "tabalong": 403, "pembaca": 403, "admin_kalsel": 403}
    assert {name: login(name).get(address).status_code for name in expected} == expected


def test_a_scheme_grows_while_it_is_a_draft(login, regions):
    scheme, browser = factories.scheme(), login("pusat")
    MilestoneScheme.objects.filter(pk=scheme.pk).update(in_force_since=None)
    named = {"name_id": "Pasca-M4", "name_en": "After M4", "assistance_year": 3, "basis": "inferred", "source": "Kalteng 2025"}
    assert browser.post(url("milestone_create", scheme.pk), key(number=5, **named)).status_code == 302
    fifth = scheme.milestones.get(number=5)
    asked = {"order": 1, "title_id": "Laporan tahunan", "title_en": "Yearly report", "kind": "document", "compulsory": "on", "basis": "inferred", "source": "Kalteng 2025"}
    assert browser.post(url("requirement_create", fifth.pk), key(**asked)).status_code == 302
    assert [requirement.title_id for requirement in fifth.requirements.all()] == ["Laporan tahunan"]
    twice = browser.post(url("milestone_create", scheme.pk), key(number=5, **named | {"name_id": "Lain"}))
    assert "sudah memiliki milestone dengan nomor itu" in twice.content.decode()


def test_what_is_in_force_stays(cast):
    asked = factories.scheme().milestones.get(number=1).requirements.first()
    for change in ({"title_id": "Profil"}, {"kind": "number"}, {"compulsory": False}, {"order": 9}):
        with pytest.raises(ProgrammingError, match="changed by a new edition"), transaction.atomic():
            Requirement.objects.filter(pk=asked.pk).update(**change)
    assert Requirement.objects.filter(pk=asked.pk).update(help_id="Lima aspek.") == 1


def test_an_unused_scheme_is_deleted(login):
    scheme = MilestoneScheme.objects.create(code="lama", name_id="Lama", name_en="Old", valid_from=2019, source="DIY 2019")
    assert login("pusat").post(url("scheme_delete", scheme.pk), key()).status_code == 302
    assert MilestoneScheme.objects.count() == 0
