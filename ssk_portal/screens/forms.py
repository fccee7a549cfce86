"""Forms of the portal: sections, help beside the work, a reason where one is asked, the row's version."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db import IntegrityError
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import NoCircle

REASON = "change_reason"


def helper(form, sections=()) -> FormHelper:
    """The crispy helper: the template brings the form tag, key and buttons."""
    crispy = FormHelper()
    crispy.form_tag = False
    crispy.disable_csrf = True
    if sections:
        named = {field for _title, fields in sections for field in fields}
        rest = [field for field in form.fields if field not in named]
        shown = ((title, [field for field in fields if field in form.fields]) for title, fields in sections)
        crispy.layout = Layout(*(Fieldset(title, *fields) for title, fields in shown if fields), *rest)
    return crispy


def reason_field() -> forms.CharField:
    """Asked of who writes in a row of a level below."""
    return forms.CharField(
        label=_("Reason for the correction"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Kept in the history, where everyone who sees this row can read it.")
    )


# Signs that show nothing: line breaks, tabulators and other control characters, and those that turn round what others read.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+\s*")


def one_line(text: str) -> str:
    """`text` without signs that do not show: a browser sends no line break from a box of one line, others may."""
    return UNSEEN.sub(" ", text)


class OneLine:
    """A form in whose boxes of one line one line is typed, whoever sends it."""

    def _widget_data_value(self, widget, html_name):
        value = super()._widget_data_value(widget, html_name)
        return one_line(value) if isinstance(value, str) and isinstance(widget, forms.TextInput) else value


class OneLineForm(OneLine, forms.ModelForm):
    """A form of the administration pages."""


class PortalForm(OneLine, forms.ModelForm):
    """A form for one row.

    `user` is who fills it in; `parent` the row that a new one is put under. A screen asks
    for a reason (`ask_reason`) when somebody from another level corrects the row.
    """

    sections: tuple = ()
    how_to: tuple = ()

    def __init__(self, *args, user, parent=None, ask_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.parent = user, parent
        if ask_reason:
            self.fields[REASON] = reason_field()
        self.narrow()
        for field in self.fields.values():
            _name_blank(field)

    def narrow(self):
        """Narrow the choices to what `self.user` may choose. Rooms fill this in."""

    @property
    def helper(self):
        return helper(self, self.sections)

    @property
    def reason(self) -> str:
        return self.cleaned_data.get(REASON, "")

    def add_integrity_error(self, error: IntegrityError):
        """Say in words what the database refused; an unknown refusal is raised again."""
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        for rule in [*self._meta.model._meta.constraints, *_told_by_triggers(self._meta.model)]:
            if rule.name == name:
                place = getattr(rule, "field", None)
                self.add_error(place if place in self.fields else None, _sentence_of(rule, self.instance))
                return
        raise error


def _sentence_of(rule, row):
    """What the person is told; a unique constraint without a sentence of its own names its fields."""
    if isinstance(rule, UniqueConstraint) and rule.fields and rule.violation_error_message == rule.default_violation_error_message:
        return row.unique_error_message(type(row), rule.fields)
    return rule.get_violation_error_message()


def _told_by_triggers(model) -> list[NoCircle]:
    """The triggers of `model` that refuse like a constraint, with a sentence of their own."""
    return [trigger for trigger in getattr(model._meta, "triggers", ()) if isinstance(trigger, NoCircle)]


def _name_blank(field):
    """The choice that chooses nothing says so in a word instead of a row of dashes."""
    word = _("– choose –") if field.required else _("– none –")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label is not None:
            field.empty_label = word
    elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        field.choices = [(value, word if value == "" else label) for value, label in field.choices]


class ReasonForm(forms.Form):
    """Asks for nothing, but for a reason where a level above writes."""

    def __init__(self, *args, ask_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if ask_reason:
            self.fields[REASON] = reason_field()

    @property
    def helper(self):
        return helper(self)

    @property
    def reason(self) -> str:
        return self.cleaned_data.get(REASON, "")


class DeleteForm(ReasonForm):
    """What deleting asks."""


class DateInput(forms.DateInput):
    """The browser's own date field; typed dates are understood where it has none."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
