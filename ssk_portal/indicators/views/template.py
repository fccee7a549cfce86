"""The template of figures: taken away for a year, sent back, looked through, taken over."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.filling import fill
from ssk_portal.indicators.forms.template import TemplateForm
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.indicators.template.columns import columns_of
from ssk_portal.indicators.template.plan import FigurePlan
from ssk_portal.indicators.template.prefilled import DEFINITIONS, definitions, rows_of
from ssk_portal.indicators.template.vocabulary import Vocabulary
from ssk_portal.indicators.views.crumbs import crumbs, tabs
from ssk_portal.regions.days import today_in
from ssk_portal.screens.sheets.screen import TEMPLATE, ImportScreen

HOW_TO = (
    _("Each row is one indicator of one region. Fill in the white cells; the grey ones say what the row is about and are locked."),
    _("Write numbers with a decimal comma or point: 77,09 or 77.09. What can be read in two ways, such as 1.000, is asked back."),
    _("No data yet is not zero: leave such a row empty. Nothing is deleted by that."),
    _("A further value, such as urban or rural or of a second publisher, goes into a row of its own below the others: copy the grey cells, without code, template and state."),
)


class FigureImport(ImportScreen):
    permission = "figure.fill"
    template_name = "indicators/template.html"
    takes_csv = True
    leaf_titles = (DEFINITIONS,)
    model: Any
    current = ""
    list_title: Any
    lead_of_drafts: Any
    how_to = HOW_TO
    locked = corrects = False

    def get(self, request, *args, **kwargs):
        self.asked = TemplateForm(request.GET if TEMPLATE in request.GET else None, user=request.user, initial=self._first_choice())
        return super().get(request, *args, **kwargs)

    def wants_template(self):
        # With a choice that makes no sense the page is shown, and says so.
        return super().wants_template() and self.asked.is_valid()

    def _first_choice(self) -> dict:
        region = self.request.user.region
        # The centre takes the template of a whole province, in which the district is whose page led here.
        code = self.request.GET.get("wilayah") or region.code
        return {"year": self._likely_year(region), "region": code[:2], "below": len(code) > 2}

    @property
    def lead(self):
        if self.vocabulary.publishes:
            return gettext("Published figures of a year in one go, of many regions. Each names its source and is read by everyone at once.")
        return self.lead_of_drafts

    def _likely_year(self, region) -> int:
        raise NotImplementedError

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.request.user, self.model)

    @property
    def file_name(self):
        return f"templat-{self.vocabulary.kind}-{self.asked.wanted.year}"

    def get_columns(self):
        return columns_of(self.vocabulary)

    def get_rows(self):
        return rows_of(self.asked.wanted, self.vocabulary)

    def get_leaves(self):
        return [definitions(self.asked.wanted.indicators)]

    def plan(self, sheet):
        plan = FigurePlan(self.vocabulary, sheet, locked=self.locked)
        changes = plan.changes()
        self.corrects = plan.corrects
        return changes

    def lock(self):
        self.locked = True

    def carry_out(self, changes):
        fill([change.value for change in changes], by=self.request.user)
        if count := sum(bool(change.warnings and getattr(change.value, "unanswered", ())) for change in changes):
            self._tell_warned(count)

    def _tell_warned(self, count: int) -> None:
        said = ngettext("%(count)s figure carries a warning.", "%(count)s figures carry a warning.", count) % {"count": count}
        if not self.vocabulary.publishes:
            said += " " + gettext("Answer it on the figure's page before you submit it.")
        messages.warning(self.request, said)

    def asks_reason(self):
        # A published number that is corrected keeps the old value and says why.
        return self.corrects

    def get_success_url(self):
        """Drafts are looked at where they are submitted: there each says which warning it has to answer."""
        if self.vocabulary.publishes:
            return reverse("indicators:region_figures", args=[self.request.user.region.code])
        return reverse("indicators:figure_submit")

    def get_context_data(self, **kwargs):
        asked = getattr(self, "asked", None) or TemplateForm(user=self.request.user, initial=self._first_choice())
        trail = crumbs((self.list_title, reverse(f"indicators:{self.model._meta.model_name}_list")), (self.title, None))
        return super().get_context_data(asked=asked, breadcrumbs=trail, tabs=tabs(self.request.user, self.current), **kwargs)


class AchievementImport(FigureImport):
    model = Achievement
    current = "achievements"
    list_title = sheet_title = _("Achievements")
    title = _("Achievements from Excel")
    how_to = (
        *HOW_TO,
        _("Where a value is odd, the portal warns of it before anything is saved. If it is right all the same, say why in the column “Answer to the warnings” and send it again."),
    )
    warned_hint = _("If a value is right all the same, write why in the column “Answer to the warnings” of its row and send the sheet again, or answer on the figure's page.")
    lead_of_drafts = _("Achievements of a year in one go. Nothing is submitted by that: the figures become drafts, which are submitted as always.")

    def _likely_year(self, region):
        """The year that is over: its results are known."""
        return today_in(region).year - 1


class TargetImport(FigureImport):
    model = Target
    current = "targets"
    list_title = sheet_title = _("Targets")
    title = _("Targets from Excel")
    lead_of_drafts = _("Targets of a year in one go, layer by layer. Nothing is submitted by that: the targets become drafts, which are submitted as always.")

    def _likely_year(self, region):
        return today_in(region).year
