"""The room in the Django admin: schemes are kept here too; events for repair."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.forms.kept import KeptTexts
from ssk_portal.clinics.models import (
    Agreement,
    Attendance,
    CalendarFeed,
    CheckInPage,
    Clinic,
    ClinicFile,
    ClinicReport,
    ClinicType,
    InvitedInstitution,
    Outcome,
    OutputCheck,
    Participation,
    Preparation,
    QuotedFigure,
    Scheme,
    Session,
    Speaker,
)
from ssk_portal.screens.admin import ChoicesInUse, PortalAdmin, ReadOnlyAdmin, ReferenceAdmin, ScopedInline
from ssk_portal.screens.forms import OneLineForm


class ClinicTypeInline(ScopedInline):
    model = ClinicType
    fields = ["number", "name_id", "name_en", "held_at", "basis", "source"]
    show_change_link = True


@admin.register(Scheme)
class SchemeAdmin(ReferenceAdmin):
    list_display = ["name_id", "name_en", "code", "valid_from", "valid_to"]
    list_filter = [("valid_to", admin.EmptyFieldListFilter)]
    search_fields = ["code", "name_id", "name_en"]
    inlines = [ClinicTypeInline]


class PreparationInline(ScopedInline):
    model = Preparation
    autocomplete_fields = ["milestone"]


@admin.register(ClinicType)
class ClinicTypeAdmin(ReferenceAdmin):
    list_display = ["__str__", "name_en", "scheme", "held_at", "basis"]
    list_filter = ["scheme", "basis", "held_at"]
    list_select_related = ["scheme"]
    autocomplete_fields = ["scheme"]
    search_fields = ["name_id", "name_en"]
    inlines = [PreparationInline]


@admin.register(Preparation)
class PreparationAdmin(ReferenceAdmin):
    list_display = ["clinic_type", "milestone", "basis"]
    list_filter = ["basis", "clinic_type__scheme"]
    list_select_related = ["clinic_type", "milestone"]
    autocomplete_fields = ["clinic_type", "milestone"]
    search_fields = ["clinic_type__name_id", "milestone__name_id", "source"]


class KeptAdminForm(KeptTexts, OneLineForm):
    """Published facts stay as they are kept where nobody touched them, in the admin too."""


@admin.register(Clinic)
class ClinicAdmin(PortalAdmin):
    form = KeptAdminForm
    list_display = ["slug", "title", "kind", "region", "date_start", "programme_year"]
    list_filter = ["kind", "programme_year", "mode", "host_level", "scheme", ("region__level", ChoicesInUse)]
    list_select_related = ["region"]
    search_fields = ["slug", "title", "host", "city", "region__name", "participations__name"]
    autocomplete_fields = ["region", "host_institution", "scheme"]
    date_hierarchy = "date_start"


class PartAdmin(PortalAdmin):
    """A row under an event."""

    form = KeptAdminForm
    list_select_related = ["clinic"]
    autocomplete_fields = ["clinic"]


@admin.register(Participation)
class ParticipationAdmin(PartAdmin):
    list_display = ["name", "kind", "district", "clinic", "role", "milestone"]
    list_filter = ["role", "kind", "milestone", ("district", admin.EmptyFieldListFilter)]
    list_select_related = ["clinic", "district"]
    autocomplete_fields = ["clinic", "district"]
    search_fields = ["name", "district__name", "clinic__title"]


@admin.register(InvitedInstitution)
class InvitedInstitutionAdmin(PartAdmin):
    list_display = ["name", "institution", "clinic"]
    list_filter = [("institution", admin.EmptyFieldListFilter)]
    list_select_related = ["clinic", "institution"]
    autocomplete_fields = ["clinic", "institution"]
    search_fields = ["name", "clinic__title"]


@admin.register(Session)
class SessionAdmin(PartAdmin):
    list_display = ["title", "day", "starts", "clinic"]
    list_filter = ["day"]
    search_fields = ["title", "clinic__title"]


@admin.register(Speaker)
class SpeakerAdmin(PartAdmin):
    list_display = ["name", "post", "role", "clinic"]
    list_filter = ["role"]
    autocomplete_fields = ["clinic", "session"]
    search_fields = ["name", "post", "clinic__title"]


@admin.register(QuotedFigure)
class QuotedFigureAdmin(PartAdmin):
    list_display = ["indicator_as_written", "region_as_written", "year", "shown_value", "kind", "clinic"]
    list_filter = ["kind", "year", ("region", admin.EmptyFieldListFilter), ("indicator", admin.EmptyFieldListFilter)]
    autocomplete_fields = ["clinic", "region", "indicator"]
    search_fields = ["indicator_as_written", "region_as_written", "clinic__title"]

    @admin.display(description=_("value"), ordering="value")
    def shown_value(self, figure):
        """With its unit, as the portal writes it."""
        return figure.shown_value


@admin.register(Agreement)
class AgreementAdmin(PartAdmin):
    list_display = ["text", "district", "due", "state", "clinic"]
    list_filter = ["state", "due"]
    list_select_related = ["clinic", "district"]
    autocomplete_fields = ["clinic", "district", "institution", "milestone", "requirement"]
    search_fields = ["text", "in_charge", "clinic__title"]
    readonly_fields = ["document"]


@admin.register(Outcome)
class OutcomeAdmin(PartAdmin):
    list_display = ["text", "kind", "district", "clinic"]
    list_filter = ["kind"]
    list_select_related = ["clinic", "district"]
    autocomplete_fields = ["clinic", "session", "district"]
    search_fields = ["text", "clinic__title"]


@admin.register(OutputCheck)
class OutputCheckAdmin(PartAdmin):
    list_display = ["text", "reached", "clinic"]
    list_filter = ["reached"]
    search_fields = ["text", "evidence", "clinic__title"]


@admin.register(Attendance)
class AttendanceAdmin(PartAdmin):
    list_display = ["name", "institution_as_written", "institution", "state", "origin", "clinic"]
    list_filter = ["state", "origin", ("institution", admin.EmptyFieldListFilter)]
    list_select_related = ["clinic", "institution"]
    autocomplete_fields = ["clinic", "institution", "district"]
    search_fields = ["name", "institution_as_written", "clinic__title"]

    def get_fields(self, request, obj=None):
        hidden = obj.fields_hidden_from(request.user) if obj else ()
        return [field for field in super().get_fields(request, obj) if field not in hidden]


@admin.register(CheckInPage)
class CheckInPageAdmin(ReadOnlyAdmin):
    """Whether it is open, to look at; its address stands on the event's own page."""

    list_display = ["clinic", "closed_at"]
    list_filter = [("closed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["clinic"]
    search_fields = ["clinic__title"]
    exclude = ["token"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """Whether there is one: the own, to look at. It is made and ended on its own page."""

    list_display = ["user"]
    list_filter = ["user__role"]
    list_select_related = ["user"]
    search_fields = ["user__name"]
    exclude = ["name"]


@admin.register(ClinicFile)
class ClinicFileAdmin(ReadOnlyAdmin):
    """What was given, to look at: it is given and taken away on the event's page."""

    list_display = ["__str__", "kind", "clinic"]
    list_filter = ["kind"]
    list_select_related = ["clinic", "document"]
    search_fields = ["caption", "document__name", "clinic__title"]


@admin.register(ClinicReport)
class ClinicReportAdmin(ReadOnlyAdmin):
    """States change by the steps of review alone."""

    list_display = ["clinic", "state", "state_since", "submitted_by", "decided_by", "published_at"]
    list_filter = ["state", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["clinic", "submitted_by", "decided_by"]
    search_fields = ["clinic__title", "summary"]
