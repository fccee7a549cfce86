"""Screens of what belongs to an event: each row is added, changed and deleted from the event's page."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.forms import parts, sessions
from ssk_portal.clinics.models import Clinic, InvitedInstitution, Participation, QuotedFigure, Session, Speaker
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.common.errors import NotNow
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen


class ToReport:
    """Once the row is gone the report is shown, where it stood."""

    def after_delete(self, row):
        return row.get_absolute_url()


class PartCreate(CreateScreen):
    permission = "clinic.change"
    parent_model = Clinic
    parent_field = "clinic"

    def get_parents(self):
        return super().get_parents().select_related("region", "report")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=trail((str(self.parent), self.parent.get_absolute_url()), (self.title, None)), **kwargs)


class PartUpdate(UpdateScreen):
    permission = "clinic.change"

    def get_queryset(self):
        return super().get_queryset().select_related("clinic__region", "clinic__report")

    def get_context_data(self, **kwargs):
        clinic = self.object.clinic
        return super().get_context_data(breadcrumbs=trail((str(clinic), clinic.get_absolute_url()), (self.get_title(), None)), **kwargs)

    def keeps_all(self) -> bool:
        """Whether the whole row is this person's to change: it is the host's, until the report is submitted."""
        clinic = self.object.clinic
        return not clinic.why_locked and self.may_edit(clinic)


class PartDelete(DeleteScreen):
    permission = "clinic.change"

    def get_queryset(self):
        return super().get_queryset().select_related("clinic__region", "clinic__report")

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        if not self.may_delete(row):
            raise PermissionDenied
        if sentence := row.clinic.why_locked:
            raise NotNow(sentence)
        return row

    def may_delete(self, row) -> bool:
        """A district writes its own outcome; the row itself is the host's."""
        return self.may_edit(row.clinic)

    def asks_reason(self, row) -> bool:
        return self.request.user.region.is_above(row.reach_region)

    def after_delete(self, row):
        return row.clinic.get_absolute_url()

    def get_context_data(self, **kwargs):
        clinic = self.object.clinic
        return super().get_context_data(breadcrumbs=trail((str(clinic), clinic.get_absolute_url()), (_("Delete"), None)), **kwargs)


class ParticipationCreate(PartCreate):
    model = Participation
    form_class = parts.ParticipationForm
    title = _("Add a district")


class ParticipationUpdate(PartUpdate):
    model = Participation
    title = _("Change the participation")

    def get_form_class(self):
        return parts.ParticipationForm if self.keeps_all() else parts.OwnParticipationForm


class ParticipationDelete(PartDelete):
    model = Participation


class InvitedInstitutionCreate(PartCreate):
    model = InvitedInstitution
    form_class = parts.InvitedForm
    title = _("Add an institution")


class InvitedInstitutionUpdate(PartUpdate):
    model = InvitedInstitution
    form_class = parts.InvitedForm
    title = _("Change the institution")


class InvitedInstitutionDelete(PartDelete):
    model = InvitedInstitution


class SessionCreate(PartCreate):
    model = Session
    form_class = sessions.SessionForm
    title = _("Add a session")


class SessionUpdate(PartUpdate):
    model = Session
    form_class = sessions.SessionForm
    title = _("Change the session")


class SessionDelete(PartDelete):
    model = Session


class SpeakerCreate(PartCreate):
    model = Speaker
    form_class = parts.SpeakerForm
    title = _("Add a person")


class SpeakerUpdate(PartUpdate):
    model = Speaker
    form_class = parts.SpeakerForm
    title = _("Change the person")


class SpeakerDelete(PartDelete):
    model = Speaker


class QuotedFigureCreate(PartCreate):
    model = QuotedFigure
    form_class = parts.QuotedForm
    title = _("Add a quoted figure")


class QuotedFigureUpdate(PartUpdate):
    model = QuotedFigure
    form_class = parts.QuotedForm
    title = _("Change the quoted figure")


class QuotedFigureDelete(ToReport, PartDelete):
    model = QuotedFigure
