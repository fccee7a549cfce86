"""Forms of the attendance list: one person, all of them at once, and what participants say of themselves."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.attendance.keeping import Mark
from ssk_portal.clinics.forms.parts import PartForm, institutions_near
from ssk_portal.clinics.models import Attendance, AttendanceState, Gender
from ssk_portal.pokja.choices import InstitutionField
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import helper, one_line
from ssk_portal.screens.suggest import SuggestInput

# Blanks without width and marks of direction: a name of nothing else cannot be seen on the list.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
LONGEST = Attendance._meta.get_field("represented_by").max_length


class AttendanceForm(PartForm):
    sections = (
        (gettext_lazy("Who"), ["name", "post", "institution", "institution_as_written", "district", "telephone", "gender"]),
        (gettext_lazy("Attendance"), ["state", "represented_by"]),
    )

    class Meta:
        model = Attendance
        fields = ["name", "post", "institution", "institution_as_written", "district", "telephone", "gender", "state", "represented_by"]
        field_classes = {"institution": InstitutionField}
        help_texts = {
            "institution_as_written": gettext_lazy("Only where the institution cannot be chosen above."),
            "telephone": gettext_lazy("Read inside the host's province and the person's own, and by the centre."),
            "gender": gettext_lazy("Only for the count; may stay empty."),
        }

    def narrow(self):
        self.fields["institution"].offer(institutions_near(self.clinic, kept=self.instance.institution_id), instead=self.fields["institution_as_written"].label)
        if self.user.region.reaches(self.clinic.region):
            self.fields["district"].queryset = Region.objects.districts().filter(participations__clinic=self.clinic).distinct()
        else:
            # A district keeps its own people.
            del self.fields["district"]
            self.instance.district = self.user.region


@dataclass
class Line:
    """One row of the page on which all are marked."""

    row: Attendance
    state: str
    represented_by: str
    seen: str
    error: str = ""

    @property
    def choices(self):
        return [(value, label, value == self.state) for value, label in AttendanceState.choices]


class Marking:
    """Everybody with their state, as shown or as it was typed. What stood on the page comes back beside what was chosen."""

    def __init__(self, rows, typed=None):
        self.typed = typed
        self.lines = [self._line(row) for row in rows]

    def _line(self, row) -> Line:
        seen = _seen(row.state, row.represented_by)
        if self.typed is None or f"s-{row.pk}" not in self.typed:
            return Line(row, row.state, row.represented_by, seen)
        line = Line(row, self.typed[f"s-{row.pk}"], " ".join(self.typed.get(f"b-{row.pk}", "").split()), self.typed.get(f"w-{row.pk}", seen))
        line.error = _fault(line)
        return line

    def marks(self) -> dict[int, Mark]:
        return {line.row.pk: Mark(line.state, line.represented_by, (state, name)) for line in self.lines for state, _bar, name in [line.seen.partition("|")]}

    def all_present(self) -> None:
        """Everybody of whom nothing is told yet is shown as present; nothing is written."""
        for line in self.lines:
            if line.state == AttendanceState.EXPECTED:
                line.state = AttendanceState.PRESENT

    @property
    def faults(self) -> list[Line]:
        return [line for line in self.lines if line.error]

    def tell_changed(self, others: dict[int, Attendance]) -> None:
        """Say at each row that somebody else changed what stands there now; saved once more, the choice counts."""
        for line in self.lines:
            if now := others.get(line.row.pk):
                line.seen = _seen(now.state, now.represented_by)
                line.error = _("Changed in the meantime by somebody else to “%(state)s”. Save once more if your choice is right.") % {"state": now.get_state_display()}


def _seen(state: str, represented_by: str) -> str:
    return f"{state}|{represented_by}"


def _fault(line: Line) -> str:
    if line.state not in AttendanceState.values or "\x00" in line.represented_by:
        return _("Choose one of the states.")
    if line.state == AttendanceState.REPRESENTED:
        if not line.represented_by:
            return _("Say by whom the person was represented.")
        return _("At most %(count)s characters fit here.") % {"count": LONGEST} if len(line.represented_by) > LONGEST else ""
    if line.represented_by and _seen("", line.represented_by)[1:] != line.seen.partition("|")[2]:
        return _("A representative is named: choose “represented by another”, or empty the box.")
    line.represented_by = ""
    return ""


class PlainChar(forms.CharField):
    """A text on one line, kept as it was typed but for line breaks, double blanks and signs that do not show."""

    def to_python(self, value):
        text = super().to_python(value)
        return text if "\0" in text else " ".join(INVISIBLE.sub("", one_line(text)).split())


def says_something(text: str) -> None:
    """Dots and dashes name nobody."""
    if not any(sign.isalnum() for sign in text):
        raise ValidationError(_("Write it in letters."))


class CheckInForm(forms.Form):
    """What a participant says on the QR page. The names of the boxes are those that phones fill in by themselves."""

    name = PlainChar(label=gettext_lazy("Your full name"), max_length=150, validators=[says_something], widget=forms.TextInput(attrs={"autocomplete": "name"}))
    institution = PlainChar(
        label=gettext_lazy("Your institution"), max_length=200, validators=[says_something], widget=SuggestInput,
        help_text=gettext_lazy("Begin to type and choose from the list, or write it as it is called."),
    )  # fmt: skip
    post = PlainChar(label=gettext_lazy("Your post"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization-title"}))
    telephone = PlainChar(
        label=gettext_lazy("Telephone"), required=False, max_length=30, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        validators=[RegexValidator(r"^[0-9+()\s./-]*$", gettext_lazy("Write the number with digits: 0812 3456 7890."))],
        help_text=gettext_lazy("May stay empty."),
    )  # fmt: skip
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"), required=False, choices=[("", gettext_lazy("not stated")), *Gender.choices], widget=forms.RadioSelect,
        help_text=gettext_lazy("Only for the count; may stay empty."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that my data is used in this way."),
        error_messages={"required": gettext_lazy("Without this tick your data cannot be recorded. The committee can also write you on a paper list.")},
    )

    def __init__(self, *args, suggested=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].widget.choices = suggested

    @property
    def helper(self):
        return helper(self)
