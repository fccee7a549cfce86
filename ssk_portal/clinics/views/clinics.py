"""Screens of the events."""

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.checklist import checklist_of
from ssk_portal.clinics.clashes import agenda_warnings, clashes_of
from ssk_portal.clinics.days import newest
from ssk_portal.clinics.editions import of_newest_edition
from ssk_portal.clinics.exchange.writing import document, with_parts
from ssk_portal.clinics.forms.clinic import ClinicForm
from ssk_portal.clinics.lists import ClinicFilter, ClinicTable
from ssk_portal.clinics.models import Agreement, Clinic, InvitedInstitution, Participation, Preparation, QuotedFigure, Session, Speaker
from ssk_portal.clinics.planning import open_before
from ssk_portal.clinics.standing import standing_of, with_standing
from ssk_portal.clinics.views.sections import sections_of
from ssk_portal.clinics.views.tabs import tabs_of
from ssk_portal.common.nested import nested, unnest
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import DeleteScreen, UpdateScreen
from ssk_portal.screens.exports import EXPORT
from ssk_portal.screens.lists import ListScreen

MOST_LEFT_OPEN = 30  # so many agreements of earlier events stand on the first page of an event; the list has them all
TRAIL = (_("Coaching clinics"), "clinics:clinic_list")


def with_preparations(types):
    """Clinic types, each with `prepares`: which milestones it prepares."""
    rows = list(types.select_related("scheme").annotate(listed=nested(of_newest_edition().filter(clinic_type=OuterRef("pk")), "milestone")))
    for row in rows:
        row.prepares = unnest(Preparation, row.listed, "milestone")
        for preparation in row.prepares:
            preparation.clinic_type = row
    return rows


def number_of(rows):
    """How many rows an event has, as a column of the event; nothing where it has none."""
    return Subquery(rows.order_by().values("clinic").annotate(number=Count("pk")).values("number"))


def trail(*steps):
    """The breadcrumbs of a page under the list of events."""
    return [(TRAIL[0], reverse(TRAIL[1])), *steps]


class ClinicList(ListScreen):
    permission = "clinic.view"
    model = Clinic
    table_class = ClinicTable
    filterset_class = ClinicFilter
    title = _("Coaching clinics")
    lead = _("Coaching clinics, kick-offs, workshops and other events that your region hosts or takes part in.")
    empty_text = _("No event has been recorded yet.")
    create_url = "clinics:clinic_new"
    create_label = _("New event")
    create_permission = "clinic.change"
    template_name = "clinics/clinic_list.html"

    def get_queryset(self):
        parts = Participation.objects.select_related("district")
        rows = newest(with_standing(super().get_queryset()))
        return rows.select_related("region").prefetch_related(Prefetch("participations", parts))

    def get(self, request, *args, **kwargs):
        if request.GET.get(EXPORT) == "json":
            rows = ClinicFilter(request.GET, queryset=Clinic.objects.visible_to(request.user), request=request)
            return exchange_file(rows.qs if rows.is_valid() else rows.queryset)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(sections=sections_of(self.request.user, "clinics:clinic_list"), exchange_format=True, **kwargs)


def exchange_file(clinics):
    """The events as a file of clinic-events/1, which `import_clinics` of any portal takes in."""
    content = "".join(document(with_parts(clinics.order_by("pk"))))
    name = f"coaching-clinic-{timezone.localdate():%Y-%m-%d}.json"
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'})


class ClinicDetail(DetailScreen):
    permission = "clinic.view"
    change_permission = "clinic.change"
    model = Clinic

    def get_queryset(self):
        own = {"clinic": OuterRef("pk")}
        agenda = Session.objects.filter(**own).order_by(F("day").asc(nulls_last=True), F("starts").asc(nulls_last=True), "order", "pk")
        return (
            super()
            .get_queryset()
            .select_related("region__province", "scheme", "host_institution", "report")
            .annotate(
                districts=nested(Participation.objects.filter(**own), "district"),
                agenda=nested(agenda),
                people=nested(Speaker.objects.filter(**own), "session"),
                institutions=nested(InvitedInstitution.objects.filter(**own), "institution"),
                # What came out stands on the page of the report; the plan says only that there is something.
                agreed=number_of(Agreement.objects.filter(**own)),
                figures=number_of(QuotedFigure.objects.filter(**own)),
            )
        )

    def get_context_data(self, **kwargs):
        clinic, user = self.object, self.request.user
        parts = {
            "districts": unnest(Participation, clinic.districts, "district"),
            "sessions": unnest(Session, clinic.agenda),
            "speakers": unnest(Speaker, clinic.people, "session"),
            "invited": unnest(InvitedInstitution, clinic.institutions, "institution"),
        }
        for session in parts["sessions"]:
            session.chosen = [one for one in parts["speakers"] if one.session_id == session.pk]
        minutes = sum(1 for session in parts["sessions"] if session.minutes)
        return super().get_context_data(
            tabs=tabs_of(clinic, "clinics:clinic_detail", self.request),
            standing=standing_of(clinic),
            types=with_preparations(clinic.types),
            own_region=user.region_id if user.may("agreement.change") else None,
            minutes=minutes,
            reported=bool(clinic.agreed or clinic.figures or minutes),
            zone=clinic.region.get_time_zone_display(),
            breadcrumbs=trail((str(clinic), None)),
            **parts,
            **self._ahead(clinic, user, parts),
            **self._related(clinic, user),
            **kwargs,
        )

    def _ahead(self, clinic, user, parts) -> dict:
        """What matters until the event is reported: what earlier ones left open, clashes; and the checklist until it is held."""
        if clinic.cancelled or clinic.why_locked:
            return {}
        left_open = list(open_before(clinic).visible_to(user)[: MOST_LEFT_OPEN + 1])  # one more than is shown says that there are more
        ahead = {
            "left_open": left_open[:MOST_LEFT_OPEN],
            "more_left_open": len(left_open) > MOST_LEFT_OPEN,
            "clashes": clashes_of(clinic, user, districts=parts["districts"]),
            "warnings": agenda_warnings(clinic, parts["sessions"]),
        }
        if not standing_of(clinic).was_held and getattr(clinic, "editable", False):
            lines = checklist_of(clinic, **parts)
            ahead |= {"missing": [line for line in lines if not line.done], "ready": [line for line in lines if line.done]}
        return ahead

    def _related(self, clinic, user) -> dict:
        """The events it names as (code, event or None where it is not in the portal or out of reach), and those that name it."""
        found = Clinic.objects.visible_to(user).filter(Q(slug__in=clinic.related_events) | Q(related_events__contains=[clinic.slug]))
        known = {row.slug: row for row in found}
        named = clinic.related_events
        return {"related": [(slug, known.get(slug)) for slug in named], "naming": [row for slug, row in known.items() if slug not in named]}


class ClinicUpdate(UpdateScreen):
    permission = "clinic.change"
    model = Clinic
    form_class = ClinicForm
    title = _("Change the event")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=trail((str(self.object), self.object.get_absolute_url()), (_t("Change"), None)), **kwargs)


class ClinicDelete(DeleteScreen):
    permission = "clinic.change"
    model = Clinic
    noun = _("event")

    def asks_reason(self, row) -> bool:
        return self.request.user.region.is_above(row.reach_region)

    def after_delete(self, row):
        return reverse("clinics:clinic_list")
