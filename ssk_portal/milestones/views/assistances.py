"""Assistances: which districts are in the programme, since when, by which decree."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.errors import NotNow
from ssk_portal.common.nested import unnest
from ssk_portal.milestones.actions import remove_assistance, why_not_removed
from ssk_portal.milestones.decrees import record_by_decree
from ssk_portal.milestones.forms.assistance import AssistanceForm, HistoricalForm, LeaveForm, StayForm
from ssk_portal.milestones.historical import pasts_of, why_not_recorded
from ssk_portal.milestones.leaving import why_not_leave, why_not_stay
from ssk_portal.milestones.lists import AssistanceFilter, AssistanceTable
from ssk_portal.milestones.models import Assistance, Progress, ReportedStatus
from ssk_portal.milestones.overview import earlier_rounds, reported_of, strip_of
from ssk_portal.milestones.rounds import begin_round, following, newest_repeating, why_no_round
from ssk_portal.milestones.views.crumbs import crumbs, tabs
from ssk_portal.review.actions import is_reviewer
from ssk_portal.screens.base import DetailScreen, row_or_404, row_to_change
from ssk_portal.screens.conflicts import Difference
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, StepScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


def _trail(*rest):
    return crumbs((_("Assistance"), reverse("milestones:assistance_list")), *rest)


class AssistanceList(ListScreen):
    model = Assistance
    permission = "milestone.view"
    template_name = "milestones/list.html"
    table_class = AssistanceTable
    filterset_class = AssistanceFilter
    title = gettext_lazy("Assistance")
    lead = gettext_lazy("The districts in the programme, by the year in which they entered.")
    empty_text = gettext_lazy("No district is recorded as assisted yet.")
    create_url = "milestones:assistance_create"
    create_label = gettext_lazy("Record an assistance")
    create_permission = "assistance.change"

    def get_queryset(self):
        return super().get_queryset().select_related("district__province", "scheme", "decree")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, "assistances"), **kwargs)


class AssistanceDetail(DetailScreen):
    model = Assistance
    permission = "milestone.view"
    change_permission = "assistance.change"
    template_name = "milestones/assistance_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("district__province", "scheme", "decree").annotate(reported=reported_of("district"))

    def get_context_data(self, **kwargs):
        row = self.object
        progresses = list(row.progresses.order_by("milestone__number", "round").for_lists())
        newest = newest_repeating(progresses)
        return super().get_context_data(
            breadcrumbs=_trail((str(row), None)),
            strip=strip_of(progresses),
            earlier=earlier_rounds(progresses),
            reported=self._reported(progresses),
            next_round=following(newest) if newest and not why_no_round(row, newest) else None,
            has_left=row.has_left(),
            **kwargs,
        )

    def _reported(self, progresses) -> list[ReportedStatus]:
        """What publications report; what was reached is recorded by whoever decides on this district."""
        reported = unnest(ReportedStatus, self.object.reported)
        if is_reviewer(Progress(region=self.object.district), self.request.user):
            for status in reported:
                if pasts_of(status, self.object, progresses):
                    status.record_url = reverse("milestones:assistance_historical", args=[self.object.pk, status.pk])
        return reported


class _ByDecree:
    """Creating and changing an assistance write alike."""

    model = Assistance
    permission = "assistance.change"
    form_class = AssistanceForm

    def write(self, form):
        return record_by_decree(form.instance, decree=form.decree, file=form.new_file, by=self.request.user)


class AssistanceCreate(_ByDecree, CreateScreen):
    title = gettext_lazy("Record an assistance")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((self.title, None)), cancel_url=reverse("milestones:assistance_list"), **kwargs)


class _ChangeAssistance(UpdateScreen):
    model = Assistance
    permission = "assistance.change"

    def get_queryset(self):
        return super().get_queryset().select_related("district__province", "decree")

    def asks_reason(self, row) -> bool:
        """No: the levels above keep the assistances themselves, they do not correct them."""
        return False

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"breadcrumbs": _trail((str(self.object), self.object.get_absolute_url()), (self.get_title(), None)), **kwargs})


class AssistanceUpdate(_ByDecree, _ChangeAssistance):
    title = gettext_lazy("Change the assistance")

    def differences(self, form, fresh):
        typed, now = form.decree and form.decree.number, fresh.decree and fresh.decree.number
        other = [] if typed == now else [Difference(str(form.fields["decree_number"].label), typed or "–", now or "–")]
        return [*super().differences(form, fresh), *other]


class _Standing(_ChangeAssistance):
    """Leaving and staying: the page says which district it is about."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(subject=self.object, **kwargs)


class AssistanceLeave(_Standing):
    form_class = LeaveForm
    template_name = "milestones/assistance_leave.html"
    title = gettext_lazy("Leave the programme")
    done = gettext_lazy("The leaving is recorded.")

    def why_not(self, row) -> str:
        return why_not_leave(row)


class AssistanceStay(_Standing):
    form_class = StayForm
    template_name = "milestones/assistance_stay.html"
    title = gettext_lazy("Undo the leaving")
    done = gettext_lazy("The district is in the programme again.")

    def why_not(self, row) -> str:
        return why_not_stay(row)


class AssistanceRound(StepScreen):
    """The next yearly review, by a button."""

    model = Assistance
    permission = "assistance.change"
    done = gettext_lazy("The next year is open; the district was told.")

    def get_object(self, queryset=None):
        return row_to_change(self.get_queryset(), self.request.user, pk=self.kwargs["pk"])

    def take(self, row):
        begin_round(row, by=self.request.user)


class AssistanceHistorical(_ChangeAssistance):
    """What a publication reports as reached before the portal, recorded in one go by whoever decides on the district."""

    permission = "milestone.review"
    form_class = HistoricalForm
    template_name = "milestones/assistance_historical.html"
    title = gettext_lazy("Record what was reported as historical")
    done = gettext_lazy("Recorded as historical, with its source.")

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        self.status = row_or_404(ReportedStatus.objects.filter(district=row.district_id), pk=self.kwargs["status"])
        if not is_reviewer(Progress(region=row.district), self.request.user):
            raise PermissionDenied
        self.pasts = pasts_of(self.status, row, list(row.progresses.select_related("milestone", "region")))
        if sentence := why_not_recorded(self.status) or ("" if self.pasts else _("Nothing that this publication reports is a draft any more.")):
            raise NotNow(sentence)
        return row

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"status": self.status, "pasts": self.pasts}

    def get_context_data(self, **kwargs):
        return super().get_context_data(status=self.status, **kwargs)


class AssistanceDelete(DeleteScreen):
    model = Assistance
    permission = "assistance.change"

    def why_not(self, row) -> str:
        return why_not_removed(row)

    def remove(self, row):
        remove_assistance(row, by=self.request.user)

    def after_delete(self, row):
        return reverse("milestones:assistance_list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((str(self.object), self.object.get_absolute_url()), (_("Delete"), None)), **kwargs)
