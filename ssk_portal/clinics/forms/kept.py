"""What a form must not lose: a text that nobody touched stays as it is kept, and a name follows its link."""

import re
from decimal import Decimal
from difflib import SequenceMatcher

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ssk_portal.clinics.numbering import Numbering
from ssk_portal.common.fields import LinesInput
from ssk_portal.common.numbers import number as told_number
from ssk_portal.screens.forms import PortalForm, one_line


class NumbersInput(forms.CharField):
    """Clinic numbers in a row: `3`, `3, 7`, `3 & 7`."""

    def __init__(self, **kwargs):
        for unused in ("base_field", "max_length"):
            kwargs.pop(unused, None)
        # A list as default would have its former value sent along unseen; no page of ours does, so it always looked changed.
        super().__init__(**kwargs | {"show_hidden_initial": False})
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        words = [word for word in re.split(r"[\s,;&+]+", (value or "").strip()) if word and word not in ("dan", "and")]
        if not all(re.fullmatch("[0-9]{1,3}", word) for word in words):
            raise ValidationError(_("Write the numbers with a comma between them: 3 or 3, 7."))
        return [int(word) for word in words]

    def has_changed(self, initial, data):
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


class KeptTexts:
    """A model form for published facts: what comes back the way it was shown is taken as untouched.

    A browser alters line ends and takes line breaks out of a box of one line; an empty box may
    mean null or an empty text; 39.470 comes back as 39.47.
    """

    def clean(self):
        super().clean()
        self.new, self.kept_lists = self.instance.pk is None, set()
        for name, field in self.fields.items():
            given = self.cleaned_data.get(name)
            if isinstance(given, Decimal) and given == getattr(self.instance, name):
                self.cleaned_data[name] = getattr(self.instance, name)
            elif name in self.cleaned_data and isinstance(field, forms.CharField) and hasattr(self.instance, name):
                self.cleaned_data[name] = self._kept(name, field, _line_ends(given))
        return self.cleaned_data

    def _kept(self, name, field, given):
        kept = getattr(self.instance, name)
        if not self.new and _as_sent(field, given) == _as_sent(field, field.to_python(_line_ends(field.prepare_value(kept)))):
            if isinstance(kept, list):
                self.kept_lists.add(name)
            return kept
        if given == "" and self.instance._meta.get_field(name).null:
            return None
        return with_kept_entries(kept, given, field.to_python) if isinstance(field, LinesInput) else given

    def _get_validation_exclusions(self):
        """A list that nobody touched may hold what nobody would type, such as an empty line."""
        return super()._get_validation_exclusions() | self.kept_lists


# Of what is typed; published texts are kept whole, however long.
LONGEST_LINE, LONGEST_TEXT = 1_000, 20_000


class KeptForm(KeptTexts, PortalForm):
    """A form of the room.

    `follows` names texts "as written" that stand for a link: {link: {column: name of the row}}.
    They are filled in where they are empty on a new row, and follow when a person picks
    another link; a link given to a text that had none leaves the text as the source wrote it.
    """

    follows: dict = {}

    def clean(self):
        super().clean()
        self._check_lengths()
        for link, names in self.follows.items():
            self._follow(link, names)
        return self.cleaned_data

    def _check_lengths(self):
        """A page or a paper has no room for endless texts; one that nobody touched stays."""
        for name, field in self.fields.items():
            given = self.cleaned_data.get(name)
            most = LONGEST_LINE if isinstance(field.widget, forms.TextInput) else LONGEST_TEXT
            text = "\n".join(map(str, given)) if isinstance(given, list) else given
            if isinstance(text, str) and len(text) > most and given != getattr(self.instance, name, None):
                self.add_error(name, _("At most %(most)s characters fit here; this has %(number)s.") % {"most": told_number(most), "number": told_number(len(text))})

    def _follow(self, link, names):
        row = self.cleaned_data.get(link)
        before = getattr(self.instance, f"{link}_id")
        moved = row is not None and before is not None and row.pk != before and not self.new
        for column, name_of in names.items():
            untouched = column not in self.fields or self.cleaned_data.get(column) == getattr(self.instance, column)
            empty = self.cleaned_data.get(column) in (None, "")
            if row is not None and column not in self.errors and ((moved and untouched) or (empty and self.new)):
                self.cleaned_data[column] = name_of(row)

    def check_clinics(self, column, year, *, another_year=False):
        """Whether the scheme of that year has the numbers that were typed, or all where the year is another one now."""
        numbers = self.cleaned_data.get(column)
        if numbers and (another_year or column in self.changed_data) and (sentence := Numbering().why_not_clinics(numbers, year)):
            self.add_error(column, as_sentence(sentence))

    def check_milestone(self, column, year):
        """The same for a milestone."""
        milestone = self.cleaned_data.get(column)
        if milestone and column in self.changed_data and (sentence := Numbering().why_not_milestone(milestone, year)):
            self.add_error(column, as_sentence(sentence))


def as_sentence(words: str) -> str:
    """What `Numbering` says, as it stands alone."""
    return f"{capfirst(words)}."


def with_kept_entries(kept: list[str], given: list[str], lines_of) -> list[str]:
    """The lines `given` for a list, in which an entry that nobody touched stays whole.

    `lines_of` says as which lines an entry is shown: one may have line breaks or blanks around it.
    """
    shown = [(place, line) for place, entry in enumerate(kept) for line in lines_of(entry)]
    entries, untouched = [], {}
    for first, at, size in SequenceMatcher(None, [line for _place, line in shown], given, autojunk=False).get_matching_blocks():
        for number in range(first, first + size):
            place = shown[number][0]
            count = len(lines_of(kept[place]))
            begins = number == 0 or shown[number - 1][0] != place
            if begins and number + count <= first + size:
                untouched[at + number - first] = (kept[place], count)
    number = 0
    while number < len(given):
        entry, count = untouched.get(number, (given[number], 1))
        entries.append(entry)
        number += count
    return entries


def _as_sent(field, value):
    """A text as a browser sends it back: a box of one line has no line breaks, and other signs that do not show are taken out."""
    return one_line(value.replace("\n", "")) if isinstance(value, str) and isinstance(field.widget, forms.TextInput) else value


def _line_ends(value):
    return re.sub("\r\n?", "\n", value).strip() if isinstance(value, str) else value
