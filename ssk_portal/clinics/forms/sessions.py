"""The form of a session: when, where, and who speaks in it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.parts import PartForm
from ssk_portal.clinics.models import Session, Speaker
from ssk_portal.common.fields import LinesInput
from ssk_portal.screens.forms import DateInput


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class SessionForm(PartForm):
    speakers = forms.ModelMultipleChoiceField(Speaker.objects.none(), label=gettext_lazy("Speakers"), required=False, widget=forms.CheckboxSelectMultiple)
    new_speakers = LinesInput(
        label=gettext_lazy("Further speakers"), required=False, help_text=gettext_lazy("One a line, name and post with a semicolon between: Dr. Siti, M.T.; Kepala Bappeda")
    )
    sections = (
        (gettext_lazy("Session"), ["title", "day", "starts", "ends", "room"]),
        (gettext_lazy("Who speaks"), ["speakers", "new_speakers"]),
        (gettext_lazy("Minutes"), ["minutes"]),
    )

    class Meta:
        model = Session
        fields = ["title", "day", "starts", "ends", "room", "minutes"]
        widgets = {"day": DateInput, "starts": TimeInput, "ends": TimeInput}

    def narrow(self):
        people = Speaker.objects.filter(clinic=self.clinic).select_related("session")
        self.fields["speakers"].queryset = people
        self.fields["speakers"].label_from_instance = self._person
        self.initial["speakers"] = [one.pk for one in people if self.instance.pk and one.session_id == self.instance.pk]
        if not people:
            del self.fields["speakers"]
        self.fields["starts"].help_text = _("Local time of the host (%(zone)s)") % {"zone": self.clinic.region.get_time_zone_display()}
        if self.clinic.days and self.instance.pk is None:
            self.initial["day"] = self.clinic.days[0]

    def _person(self, one) -> str:
        """Who, and where the person speaks already: ticked here, that is given up."""
        elsewhere = _("now in “%(session)s”") % {"session": one.session} if one.session_id and one.session_id != self.instance.pk else ""
        return " · ".join(filter(None, [one.name, one.post, elsewhere]))

    def clean_new_speakers(self):
        people = [tuple(part.strip() for part in line.partition(";")[::2]) for line in self.cleaned_data["new_speakers"]]
        if any(not name for name, _post in people):
            raise ValidationError(_("Write the name before the semicolon."))
        return people

    def save(self, commit=True):
        session = super().save(commit)
        chosen = {one.pk for one in self.cleaned_data.get("speakers") or []}
        for one in Speaker.objects.filter(clinic=self.clinic):
            told = session.pk if one.pk in chosen else None if one.session_id == session.pk else one.session_id
            if told != one.session_id:
                one.session_id = told
                one.save(update_fields=["session"])
        last = self.clinic.speakers.aggregate(last=Max("order"))["last"]
        for order, (name, post) in enumerate(self.cleaned_data.get("new_speakers") or [], 0 if last is None else last + 1):
            Speaker.objects.create(clinic=self.clinic, session=session, order=order, name=name, post=post or None, role="speaker")
        return session
