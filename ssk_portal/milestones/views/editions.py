"""Editions of a scheme: make one, put it in force, move those who work under the former one."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ssk_portal.milestones.comparing import edition_changes
from ssk_portal.milestones.editions import make_edition, put_in_force, why_not_in_force
from ssk_portal.milestones.forms.editions import MoveForm, PutInForceForm
from ssk_portal.milestones.models import Assistance, MilestoneScheme
from ssk_portal.milestones.moving import former_editions, move, units_of
from ssk_portal.milestones.views.crumbs import crumbs
from ssk_portal.screens.edits import StepScreen, UpdateScreen


class SchemeEdition(StepScreen):
    """The button "Make a new edition": leads to the draft."""

    model = MilestoneScheme
    permission = "reference.change"
    done = gettext_lazy("A draft edition has been made. Change it, then put it in force.")

    def post(self, request, *args, **kwargs):
        answer = super().post(request, *args, **kwargs)
        return redirect(self.made) if answer.status_code == 302 else answer

    def take(self, row):
        self.made = make_edition(row, by=self.request.user)


class _OfScheme(UpdateScreen):
    """A form on one scheme that is a step of its own."""

    model = MilestoneScheme
    permission = "reference.change"

    def get_queryset(self):
        return super().get_queryset().select_related("follows")

    def get_context_data(self, **kwargs):
        trail = crumbs((_("Definitions"), reverse("milestones:scheme_list")), (str(self.object), self.object.get_absolute_url()), (self.title, None))
        return super().get_context_data(**{"breadcrumbs": trail, **kwargs})


class SchemePutInForce(_OfScheme):
    form_class = PutInForceForm
    template_name = conflict_form = "milestones/scheme_put_in_force.html"
    title = gettext_lazy("Put in force")
    done = gettext_lazy("The edition is in force. What it asks for stays from now on.")

    def why_not(self, row) -> str:
        return why_not_in_force(row)

    def write(self, form):
        return put_in_force(form.instance, by=self.request.user)

    def get_context_data(self, **kwargs):
        row = self.object
        running = Assistance.objects.in_programme().filter(scheme__in=MilestoneScheme.objects.filter(former_editions(row)))
        changes = edition_changes(row)
        return super().get_context_data(
            changes=[change for change in changes if change.changes_something],
            unchanged=changes and not any(change.changes_something for change in changes),
            milestones=row.milestones.annotate(asked=Count("requirements")) if row.follows_id is None else (),
            running=running.count(),
            **kwargs,
        )


class SchemeMove(_OfScheme):
    form_class = MoveForm
    template_name = conflict_form = "milestones/scheme_move.html"
    title = gettext_lazy("Move running districts")

    def why_not(self, row) -> str:
        return "" if row.in_force_since else _("Put this edition in force first.")

    @cached_property
    def units(self):
        return units_of(self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"units": self.units}

    def write(self, form):
        moved = move(form.instance, form.cleaned_data["chosen"], reason=form.reason, by=self.request.user)
        self.done = ngettext("%(count)s region has been moved to this edition and told.", "%(count)s regions have been moved to this edition and told.", len(moved)) % {
            "count": len(moved)
        }
        return form.instance

    def get_success_url(self):
        return self.request.get_full_path()

    def form_invalid(self, form):
        if not self.units:
            messages.info(self.request, _("Everybody works under this edition already."))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        province = self.request.GET.get("provinsi", "")
        provinces = {unit.region.province.code: unit.region.province.name for unit in self.units if unit.region.province}
        return super().get_context_data(
            units=[unit for unit in self.units if province in ("", unit.region.code[:2])],
            provinces=sorted(provinces.items()),
            province=province,
            all_chosen="semua" in self.request.GET,
            changes=[change for change in edition_changes(self.object) if change.changes_something],
            **kwargs,
        )
