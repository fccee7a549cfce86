"""The attendance list by Excel."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.attendance.columns import attendance_columns
from ssk_portal.clinics.attendance.keeping import check_open, locked_roll, take_over
from ssk_portal.clinics.attendance.roll import Roll
from ssk_portal.clinics.attendance.rows import AttendancePlan, row_of
from ssk_portal.clinics.models import Attendance
from ssk_portal.clinics.views.attendance import UnderClinic
from ssk_portal.screens.sheets.screen import ImportScreen


class AttendanceImport(UnderClinic, ImportScreen):
    permission = "clinic.change"
    title = _("Attendance list from Excel")
    lead = _("For many people at once. Anyone not in the sheet stays as they are.")
    sheet_title = _("Attendance list")
    how_to = (
        _("A row is a person. The sheet holds the people on the list now; add rows below for others."),
        _("A row without a code is taken for the person of that name and institution, if they are on the list already."),
        _("Nobody is taken off the list by leaving a row out."),
    )

    @property
    def file_name(self):
        return f"daftar-hadir-{self.clinic.file_stem}"

    def people(self):
        """All on the list; whom a sheet names may be the host's."""
        return Attendance.objects.filter(clinic=self.clinic).select_related("institution__region", "district")

    def get_columns(self):
        return attendance_columns(self.clinic, hosts=self.hosts)

    def get_rows(self):
        mine = self.people() if self.hosts else self.people().filter(district=self.request.user.region_id)
        return [row_of(row) for row in mine]

    def plan(self, sheet):
        return AttendancePlan(self.clinic, Roll(self.people()), sheet, own=None if self.hosts else self.request.user.region).changes()

    def lock(self):
        locked_roll(self.clinic)

    def carry_out(self, changes):
        check_open(self.clinic)
        take_over((change.value for change in changes), by=self.request.user)

    def get(self, request, *args, **kwargs):
        check_open(self.clinic)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        # Before the sheet is read: no preview is shown of what cannot be done.
        check_open(self.clinic)
        return super().post(request, *args, **kwargs)
