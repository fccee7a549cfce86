"""Deadlines: the dates of a cohort, set by the country, adjusted by a province with its reason, read by all."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.constraints import wait_turn
from ssk_portal.common.numbers import asked_number
from ssk_portal.milestones.forms.deadlines import AdjustForm, DeadlinesForm
from ssk_portal.milestones.models import Deadline
from ssk_portal.milestones.planning import FIRST_YEAR, LAST_YEAR, cohorts_of, own_of, set_deadlines, slots_of
from ssk_portal.milestones.views.crumbs import crumbs, tabs
from ssk_portal.regions.models import Level
from ssk_portal.screens.base import PageScreen, row_or_404
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen

NOT_THERE = -1
PROVINCES = "provinsi"  # the word in the address for the yearly duties


def address_of(level: str, cohort: int, *, name: str = "deadline_list") -> str:
    return f"{reverse(f'milestones:{name}')}?angkatan={cohort}" + (f"&tingkat={PROVINCES}" if level == Level.PROVINCE else "")


def _trail(*rest):
    return crumbs((_("Deadlines"), reverse("milestones:deadline_list")), *rest)


class _OfCohort:
    """A page on the dates of one cohort: `?angkatan=2026`, of the provinces' duties `&tingkat=provinsi`."""

    usual_year = ""

    @cached_property
    def level(self) -> str:
        return Level.PROVINCE if self.request.GET.get("tingkat") == PROVINCES else Level.DISTRICT

    @cached_property
    def asked_year(self) -> int | None:
        """The year in the address; None where it is none."""
        year = asked_number(self.request.GET.get("angkatan", self.usual_year)) or 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else None


class DeadlineList(_OfCohort, PageScreen):
    permission = "milestone.view"
    template_name = "milestones/deadline_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        cohorts = cohorts_of(user, self.level)
        cohort = self.asked_year or (cohorts[0] if cohorts else None)
        return super().get_context_data(
            title=_("Deadlines"),
            tabs=tabs(user, "deadlines"),
            level=self.level,
            cohort=cohort,
            cohorts=[(year, address_of(self.level, year)) for year in sorted({*cohorts, *([cohort] if cohort else [])}, reverse=True)],
            slots=slots_of(self.level, cohort, Deadline.objects.visible_to(user)) if cohort else [],
            set_url=address_of(self.level, cohort, name="deadline_set") if cohort and user.may("deadline.set") else None,
            may_set=user.may("deadline.set"),
            may_adjust=user.may("deadline.adjust"),
            first_year=FIRST_YEAR,
            last_year=LAST_YEAR,
            **kwargs,
        )


class DeadlineSet(_OfCohort, CreateScreen):
    """All dates of a cohort on one page, by a national officer."""

    model = Deadline
    permission = "deadline.set"
    form_class = DeadlinesForm
    template_name = "milestones/deadline_set.html"

    @property
    def usual_year(self) -> str:
        return str(timezone.localdate().year)

    def get(self, request, *args, **kwargs):
        # With a year out of range there is nothing to set: the list asks for it.
        return super().get(request, *args, **kwargs) if self.asked_year else redirect("milestones:deadline_list")

    def post(self, request, *args, **kwargs):
        if self.asked_year is None:
            raise Http404
        wait_turn("deadlines")
        return self._copy() if "salin" in request.POST else super().post(request, *args, **kwargs)

    def _copy(self):
        """The form once more, its empty lines filled; nothing is saved yet."""
        self.object = None
        form = self.get_form()
        form.fill_empty_lines(slots_of(self.level, self.asked_year - 1, Deadline.objects.all()))
        return self.render_to_response(self.get_context_data(form=form))

    def saved_before(self) -> bool:
        return False  # the same dates once more are no second ones

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"slots": slots_of(self.level, self.asked_year, Deadline.objects.all())}

    def write(self, form):
        set_deadlines(self.level, self.asked_year, form.dates, by=self.request.user)
        return form.instance

    def get_success_url(self):
        return address_of(self.level, self.asked_year)

    def get_title(self):
        return _("Dates of cohort %(year)s") % {"year": self.asked_year} if self.level == Level.DISTRICT else _("Dates of the duties of %(year)s") % {"year": self.asked_year}

    @property
    def set_before(self) -> bool:
        """Whether there is anything to copy from the year before."""
        return Deadline.objects.filter(level=self.level, cohort_year=self.asked_year - 1, region__level=Level.COUNTRY).exists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            breadcrumbs=_trail((self.get_title(), None)),
            set_before=self.set_before,
            year_before=self.asked_year - 1,
            cancel_url=address_of(self.level, self.asked_year),
            **kwargs,
        )


class DeadlineAdjust(UpdateScreen):
    """A province sets dates of its own beside the country's, with its reason."""

    model = Deadline
    permission = "deadline.adjust"
    form_class = AdjustForm
    title = gettext_lazy("Set dates of your province")

    def get_object(self, queryset=None):
        national = row_or_404(self.get_queryset().select_related("region"), pk=self.kwargs["pk"])
        if not national.region.is_country or not self.request.user.region.is_province:
            raise PermissionDenied
        wait_turn("deadlines")
        row = own_of(national, self.request.user.region)
        if row.pk is None:
            row.version = NOT_THERE  # so that a colleague who was faster is noticed
        return row

    def write(self, form):
        form.instance.version = max(0, form.instance.version)
        form.instance.save()
        return form.instance

    def get_success_url(self):
        return address_of(self.object.level, self.object.cohort_year)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"breadcrumbs": _trail((self.title, None)), "subject": self.object, "cancel_url": address_of(self.object.level, self.object.cohort_year), **kwargs}
        )


class DeadlineDelete(DeleteScreen):
    """A province takes its own dates back: the country's hold again."""

    model = Deadline
    permission = "deadline.adjust"

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def after_delete(self, row):
        return address_of(row.level, row.cohort_year)

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((_("Delete"), None)), **kwargs)
