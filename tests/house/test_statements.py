"""How many SQL statements a page costs: few, and as many with ten times the rows (goal P4 of the bars).

Two of them tell who asks: the session, and the user with region and unread notices.
"""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from ssk_portal.clinics.models import Clinic, ClinicReport, Outcome, Participation, Session
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.milestones.models import Progress
from ssk_portal.reporting import figures
from tests import factories
from tests.house import stage, volume
from tests.house.posts import VIEWERS
from tests.house.rights import PAGES, ROWS, STEPS
from tests.reporting.stage import assist, decide, submit

pytestmark = pytest.mark.django_db
MOST = 8
FEWER = {"reporting:board": 4, "reporting:board_province": 4}
# Who opens them: each sees and may do other things on them.
POSTS = ("AC", "N", "P", "D")
LIMIT = {name: FEWER.get(name, MOST) for name in [*PAGES, *ROWS, *STEPS]}


# Pages that ask more once a row is on its way: (page, kind of row, post).
UNDER_REVIEW = [
    ("milestones:progress_detail", "submitted progress", "P"),
    ("milestones:progress_step", "submitted progress approve", "P"),
    ("milestones:progress_review", "submitted progress", "P"),
    ("milestones:progress_review", "returned progress", "P"),
    ("milestones:progress_detail", "returned progress", "D"),
    ("milestones:progress_update", "returned progress", "D"),
    ("milestones:progress_detail", "next progress", "D"),
    ("clinics:report_detail", "submitted report", "P"),
    ("clinics:report_step", "submitted report approve", "P"),
    ("clinics:report_detail", "returned report", "D"),
    ("clinics:report_update", "returned report", "D"),
    ("indicators:achievement_detail", "submitted achievement", "P"),
    ("indicators:achievement_step", "submitted achievement approve", "P"),
    ("indicators:target_detail", "returned target", "D"),
    ("indicators:target_update", "returned target", "D"),
]


def under_review(rows, cast) -> dict:
    """Tabalong's milestones of another year and its figures: submitted, sent back, the next in the order of work."""
    tabalong, kalsel = cast["tabalong"], cast["kalsel"]
    scheme = Progress.objects.get(pk=rows["progress", "63.09"][0]).assistance.scheme
    sent, back, following, *_rest = assist(tabalong.region, scheme, year=2024)
    submit(sent, by=tabalong)
    decide(submit(back, by=tabalong), "send_back", by=kalsel, note="Perbaiki")
    achievement, target = (model.objects.get(pk=rows[model._meta.model_name, "63.09"][0]) for model in (Achievement, Target))
    for figure in (achievement, target):
        figure.pk, figure.year, figure.value = None, 2023, 2  # beside the values of `volume`, so that no warning stands in the way
        figure.save()
        decide(figure, "submit", by=tabalong)
    decide(target, "send_back", by=kalsel, note="Perbaiki")
    reports = _reports(tabalong, kalsel)
    found = {"submitted progress": sent, "returned progress": back, "next progress": following, "submitted achievement": achievement, "returned target": target}
    approve = {(f"{name} approve", "63.09"): (found[name].pk, "approve") for name in ("submitted progress", "submitted achievement")}
    approve["submitted report approve", "63.09"] = (reports["submitted report"].clinic_id, "approve")
    return approve | {(name, "63.09"): (row.clinic_id,) for name, row in reports.items()} | {(name, "63.09"): (row.pk,) for name, row in found.items()}


def _reports(host, reviewer) -> dict:
    """Two reports of Tabalong: one waits, one came back."""
    found = {}
    for name, steps in (("submitted report", ["submit"]), ("returned report", ["submit", "send_back"])):
        clinic = Clinic.objects.create(slug=name.replace(" ", "-"), region=host.region, title=name, date_start="2024-03-05", participants_count=9)
        Participation.objects.create(clinic=clinic, district=host.region, name=host.region.name, kind=host.region.kind)
        Session.objects.create(clinic=clinic, title="Sesi", minutes="Isi")
        Outcome.objects.create(clinic=clinic, kind="information", text="Isi")
        row = ClinicReport.objects.create(clinic=clinic)
        for step in steps:
            row = decide(row, step, by=host if step == "submit" else reviewer, note="Perbaiki")
        found[name] = row
    return found


def settled() -> dict:
    """Published figures, of which one can be chosen and one was; the stage has drafts."""
    found = {}
    for model in (Achievement, Target):
        beside, chosen = (model.objects.settled().filter(region__code="63.09").first() for _time in range(2))
        model.objects.filter(pk=beside.pk).update(**{model.mark: False})
        chosen.pk, chosen.year, chosen.choice_reason = None, 2050, "uji"
        chosen.save(force_insert=True)
        found |= {(f"{name} {model._meta.model_name}", "63.09"): (row.pk,) for name, row in (("choose", beside), ("unchoose", chosen))}
    return found


def doors(rows):
    """Every page that is read, once for each post that opens it: (name, post, address)."""
    for name, page in PAGES.items():
        yield from ((name, post, reverse(name)) for post in POSTS if post in page.posts.split())
    for name, row in ROWS.items():
        place = row.places[0]
        allowed = [post for post in POSTS if row.method == "get" and 200 in row.expected(post, place)]
        step = name.rpartition("_")[2]
        kind = f"{step} {row.row}" if step in ("choose", "unchoose") else row.row
        yield from ((name, post, reverse(name, args=rows[kind, place])) for post in allowed)
    for name, (row, _seen, places) in STEPS.items():
        yield name, "D", reverse(name, args=[*rows[row, places[0]], "submit"])
    for place in ("ID", "63"):
        yield "reporting:region_detail", "P", reverse("reporting:region_detail", args=[place])
    for name, kind, post in UNDER_REVIEW:
        yield name, post, reverse(name, args=rows[kind, "63.09"])


def noting(statements):
    """Writes every statement down; a savepoint is none, and that the session is in use is noted once a minute."""

    def note(execute, sql, params, many, context):
        if "SAVEPOINT" not in sql and not sql.startswith('UPDATE "accounts_session"'):
            statements.append(sql)
        return execute(sql, params, many, context)

    return note


def count(visitors, rows) -> dict:
    """The statements of every page, by name, post and address: the SQL in order."""
    counted = {}
    for name, post, url in doors(rows):
        counted[name, post, url] = statements = []
        with transaction.atomic(), connection.execute_wrapper(noting(statements)):
            answer = visitors[post].get(url)
            assert answer.getvalue() is not None
            transaction.set_rollback(True)
        assert answer.status_code in (200, 409), f"{name} as {post}: {answer.status_code}"
    return counted


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """The statements of every page on the small stage, and on one with ten times the rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        regions = factories.regions()
        cast = factories.cast(regions)
        visitors = {post: Client() for post in POSTS}
        for post, client in visitors.items():
            client.force_login(cast[VIEWERS[post]])
            factories.confirmed(client, cast[VIEWERS[post]])
        rows = stage.build(regions, cast)
        volume.fill([1], rows=rows, cast=cast)
        rows |= settled() | under_review(rows, cast)
        ContentType.objects.get_for_models(*apps.get_models())  # read once a process
        figures.of(regions["ID"]), figures.by_province("id")  # counted once in ten minutes
        small = count(visitors, rows)
        volume.fill(range(2, 11), rows=rows, cast=cast)
        large = count(visitors, rows)
        transaction.set_rollback(True)
    return small, large


@pytest.mark.parametrize("name", LIMIT)
def test_a_page_costs_few_statements(name, counted):
    too_many = {key[1:]: len(sql) for key, sql in counted[0].items() if key[0] == name and len(sql) > LIMIT[name]}
    assert too_many == {}


@pytest.mark.parametrize("name", LIMIT)
def test_a_page_costs_as_many_statements_with_ten_times_the_rows(name, counted):
    small, large = ({key[1:]: len(sql) for key, sql in found.items() if key[0] == name} for found in counted)
    assert small == large
