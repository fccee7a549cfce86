"""Screens of the attendance list of an event."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from ssk_portal.audit.actors import because
from ssk_portal.clinics.attendance.counts import counts_of
from ssk_portal.clinics.attendance.keeping import check_open, mark, may_keep, prefill
from ssk_portal.clinics.attendance.lists import AttendanceFilter, AttendanceTable
from ssk_portal.clinics.forms.attendance import AttendanceForm, Marking
from ssk_portal.clinics.models import Attendance, Clinic
from ssk_portal.clinics.papers.attendance import BLANK_LINES, MOST_LINES, attendance_sheet
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.clinics.views.parts import PartCreate, PartDelete, PartUpdate
from ssk_portal.clinics.views.tabs import tabs_of
from ssk_portal.common.numbers import is_key
from ssk_portal.common.pdf import paper
from ssk_portal.screens import kept
from ssk_portal.screens.base import Screen, row_or_404
from ssk_portal.screens.forms import ReasonForm
from ssk_portal.screens.lists import ListScreen

MOST_MARKED = 1_000  # rows on the page that marks all; a form holds at most 5,000 fields


class UnderClinic(Screen):
    """A screen under one event. `must_keep` asks whether the person keeps people on its list."""

    must_keep = True
    kwargs: dict

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission) and self.must_keep and not may_keep(self.clinic, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def clinic(self) -> Clinic:
        rows = Clinic.objects.visible_to(self.request.user).select_related("region__province", "host_institution", "report", "checkin_page")
        return row_or_404(rows, pk=self.kwargs["pk"])

    @property
    def hosts(self) -> bool:
        """Whether the person stands in the host's region or above it."""
        return self.request.user.region.reaches(self.clinic.region)

    def asks_reason(self) -> bool:
        return self.request.user.region.is_above(self.clinic.region)

    def get_success_url(self):
        return Attendance(clinic=self.clinic).get_absolute_url()

    def get_context_data(self, **kwargs):
        clinic = self.clinic
        steps = [(str(clinic), clinic.get_absolute_url()), (_("Attendance"), self.get_success_url()), (getattr(self, "title", ""), None)]
        return super().get_context_data(**{"clinic": clinic, "parent": clinic, "breadcrumbs": trail(*steps), **kwargs})


class AttendanceList(UnderClinic, ListScreen):
    permission = "clinic.view"
    model = Attendance
    must_keep = False
    table_class = AttendanceTable
    filterset_class = AttendanceFilter
    template_name = "clinics/attendance_list.html"
    empty_text = _("Nobody is on the list yet. Fill it in from the Pokja and the invitations, or add people one by one.")
    in_reach_only = False

    @property
    def title(self):
        return str(self.clinic)

    def get_queryset(self):
        # The event was looked up in the person's reach.
        return Attendance.objects.visible_to(self.request.user).filter(clinic=self.clinic).select_related("institution", "district")

    def get_table(self, rows):
        return AttendanceTable(rows, request=self.request, clinic=self.clinic, keeper=self.request.user if self.keeps else None)

    @cached_property
    def keeps(self) -> bool:
        return self.request.user.may("clinic.change") and not self.clinic.why_locked and may_keep(self.clinic, self.request.user)

    def export_name(self):
        return f"daftar-hadir-{self.clinic.file_stem}"

    def get_context_data(self, **kwargs):
        clinic, user = self.clinic, self.request.user
        return super().get_context_data(
            tabs=tabs_of(clinic, "clinics:attendance_list", self.request),
            counts=counts_of(clinic),
            keeps=self.keeps,
            can_fill=self.keeps and not self.asks_reason(),
            has_qr=self.hosts and user.may("clinic.change"),
            breadcrumbs=trail((str(clinic), clinic.get_absolute_url()), (_("Attendance"), None)),
            **kwargs,
        )


class AttendanceFill(UnderClinic):
    """Fills the list in from the Pokja and the invitations. Whoever stands above the host corrects single rows, with a reason."""

    permission = "clinic.change"
    http_method_names = ["post"]

    def post(self, request, pk):
        if not request.form_key_claimed or self.asks_reason():
            raise PermissionDenied
        added = prefill(self.clinic, by=request.user)
        told = ngettext("%(count)s row was added to the list.", "%(count)s rows were added to the list.", added) % {"count": added}
        messages.success(request, told if added else _("Everybody of the Pokja and the invitations is on the list already."))
        return redirect(self.get_success_url())


class AttendanceMark(UnderClinic, TemplateView):
    """Everybody on one page: all present by one button, then single ones otherwise, then saved at once."""

    permission = "clinic.change"
    template_name = "clinics/attendance_mark.html"
    title = _("Mark attendance")

    def rows(self):
        rows = Attendance.objects.editable_by(self.request.user).filter(clinic=self.clinic)
        return rows.select_related("institution", "district")[:MOST_MARKED]

    def get(self, request, *args, **kwargs):
        check_open(self.clinic)
        late = kept.kept_form(request)
        kept.say_why(request)
        return self._show(Marking(self.rows(), late["typed"] if late else None))

    def post(self, request, *args, **kwargs):
        check_open(self.clinic)
        kept.forget(request)
        marking, reason = Marking(self.rows(), request.POST), ReasonForm(request.POST, ask_reason=self.asks_reason())
        if "all_present" in request.POST:
            marking.all_present()
            return self._show(marking, all_set=True)
        if marking.faults or not reason.is_valid() or not request.form_key_claimed:
            return self._show(marking, reason)
        with because(reason.reason):
            others = mark(self.clinic, marking.marks(), by=request.user)
        if others:
            # Any answer but a redirect takes all of it back: nothing is saved by halves.
            marking.tell_changed(others)
            return self._show(marking, reason)
        messages.success(request, _("The attendance was saved."))
        return redirect(self.get_success_url())

    def _show(self, marking, reason=None, **context):
        reason = reason or ReasonForm(initial=kept.typed(self.request).dict(), ask_reason=self.asks_reason())
        return self.render_to_response(self.get_context_data(marking=marking, reason=reason, title=self.title, entry_form="entry", most=MOST_MARKED, **context))


class AttendanceCreate(PartCreate):
    model = Attendance
    form_class = AttendanceForm
    title = _("Add a person")

    def get_parent(self, pk):
        clinic = row_or_404(self.get_parents(), pk=pk)
        if not may_keep(clinic, self.request.user):
            raise PermissionDenied
        return clinic


class AttendanceUpdate(PartUpdate):
    model = Attendance
    form_class = AttendanceForm
    title = _("Change the attendance")

    def get_queryset(self):
        return super().get_queryset().select_related("clinic__report", "district")


class AttendanceDelete(PartDelete):
    model = Attendance

    def may_delete(self, row) -> bool:
        return True

    def after_delete(self, row):
        return row.get_absolute_url()


class AttendanceSheet(UnderClinic):
    """The sheet to sign: with the people on the list, or `?isi=kosong&baris=40` with lines to fill in by hand."""

    permission = "clinic.view"
    http_method_names = ["get", "head"]
    must_keep = False

    def get(self, request, pk):
        blank = request.GET.get("isi") == "kosong"
        asked = request.GET.get("baris", "")
        lines = min(max(int(asked), 1), MOST_LINES) if is_key(asked) else BLANK_LINES
        name = f"daftar-hadir{'-kosong' if blank else ''}-{self.clinic.file_stem}.pdf"
        return paper(attendance_sheet(self.clinic, reader=request.user, blank=lines if blank else 0), name)
