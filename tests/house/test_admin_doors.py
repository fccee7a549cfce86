"""The Django admin within the portal's rules: every page of it is scoped, and tells nothing by its questions."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from ssk_portal.accounts.models import User
from ssk_portal.pokja.models import Institution
from ssk_portal.screens.admin import PortalAdmin, ScopedInline
from tests.house.asking import ask

pytestmark = pytest.mark.django_db
REGISTERED = list(admin.site._registry.items())
INSIDE = ("AC", "AP", "N")
# One row of every kind that belongs to a region, by the model: the same rows as behind the portal's own doors.
KINDS = {
    "pokja.pokja": "pokja", "pokja.decree": "decree", "pokja.position": "position", "pokja.member": "member", "clinics.clinic": "clinic",
    "clinics.participation": "participation", "clinics.session": "session", "clinics.speaker": "speaker", "clinics.agreement": "agreement",
    "clinics.invitedinstitution": "invitedinstitution", "clinics.quotedfigure": "quotedfigure", "indicators.target": "target",
    "indicators.achievement": "achievement", "accounts.user": "user",
}  # fmt: skip
OF_DISTRICTS = {"milestones.progress": "progress", "milestones.assistance": "assistance", "milestones.evidence": "evidence"}


@pytest.mark.parametrize(("model", "page"), REGISTERED, ids=lambda part: getattr(part, "__name__", ""))
def test_every_page_is_scoped(model, page):
    assert isinstance(page, PortalAdmin)
    assert all(issubclass(inline, ScopedInline) for inline in page.inlines)
    assert callable(model._default_manager.visible_to)
    # A field of its own queryset would go past the reach.
    assert type(page).get_queryset is PortalAdmin.get_queryset


@pytest.mark.parametrize("model", [model for model, _page in REGISTERED], ids=lambda model: model.__name__)
def test_only_administrators_and_the_centre_come_in(model, visitors):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert {post: ask(client, url) for post, client in visitors.items()} == {post: 200 if post in INSIDE else 302 for post in visitors}


def test_whoever_is_signed_in_without_the_right_is_told_so(visitors, client):
    asked = visitors["D"].get(reverse("admin:index"), follow=True)
    assert (asked.status_code, len(asked.redirect_chain)) == (403, 1)
    assert client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize("label", [*KINDS, *OF_DISTRICTS])
def test_a_row_of_another_province_is_not_found(label, visitors, rows):
    kind, place = (KINDS | OF_DISTRICTS)[label], "62.10"
    wrong = []
    for action in ("change", "history", "delete"):
        url = reverse(f"admin:{label.replace('.', '_')}_{action}", args=rows[kind, place])
        for method in ("get", "post"):
            # The admin leads whoever asks for an unknown row back to its start.
            if (status := ask(visitors["AP"], url, method)) not in (302, 403):
                wrong.append((action, method, status))
    assert wrong == []


@pytest.mark.parametrize("label", [*KINDS, *OF_DISTRICTS])
def test_the_history_is_the_portals_own(label, visitors, rows):
    """The admin's log knows only what was done in the admin: of all other rows it would say that nothing is known."""
    (pk,) = rows[(KINDS | OF_DISTRICTS)[label], "63.09"]
    answer = visitors["AC"].get(reverse(f"admin:{label.replace('.', '_')}_history", args=[pk]), follow=True)
    assert answer.redirect_chain == [(reverse("reporting:row_history", args=[*label.split("."), pk]), 302)]
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "question"),
    [
        ("accounts/user/", "password__startswith=a"),
        ("accounts/user/", "telephone__startswith=0"),
        ("pokja/institution/", "telephone__startswith=0511"),
        ("pokja/institution/", "email__contains=@"),
        ("pokja/institution/", "address__contains=a"),
        ("clinics/invitedinstitution/", "institution__telephone__startswith=0511"),
        ("clinics/invitedinstitution/", "institution__email=a"),
        ("pokja/member/", "telephone__startswith=0"),
        ("milestones/progress/", "submitted_by__password__startswith=a"),
        ("documents/document/", "uploaded_by__email__contains=@"),
        ("review/step/", "actor__telephone__contains=0"),
    ],
)
def test_a_field_that_is_no_filter_is_not_asked_for(visitors, address, question):
    """Its hits would spell out, letter by letter, what the page does not show."""
    assert ask(visitors["AP"], f"/admin/{address}?{question}") == 400


@pytest.mark.parametrize("label", [*KINDS, *OF_DISTRICTS])
@pytest.mark.parametrize("question", ["q=%27%22%3E", "o=9.-99.x", "p=99999999999999", "_to_field=password", "e=1", "x__y__z=1", "id__in=a,b"])
def test_a_senseless_question_is_no_fault(label, question, visitors):
    assert ask(visitors["AP"], f"/admin/{label.replace('.', '/')}/?{question}") < 500


@pytest.mark.parametrize(
    "url",
    [
        *(f"/admin/clinics/clinic/?date_start__{part}={value}" for part in ("year", "month", "day") for value in ("abc", "0", "-1", "99999999999999999999")),
        "/admin/clinics/clinic/?programme_year=99999999999999999999",
        "/admin/autocomplete/",
        "/admin/autocomplete/?app_label=accounts&model_name=user&field_name=password&term=a",
        "/admin/autocomplete/?app_label=pokja&model_name=decree&field_name=pokja&term=%00",
        "/admin/clinics/clinic/99999999999999999999999/change/",
        "/admin/clinics/clinic/x%00/change/",
        "/admin/clinics/clinic/?q=%00",
        "/admin/r/1/1/",
        "/admin/jsi18n/",
    ],
)
def test_a_senseless_address_is_no_fault(url, visitors):
    for post in INSIDE:
        assert ask(visitors[post], url) < 500


def test_what_can_be_chosen_is_in_reach(visitors, rows):
    answer = visitors["AP"].get("/admin/autocomplete/", {"app_label": "pokja", "model_name": "decree", "field_name": "pokja", "term": ""})
    shown = {int(row["id"]) for row in answer.json()["results"]}
    assert shown == {rows["pokja", place][0] for place in ("63", "63.07", "63.09")}


def test_rows_of_another_province_are_not_deleted_together(visitors, rows):
    """Institutions are seen by everyone, so they can be ticked; they are not taken along."""
    foreign = rows["institution", "62.10"][0]
    form = {"action": "delete_selected", "_selected_action": [foreign], "post": "yes"}
    ask(visitors["AP"], "/admin/pokja/institution/", "post", **form)
    assert Institution.objects.filter(pk=foreign).exists()


@pytest.mark.parametrize("forged", ["x", "-1", "9" * 25, "1 OR 1=1"])
def test_a_forged_choice_is_told_at_its_field(visitors, rows, forged):
    answer = visitors["AC"].post("/admin/pokja/decree/add/", {"pokja": forged, "supersedes": forged, "kind": "bupati"})
    assert answer.status_code == 200
    assert {"pokja", "supersedes"} <= set(answer.context["adminform"].form.errors)


def test_what_is_chosen_in_a_line_is_in_reach_too(visitors, rows):
    """The lines under a row are narrowed as its own form is."""
    request = RequestFactory().get("/")
    request.user = User.objects.get(username="admin-kalsel")
    lines = [line(page.model, admin.site) for page in admin.site._registry.values() for line in page.inlines]
    choices = [(line, field) for line in lines for field in line.model._meta.concrete_fields if field.is_relation and hasattr(field.related_model._default_manager, "visible_to")]
    assert choices
    for line, field in choices:
        offered, seen = line.formfield_for_foreignkey(field, request).queryset, field.related_model._default_manager.visible_to(request.user)
        assert not set(offered.values_list("pk", flat=True)) - set(seen.values_list("pk", flat=True)), f"{line.model.__name__}.{field.name}"
