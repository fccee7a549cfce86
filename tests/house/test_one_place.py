"""A state of review changes in one place: `review/actions.py`. No other code writes it, and no other door takes it."""

import ast

import pytest
from django.contrib import admin
from django.forms import ModelForm
from django.test import RequestFactory

from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.published import load_assistances, load_reported, load_schemes
from ssk_portal.regions.names import RegionNames
from ssk_portal.review.models import reviewed_models
from tests.factories import key
from tests.house.test_tree import ROOT
from tests.milestones import factories
from tests.review.test_steps import STATES, row_in

COLUMNS = {"state", "state_since", "submitted_at", "submitted_by", "begun_at", "reviewer", "decided_at", "decided_by", "decision_note"}
# The one place; and made-up data for measuring, refused in production: written at once, through the same triggers.
APART = {"review/actions.py", "reporting/management/commands/seed_national.py"}
# What a publication reports begins as published, there and nowhere else: no step leads to it or from it (`start_as_draft`, `state_machine`).
BORN = {"clinics/exchange/reading.py", "clinics/exchange/reported.py", "indicators/filling.py", "indicators/forms/figures.py", "indicators/csv_import/importing.py"}
# Others have a state too: who came to an event, a decree, a seat; a board is asked for one.
OTHERS = {"reporting/board_asked.py", "clinics/attendance/keeping.py", "clinics/forms/attendance.py", "pokja/overview.py", "reporting/pokja_pages.py"}
READERS = {"filter", "exclude", "get", "Q"}


WORKFLOW = COLUMNS | {f"{column}_id" for column in COLUMNS}


def written(tree, model=True) -> list[tuple[int, str]]:
    """Where columns of the workflow are written: set on a row, given to a model, to an update, by name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del) and node.attr in WORKFLOW and (model or getattr(node.value, "id", "") != "self"):
            found.append((node.lineno, node.attr))
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called not in READERS:
                found += [(node.lineno, word.arg) for word in node.keywords if word.arg in WORKFLOW]
            if called in ("setattr", "bulk_update", "save"):
                found += [(node.lineno, one.value) for one in ast.walk(node) if isinstance(one, ast.Constant) and one.value in WORKFLOW]
    return found


def places() -> dict[str, set[str]]:
    """The columns of the workflow that each module writes. What a page or form calls so on itself is no row's."""
    found = {}
    for file in sorted((ROOT / "ssk_portal").rglob("*.py")):
        name = str(file.relative_to(ROOT / "ssk_portal"))
        if "migrations" not in file.parts and name not in APART and (columns := {column for _line, column in written(ast.parse(file.read_text()), "/models" in name)}):
            found[name] = columns
    return found


def test_no_other_code_takes_a_step():
    assert places() == {name: {"state"} for name in BORN | OTHERS}


@pytest.mark.parametrize("name", sorted(BORN))
def test_what_is_born_elsewhere_is_published_or_a_draft(name):
    tree = ast.parse((ROOT / "ssk_portal" / name).read_text())
    given = [word.value for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords if word.arg == "state"]
    given += [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") == "state"]
    assert {ast.unparse(value) for value in given} <= {"State.PUBLISHED", "State.DRAFT"}


@pytest.mark.parametrize(
    "code",
    ["row.state = 'approved'", "row.decided_by_id = 1", "rows.update(reviewer=me)", "Progress(state='approved')", "setattr(row, 'state', x)", "rows.bulk_update(found, ['state'])"],
)
def test_the_guard_sees(code):
    assert len(written(ast.parse(code))) == 1


def forms(base=ModelForm):
    for form in base.__subclasses__():
        yield form
        yield from forms(form)


def test_no_form_offers_them():
    from ssk_portal import urls  # noqa: F401 - with every page come its forms

    offered = {form.__name__: set(form.base_fields) & WORKFLOW for form in forms() if getattr(form._meta, "model", None) in reviewed_models()}
    assert len(offered) >= 4
    assert {name: columns for name, columns in offered.items() if columns} == {}


@pytest.mark.parametrize("model", reviewed_models())
def test_the_administration_pages_only_show_them(model, cast):
    pages = admin.site._registry.get(model)
    if pages is None:
        return
    request = RequestFactory().get("/")
    request.user = cast["admin"]
    form = pages.get_form(request, model(), change=True)
    assert set(form.base_fields) & WORKFLOW == set()
    assert pages.get_actions(request) == {}
    assert set(pages.list_editable) == set()


FORGED = {"state": "approved", "state_since": "2026-01-01", "submitted_by": "1", "decided_by": "1", "reviewer": "1", "decision_note": "ya", "begun_at": "2026-01-01"}


@pytest.mark.parametrize("state", STATES)
def test_a_forged_form_changes_no_state(state, regions, cast, login):
    row = row_in(state, regions, cast)
    before = Progress.objects.values(*COLUMNS).get(pk=row.pk)
    login("tabalong").post(f"{row.get_absolute_url()}ubah/", key(**FORGED, version=row.version, summary="Ringkasan lain"))
    login("admin").post(f"/admin/milestones/progress/{row.pk}/change/", {**FORGED, "version": row.version, "summary": "Ringkasan lain", "reason": "uji"})
    assert Progress.objects.values(*COLUMNS).get(pk=row.pk) == before


def test_what_publications_report_touches_no_state(regions, cast):
    """Both districts that the published files name here, in a state each; taken up again, nothing of it moves."""
    row = row_in("in_review", regions, cast)
    other = factories.historical(regions["63.07"], by=cast["kalsel"])
    before = list(Progress.objects.order_by("pk").values())
    for _again in range(2):
        load_schemes(factories.published("milestone_schemes"), by=cast["pusat"])
        load_assistances(factories.published("assistances"), RegionNames(), by=cast["pusat"])
        load_reported(factories.published("reported_statuses"), RegionNames(), by=cast["pusat"])
    after = list(Progress.objects.filter(pk__in=[one["id"] for one in before]).order_by("pk").values())
    assert (after, {row.pk, other.pk} <= {one["id"] for one in before}) == (before, True)
    assert set(Progress.objects.exclude(pk__in=[one["id"] for one in before]).values_list("state", flat=True)) <= {"draft"}
