"""What a filled-in template would do: each row's figure, what becomes different, what is wrong, what is odd.

A row is told again by its code, else by what it is about and who published it, so the same
file a second time changes nothing. Nothing is deleted by leaving a row or a cell out.
"""

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ssk_portal.indicators.checks import out_of_range, warn
from ssk_portal.indicators.filling import begun, fill, hold, may_fill
from ssk_portal.indicators.models import Area, Target
from ssk_portal.indicators.models.achievements import NUMBERS
from ssk_portal.indicators.template.columns import FILLED
from ssk_portal.indicators.template.differing import differ
from ssk_portal.indicators.template.marks import tell_marks
from ssk_portal.indicators.template.soundness import faults_in
from ssk_portal.indicators.template.standing import Standing
from ssk_portal.indicators.template.vocabulary import Vocabulary
from ssk_portal.screens.sheets.preview import Change
from ssk_portal.screens.sheets.reading import Row, Sheet


class FigurePlan:
    """Compares the rows of a template with the figures that stand; `locked` holds these until the changes are written."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, *, locked: bool = False):
        self.vocabulary, self.sheet, self.model = vocabulary, sheet, vocabulary.model
        self.headings = {column.name: column.heading for column in sheet.columns}
        self.filled = [row for row in sheet.rows if any(row.cells.get(name) for name in FILLED)]
        self.readable = [row for row in self.filled if sheet.is_readable(row)]
        self.standing = Standing(vocabulary, self.readable, locked=locked)
        self.spoken: dict[Any, int] = {}  # a figure or what a new one is about: the row that speaks of it
        self.answers: dict[int, str] = {}  # by row: what is answered to the warnings of its figure
        self.corrects = False  # whether a published figure would become another one: then a reason is asked

    def changes(self) -> list[Change]:
        """A change for each filled-in row. What is wrong is added to the faults of the sheet."""
        tell_marks(self.sheet, self.filled, self.vocabulary)
        found = [change for row in self.readable if (change := self._change(row))]
        self._tell_twice(found)
        if not self.filled and not self.sheet.faults:
            self.sheet.add_fault(_("Nothing is filled in: no row holds a value."))
        return found if self.sheet.faults else self._warned(found)

    def _fault(self, row: Row, column: str, message: str) -> None:
        self.sheet.add_fault(message, row=row.number, column=column)

    def _change(self, row: Row) -> Change | None:
        if faults := faults_in(row, self.model):
            for column, sentence in faults:
                self._fault(row, column, sentence)
            return None
        figure = self._figure(row)
        if figure is None or not self._spoken_once(row, figure):
            return None
        is_new = figure._state.adding
        different = differ(figure, row.values, self.headings)
        answer = self._answer(row, figure, different)
        if (different or answer) and not self._may_write(row, figure, different | answer):
            return None
        self.corrects |= bool(different) and not is_new and figure.is_published
        return Change(row.number, _about(figure), is_new, tuple(different.values()), figure)

    def _answer(self, row: Row, figure, different) -> dict[str, str]:
        """The answer to the warnings; one that stands on the figure already is given anew only where not all of them are answered by it (`_told`)."""
        answer = row.values.get("answer", "")
        if not answer:
            return {}
        stands = _is_of(figure, answer) and not different.keys() & set(NUMBERS)
        if stands and self._forbidden(figure, {"answer"}):
            return {}
        self.answers[row.number] = answer
        return {} if stands else {"answer": answer}

    def _figure(self, row: Row):
        """The figure that the row speaks of, or a new one; None where that cannot be told."""
        values = row.values
        about = {"indicator": values["indicator"], "region": values["region"], "year": values["year"], "area": values["area"] or Area.TOTAL}
        if self.model is Target:
            about["layer"] = values["layer"]
        if values["code"]:
            found = self.standing.by_code.get(values["code"])
            if found is None or any(getattr(found, name) != value for name, value in about.items()):
                self._fault(row, "code", _("No figure of this code is about this row. Leave the cell empty in a row that you add."))
                return None
            return found
        like = self.standing.like(about, values)
        if len(like) > 1:
            self._fault(row, "publisher", _("There are several figures of this publisher. Take a new template, in which each has its code."))
            return None
        return like[0] if like else begun(self.model, by=self.vocabulary.user, **about)

    def _spoken_once(self, row: Row, figure) -> bool:
        about = figure.pk or (*figure.group_key, row.values["publisher"], row.values["source"], row.values.get("framework"))
        first = self.spoken.setdefault(about, row.number)
        if first != row.number:
            self._fault(row, "value", _("Row %(row)s speaks of the same figure. Keep one of them.") % {"row": first})
        return first == row.number

    def _may_write(self, row: Row, figure, different: dict[str, str]) -> bool:
        """Rights, locks and rules, as the form of one figure asks them."""
        faults = self._forbidden(figure, different) or self._wrong(figure, different)
        for column, sentence in faults.items():
            self._fault(row, column, sentence)
        return not faults

    def _forbidden(self, figure, different) -> dict[str, str]:
        user, region = self.vocabulary.user, figure.region
        if may_fill(user, region, published=figure.is_published):
            return dict.fromkeys(different, figure.why_locked) if figure.why_locked else {}
        if figure.is_published and user.region_id == region.pk:
            return {"publisher": _("A published figure is kept by the centre.")}
        return {"region": self._not_ours(region)}

    def _not_ours(self, region) -> str:
        if self.vocabulary.user.region.reaches(region):
            return _("Figures of %(region)s are entered by the region itself. Hand the template over, or empty the row.") % {"region": region.full_name}
        return _("%(region)s is not your region. Remove the row or empty it.") % {"region": region.full_name}

    def _wrong(self, figure, different) -> dict[str, str]:
        faults = figure.faults()
        if "publisher" in different and figure.publisher and not self.vocabulary.names_publisher(figure.publisher):
            faults["publisher"] = _("What “%(publisher)s” publishes is entered by the centre. Name who counted it here.") % {"publisher": figure.publisher}
        if figure.is_published and not figure.source:
            faults["source"] = self._refused_by("published_has_source")
        return faults

    def _tell_twice(self, changes: list[Change]) -> None:
        """No two figures say the same in the end; rows that change their values with each other do not stand in each other's way."""
        rows = {id(change.value): change.row for change in changes if change.does_something}
        for figure in self.standing.said_twice([change.value for change in changes if change.does_something]):
            self.sheet.add_fault(self._refused_by("once"), row=rows[id(figure)], column="value")

    def _refused_by(self, name: str) -> str:
        """The sentence of a constraint: many rows are written without asking each of them."""
        return next(str(rule.violation_error_message) for rule in self.model._meta.constraints if rule.name.endswith(f"{self.model._meta.model_name}_{name}"))

    def _warned(self, changes: list[Change]) -> list[Change]:
        """The changes with their warnings: written for a moment, so that the checks see the rows beside each other as they will stand."""
        if self.model is Target:
            # Of a draft it is a fault; what was published is kept as it is.
            return [
                replace(change, warnings=(odd,)) if change.does_something and (odd := out_of_range(change.value.indicator, change.value.value)) else change for change in changes
            ]
        doing = [change.value for change in changes if change.does_something]
        asked = [change.value for change in changes if change.does_something or change.row in self.answers]
        if not asked:
            return changes
        new = [figure for figure in doing if figure._state.adding]
        try:
            with transaction.atomic():
                hold({figure.region_id for figure in doing})
                fill(doing, by=self.vocabulary.user)
                warn(asked)
                transaction.set_rollback(True)
        except IntegrityError:  # somebody else wrote the same at this moment, and was quicker
            self.sheet.add_fault(_("Somebody wrote the same figures at this moment. Send the sheet once more."))
            return []
        for figure in new:
            figure.pk, figure._state.adding = None, True
        return [self._told(change) if change.does_something or change.row in self.answers else change for change in changes]

    def _told(self, change: Change) -> Change:
        """The change with the warnings that stand on its figure, and with the answer to all of them that its row gives."""
        figure, answer = change.value, self.answers.get(change.row)
        if answer and _is_of(figure, answer) and not figure.unanswered:
            answer = None
        told = replace(change, warnings=tuple(map(str, figure.warnings))) if answer or change.does_something else change
        if not answer:
            return told
        if not figure.warnings:
            self.sheet.add_fault(_("This figure has no warning, so there is nothing to answer. Empty the cell."), row=change.row, column="answer")
            return told
        figure.take_answer(answer, by=self.vocabulary.user)
        return replace(told, differences=(*told.differences, f"{self.headings['answer']}: {answer}"))


def _is_of(figure, answer: str) -> bool:
    """Whether `answer`, as a cell holds it, stands on `figure` already."""
    return answer == " ".join(figure.answer.split())


def _about(figure) -> str:
    parts = [str(figure), figure.get_area_display() if figure.area != Area.TOTAL else "", str(figure.layer) if isinstance(figure, Target) else ""]
    return " · ".join(filter(None, parts))
