"""The yearly duties of the provinces: who has done which, and beginning a year."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ssk_portal.common.numbers import asked_number
from ssk_portal.milestones.duties import begin_duties
from ssk_portal.milestones.duty_list import DutyFilter, DutyTable, columns_of, years
from ssk_portal.milestones.forms.duties import DutyBeginForm
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.views.crumbs import crumbs, tabs
from ssk_portal.regions.models import Region
from ssk_portal.screens.edits import CreateScreen
from ssk_portal.screens.lists import ListScreen


class DutyList(ListScreen):
    """Provinces by duties of one year; all on one page."""

    model = Region
    permission = "board.province"
    template_name = "milestones/list.html"
    table_class = DutyTable
    filterset_class = DutyFilter
    title = gettext_lazy("Yearly duties of the provinces")
    lead = gettext_lazy("What each province does every year for the programme: filled in by the province, reviewed by the centre.")
    empty_text = gettext_lazy("No duties have been begun yet.")
    create_url = "milestones:duty_begin"
    create_label = gettext_lazy("Begin a year")
    create_permission = "duty.begin"
    per_page = 60

    def get_filterset(self, rows):
        asked = self.request.GET.copy()
        if self.years:
            # The box names the year that is shown.
            asked["year"] = self.year
        return self.filterset_class(asked, queryset=rows, request=self.request, years=self.years)

    @cached_property
    def years(self) -> list[tuple[int, str]]:
        return years(self.request)

    @cached_property
    def year(self) -> int:
        """The year that is asked for, else this year, else the newest that was begun."""
        asked, known = asked_number(self.request.GET.get("year", "")), [year for year, _label in self.years]
        if asked in known:
            return asked
        this = timezone.localdate().year
        return this if this in known or not known else known[0]

    def get_queryset(self):
        duties = Progress.objects.duties().filter(region=OuterRef("pk"), year=self.year)
        return Region.objects.within(self.request.user.region).provinces().filter(Exists(duties))

    def get_table(self, rows):
        found: dict[int, dict[int, Progress]] = {}
        duties = Progress.objects.visible_to(self.request.user).duties().filter(year=self.year).order_by("milestone__number").for_lists()
        for row in duties:
            found.setdefault(row.region_id, {})[row.milestone.number] = row
        provinces = list(rows)
        for province in provinces:
            province.duties = found.get(province.pk, {})
        milestones = {row.milestone.number: row.milestone for row in duties}
        return self.table_class(provinces, request=self.request, extra_columns=columns_of([milestones[number] for number in sorted(milestones)]))

    def export_name(self) -> str:
        return f"tugas-tahunan-provinsi-{self.year}"

    def get_context_data(self, **kwargs):
        title = _("Yearly duties of the provinces %(year)s") % {"year": self.year}
        return super().get_context_data(**kwargs) | {"tabs": tabs(self.request.user, "duties"), "title": title}


class DutyBegin(CreateScreen):
    """First what each province would get, then the drafts."""

    model = Progress
    permission = "duty.begin"
    form_class = DutyBeginForm
    template_name = "milestones/duty_begin.html"
    title = gettext_lazy("Begin the yearly duties of the provinces")

    def form_valid(self, form):
        if "confirm" in self.request.POST and form.new_count:
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form, plan=form.plan))

    def saved_before(self) -> bool:
        """A year that was begun gives nothing new."""
        return False

    def write(self, form):
        made = begin_duties(form.cleaned_data["year"], by=self.request.user)
        self.done = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", len(made)) % {"count": len(made)}
        self.year = form.cleaned_data["year"]
        return made[0] if made else None

    def get_success_url(self):
        return f"{reverse('milestones:duty_list')}?year={self.year}"

    def get_context_data(self, **kwargs):
        home = reverse("milestones:duty_list")
        trail = crumbs((_("Yearly duties of the provinces"), home), (self.title, None))
        return super().get_context_data(**{"breadcrumbs": trail, "cancel_url": home, **kwargs})
