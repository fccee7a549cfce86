"""Schemes, milestones, requirements, wordings: read by all, kept by the centre."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement, Wording
from tests.common.uploads import files
from tests.factories import CAST, key
from tests.milestones import factories


def url(name, *args):
    return reverse(f"milestones:{name}", args=args)


@pytest.mark.parametrize("name", CAST)
def test_everyone_reads(name, login):
    scheme = draft()
    browser = login(name)
    assert browser.get(url("scheme_list")).status_code == 200
    page = browser.get(scheme.get_absolute_url()).content.decode()
    for words in ("Profil sanitasi", "komitmen kepala daerah diperoleh", "dinyatakan dalam sumber", "disimpulkan dari sumber"):
        assert words in page
    assert ("Tambah persyaratan" in page) == (name in ("admin", "pusat", "pusat2"))


def draft() -> MilestoneScheme:
    """The published scheme as if it had never been put in force."""
    scheme = factories.scheme()
    factories.thaw()
    return scheme


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
    address = url(screen, *args(draft()))
    expected = {"pusat": 200, "admin": 200, "kalsel": 403, "tabalong": 403, "pembaca": 403, "admin_kalsel": 403}
    assert {name: login(name).get(address).status_code for name in expected} == expected


def test_a_scheme_grows_while_it_is_a_draft(login, regions):
    scheme, browser = draft(), login("pusat")
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


FROZEN = ("scheme_delete", "milestone_create", "milestone_update", "milestone_delete", "requirement_create", "requirement_update", "requirement_delete")


@pytest.mark.parametrize(("screen", "args"), [pair for pair in SCREENS if pair[0] in FROZEN], ids=FROZEN)
def test_in_force_the_screens_refuse_with_the_sentence(screen, args, login):
    address = url(screen, *args(factories.scheme()))
    browser = login("pusat")
    for answer in (browser.get(address), browser.post(address, key())):
        assert answer.status_code == 409
        assert "Edisi ini sedang berlaku. Buat edisi baru" in answer.content.decode()


def test_in_force_no_button_offers_what_is_refused(login):
    page = login("pusat").get(factories.scheme().get_absolute_url()).content.decode()
    assert "Tambah persyaratan" not in page
    assert "Penjelasan" in page


ASKED = {"order": 1, "title_id": "Laporan tahunan", "title_en": "Yearly report", "kind": "document", "basis": "inferred", "source": "Kalteng 2025"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "record"}, "record_kind"),
        ({"kind": "text", "record_kind": "pokja.decree"}, "record_kind"),
        ({"kind": "number", "accepts": ["pdf"]}, "accepts"),
        ({"kind": "document", "accepts": ["exe"]}, "accepts"),
    ],
)
def test_what_belongs_to_another_kind_is_told_at_its_place(typed, field, login):
    scheme = draft()
    answer = login("pusat").post(url("requirement_create", scheme.milestones.first().pk), key(**ASKED | typed))
    assert list(answer.context["form"].errors) == [field]
    assert "Laporan tahunan" in answer.content.decode()


def test_a_requirement_of_each_kind(login):
    first, browser = draft().milestones.first(), login("pusat")
    for number, more in enumerate([{"kind": "record", "record_kind": "pokja.decree"}, {"accepts": ["pdf", "picture"], "first_year_only": "on"}, {"kind": "yes_no"}]):
        assert browser.post(url("requirement_create", first.pk), key(**ASKED | more | {"title_id": f"Baru {number}"})).status_code == 302
    made = first.requirements.filter(title_id__startswith="Baru").order_by("title_id")
    assert list(made.values_list("kind", "record_kind", "accepts", "first_year_only")) == [
        ("record", "pokja.decree", [], False),
        ("document", "", ["pdf", "picture"], True),
        ("yes_no", "", [], False),
    ]


def test_the_template_is_kept_replaced_and_removed_while_the_scheme_is_in_force(login, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    asked = factories.scheme().milestones.first().requirements.first()
    explain, browser = url("requirement_explain", asked.pk), login("pusat")
    typed = {"title_en": asked.title_en, "help_id": "Lima aspek.", "help_en": "", "basis": asked.basis, "source": asked.source}
    for version, (name, content) in enumerate([("formulir.docx", files.docx()), ("formulir-2.pdf", files.pdf())]):
        row_version = Requirement.objects.get(pk=asked.pk).version
        assert browser.post(explain, key(**typed, row_version=row_version, file=files.upload(name, content))).status_code == 302
        asked.refresh_from_db()
        assert (asked.template.name, asked.template.region.code, asked.help_id) == (name, "ID", "Lima aspek."), version
    assert url("requirement_template", asked.pk) in browser.get(asked.milestone.scheme.get_absolute_url()).content.decode()
    for name in ("tabalong", "pembaca", "admin_kalsel"):
        answer = login(name).get(url("requirement_template", asked.pk))
        assert b"".join(answer.streaming_content) == files.pdf()
        assert "formulir-2.pdf" in answer["Content-Disposition"]
    assert login("pusat").post(explain, key(**typed, **{"row_version": asked.version, "file-clear": "on"})).status_code == 302
    assert browser.get(url("requirement_template", asked.pk)).status_code == 404


def test_a_template_that_is_not_what_its_name_says_is_refused(login):
    asked = factories.scheme().milestones.first().requirements.first()
    typed = {"title_en": "Other", "help_id": "", "help_en": "", "basis": asked.basis, "source": asked.source, "row_version": asked.version}
    answer = login("pusat").post(url("requirement_explain", asked.pk), key(**typed, file=files.upload("templat.pdf", b"<html></html>")))
    assert list(answer.context["form"].errors) == ["file"]
    assert Requirement.objects.get(pk=asked.pk).template is None


def test_an_unused_scheme_is_deleted(login):
    scheme = MilestoneScheme.objects.create(code="lama", name_id="Lama", name_en="Old", valid_from=2019, source="DIY 2019")
    assert login("pusat").post(url("scheme_delete", scheme.pk), key()).status_code == 302
    assert MilestoneScheme.objects.count() == 0
