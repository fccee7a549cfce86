"""The report of an event: its page, the form, the steps of review, publishing, the paper to sign."""

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.agreements import agreements_of, show_to
from ssk_portal.clinics.forms.report import ReportForm
from ssk_portal.clinics.models import Attendance, Clinic, ClinicFile, ClinicReport, Outcome, OutcomeKind, OutputCheck, Participation, QuotedFigure, Session
from ssk_portal.clinics.models.attendance import CAME
from ssk_portal.clinics.models.report import Contents
from ssk_portal.clinics.papers.report import report_paper
from ssk_portal.clinics.publishing import may_publish, publish, withdraw_publication
from ssk_portal.clinics.reports import begin, outputs_of, report_of, waiting_for, write
from ssk_portal.clinics.standing import standing_of
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.clinics.views.tabs import tabs_of
from ssk_portal.common.errors import NotNow
from ssk_portal.common.nested import nested, unnest
from ssk_portal.common.pdf import paper
from ssk_portal.review.actions import advance
from ssk_portal.review.screens import AdvanceScreen, CommentScreen, review_context
from ssk_portal.review.states import State
from ssk_portal.screens.base import DetailScreen, RowScreen, row_or_404, row_to_change
from ssk_portal.screens.conflicts import Difference
from ssk_portal.screens.edits import StepScreen, UpdateScreen

DECIDED = (State.RETURNED, State.APPROVED, State.HISTORICAL)


class ReportDetail(DetailScreen):
    permission = "clinic.view"
    change_permission = "clinic.change"
    model = Clinic
    template_name = "clinics/report_detail.html"

    def get_queryset(self):
        own = {"clinic": OuterRef("pk")}
        return (
            super()
            .get_queryset()
            .select_related("region__province", *(f"report__{person}" for person in ("submitted_by", "reviewer", "decided_by", "published_by")))
            .annotate(
                agenda=nested(Session.objects.filter(**own)),
                named=nested(Participation.objects.filter(**own), "district"),
                came_out=nested(Outcome.objects.filter(**own), "session", "district"),
                said=nested(OutputCheck.objects.filter(**own)),
                given=nested(ClinicFile.objects.filter(**own), "document", "session"),
                attended=Exists(Attendance.objects.filter(**own, state__in=CAME)),
            )
            .prefetch_related(
                Prefetch("agreements", agreements_of(self.request.user)),
                Prefetch("quoted", QuotedFigure.objects.select_related("indicator", "region")),
            )
        )

    def get_context_data(self, **kwargs):
        clinic, user = self.object, self.request.user
        show_to(user, clinic.agreements.all())
        report = report_of(clinic)
        report.contents = self._contents(clinic)
        files = unnest(ClinicFile, clinic.given, "document", "session")
        return super().get_context_data(
            **review_context(report, user),
            report=report,
            standing=standing_of(clinic),
            contents=report.contents,
            information=[row for row in report.contents.outcomes if row.kind == OutcomeKind.INFORMATION],
            decisions=[row for row in report.contents.outcomes if row.kind == OutcomeKind.DECISION],
            outputs=outputs_of(clinic, report.contents.checks),
            files_count=len(files),
            photos=[file for file in files if file.is_shown],
            files=[file for file in files if not file.is_shown],
            own_region=user.region_id if user.may("agreement.change") else None,
            publishes=may_publish(report, user) and report.state == State.APPROVED,
            next_waiting=self._next_waiting(report),
            tabs=tabs_of(clinic, "clinics:report_detail", self.request),
            zone=clinic.region.get_time_zone_display(),
            row_zone=clinic.region.time_zone,
            steps_url=reverse("clinics:report_step", args=[clinic.pk, "x"]).removesuffix("x/"),
            comment_url=reverse("clinics:report_comment", args=[clinic.pk]),
            breadcrumbs=trail((str(clinic), clinic.get_absolute_url()), (_("Report"), None)),
            **kwargs,
        )

    def _next_waiting(self, report) -> ClinicReport | None:
        """After a decision: the report that has waited longest for whoever decided."""
        if report.state not in DECIDED or not may_publish(report, self.request.user):
            return None
        return waiting_for(self.request.user).select_related("clinic").first()

    def _contents(self, clinic) -> Contents:
        return Contents(
            sessions=unnest(Session, clinic.agenda),
            participations=unnest(Participation, clinic.named, "district"),
            outcomes=unnest(Outcome, clinic.came_out, "session", "district"),
            agreements=list(clinic.agreements.all()),
            checks=unnest(OutputCheck, clinic.said),
            attended=clinic.attended,
        )


class OfReport(RowScreen):
    """A screen on the report of the event that the address names; nobody need have begun it."""

    model = Clinic

    def get_queryset(self):
        return super().get_queryset().select_related("region__parent", "region__province", "report")

    def find(self, pk) -> ClinicReport:
        return report_of(row_or_404(self.get_queryset(), pk=pk))


class ReportUpdate(OfReport, UpdateScreen):
    """The summary, and what is said of each expected output. The first save begins the report."""

    permission = "clinic.change"
    form_class = ReportForm
    template_name = "clinics/clinicreport_form.html"
    conflict_form = "clinics/clinicreport_form.html"
    title = gettext_lazy("Write the report")

    def get_object(self, queryset=None):
        clinic = row_to_change(self.get_queryset(), self.request.user, pk=self.kwargs["pk"])
        report = begin(clinic, by=self.request.user) if getattr(self.request, "form_key_claimed", False) else report_of(clinic)
        self.object = report
        if report.why_locked:
            raise NotNow(report.why_locked)
        return report

    def write(self, form):
        return write(form.instance, form.said, by=self.request.user)

    def differences(self, form, fresh):
        found = super().differences(form, fresh)
        now = {output.text: output.check for output in outputs_of(fresh.clinic, list(fresh.clinic.output_checks.all()))}
        for text, (reached, evidence) in form.said.items():
            check = now.get(text)
            typed, stands = _in_words(reached, evidence), _in_words(check.reached, check.evidence) if check else "–"
            if typed != stands:
                found.append(Difference(text, typed, stands))
        return found

    def get_context_data(self, **kwargs):
        clinic = self.object.clinic
        crumbs = trail((str(clinic), clinic.get_absolute_url()), (_("Report"), self.object.get_absolute_url()), (self.title, None))
        return super().get_context_data(**{"breadcrumbs": crumbs, "last_return": self.object.last_return, "row_zone": clinic.region.time_zone, **kwargs})


def _in_words(reached: str, evidence: str) -> str:
    label = OutputCheck(reached=reached).get_reached_display() if reached else ""
    return "\n".join(filter(None, [str(label), evidence])) or "–"


class ReportStep(OfReport, AdvanceScreen):
    permission = "clinic.view"

    def take(self, row, step, *, note):
        if row.pk is None:
            row = begin(row.clinic, by=self.request.user)
        return advance(row, step, by=self.request.user, note=note)


class ReportComment(OfReport, CommentScreen):
    def find(self, pk):
        report = super().find(pk)
        return begin(report.clinic, by=self.request.user) if report.pk is None and self.request.form_key_claimed else report


class Publishing(OfReport, StepScreen):
    permission = "clinic.review"

    def get_object(self, queryset=None):
        return report_of(row_or_404(self.get_queryset(), pk=self.kwargs["pk"]))


class ReportPublish(Publishing):
    done = gettext_lazy("The report is public now.")

    def take(self, row):
        publish(row, by=self.request.user)


class ReportWithdraw(Publishing):
    done = gettext_lazy("The report is not public any more.")

    def take(self, row):
        withdraw_publication(row, by=self.request.user)


class ReportPrint(OfReport):
    """The official report (berita acara) to sign, as the event stands now."""

    permission = "clinic.view"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        clinic = row_or_404(self.get_queryset(), pk=pk)
        return paper(report_paper(clinic), f"berita-acara-{clinic.file_stem}.pdf")
