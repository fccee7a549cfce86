"""The administration pages are whole: every model that people keep, found by search and filter, chosen by typing, without N+1.

Who may do what there is asked in the rooms and in `test_doors.py`.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from ssk_portal.common.records import Record
from ssk_portal.milestones.admin import EvidenceAdmin
from ssk_portal.screens.admin import ReadOnlyAdmin
from tests import factories
from tests.house import stage, volume
from tests.house.test_statements import noting

pytestmark = pytest.mark.django_db
PAGES = admin.site._registry
NAMES = {model._meta.label: model for model in PAGES}
INLINES = [inline for page in PAGES.values() for inline in page.inlines]


def url(model, action="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


def ask(client, address, **query) -> int:
    """The statements of a page that opens."""
    statements = []
    with transaction.atomic(), connection.execute_wrapper(noting(statements)):
        answer = client.get(address, query)
        transaction.set_rollback(True)
    assert answer.status_code == 200, address
    return len(statements)


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """For each model: the statements of its list and of its search on the small stage and on the large one, and of each of its forms."""
    with django_db_blocker.unblock(), transaction.atomic():
        regions = factories.regions()
        cast = factories.cast(regions)
        client = Client()
        client.force_login(cast["admin"])
        rows = stage.build(regions, cast)
        volume.fill([1], rows=rows, cast=cast)
        ContentType.objects.get_for_models(*apps.get_models())
        lists = [{label: (ask(client, url(model)), ask(client, url(model), q="a b")) for label, model in NAMES.items()}]
        forms = {label: ask(client, url(model, "change", _first(model, cast["admin"]).pk)) for label, model in NAMES.items()}
        adds = {label: ask(client, url(model, "add")) for label, model in NAMES.items() if PAGES[model].has_add_permission(_request(cast["admin"]))}
        volume.fill(range(2, 11), rows=rows, cast=cast)
        lists.append({label: (ask(client, url(model)), ask(client, url(model), q="a b")) for label, model in NAMES.items()})
        transaction.set_rollback(True)
    return lists, forms, adds


def _first(model, user):
    return model._default_manager.visible_to(user).order_by("pk").first()


def _request(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_every_kept_model_is_there():
    kept = {model._meta.label for model in apps.get_models() if issubclass(model, Record)}
    assert kept - NAMES.keys() == set()


@pytest.mark.parametrize("label", NAMES)
def test_a_list_and_its_search_cost_the_same_with_ten_times_the_rows(label, opened):
    (small, large), _forms, _adds = opened
    assert small[label] == large[label]


@pytest.mark.parametrize("label", NAMES)
def test_a_form_opens(label, opened):
    _lists, forms, adds = opened
    assert forms[label]
    assert adds.get(label, True)


@pytest.mark.parametrize("label", NAMES)
def test_it_is_searched_and_filtered(label):
    page = PAGES[NAMES[label]]
    sorts = [field for field in NAMES[label]._meta.concrete_fields if field.choices or field.is_relation or isinstance(field, models.BooleanField | models.DateField)]
    assert page.search_fields
    assert page.list_filter or not sorts


@pytest.mark.parametrize("page", [*PAGES.values(), *INLINES], ids=lambda page: getattr(page, "__name__", str(page)))
def test_what_may_be_one_of_many_is_chosen_by_typing(page):
    if isinstance(page, ReadOnlyAdmin | EvidenceAdmin):
        return  # nothing is chosen there
    model = page.model
    chosen = {field.name for field in model._meta.concrete_fields if field.is_relation and field.editable}
    if page.fields:
        chosen &= set(page.fields)
    chosen -= set(getattr(page, "always_readonly", page.readonly_fields)) | {_parent(page)}
    assert chosen - set(page.autocomplete_fields) == set()


def _parent(inline):
    """The foreign key by which an inline hangs on its page."""
    over = [page.model for page in PAGES.values() if inline in page.inlines]
    return next((field.name for field in inline.model._meta.concrete_fields if over and field.related_model is over[0]), None)


@pytest.mark.parametrize("label", NAMES)
def test_what_a_list_shows_of_other_rows_is_read_along(label):
    page = PAGES[NAMES[label]]
    shown = {name for name in page.list_display if name in {field.name for field in NAMES[label]._meta.concrete_fields if field.is_relation}}
    assert {name for name in shown if not any(path.split("__")[0] == name for path in page.list_select_related or ())} == set()


@pytest.mark.parametrize(("label", "place"), [("accounts.User", 2), ("regions.Region", 0), ("regions.Region", 1)])
def test_a_filter_offers_what_a_row_says(label, place, login, cast):
    """No user belongs to a village, so the filter by level names none."""
    changes = login("admin").get(url(NAMES[label])).context["cl"]
    offered = [str(choice["display"]) for choice in changes.filter_specs[place].choices(changes)]
    assert offered[0] == "Semua"
    assert {"Kecamatan", "Desa", "Kelurahan"} & {*offered} == set()
    assert len(offered) > 3
