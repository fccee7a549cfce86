"""Whether a sheet is the template that is asked for: its kind, its edition, its year."""

from django.utils.translation import gettext as _

from ssk_portal.indicators.template.vocabulary import EDITION, KINDS, Vocabulary
from ssk_portal.screens.sheets.reading import Row, Sheet


def tell_marks(sheet: Sheet, rows: list[Row], vocabulary: Vocabulary) -> None:
    """Add a fault for each row of another kind, edition or year; rows without a mark were added by hand."""
    marks = {row.number: row.values["mark"] for row in rows if row.values.get("mark")}
    if rows and not marks and not any(row.cells["mark"] for row in rows):
        sheet.add_fault(_("This is not a template of the portal, or its mark was taken out. Take a new template and copy what you filled in."), column="mark")
        return
    years = {year for _kind, year, _edition in marks.values()}
    for row in rows:
        own = {marks[row.number][1]} if row.number in marks else years
        if sentence := _why_not(marks.get(row.number), vocabulary):
            sheet.add_fault(sentence, row=row.number, column="mark")
        elif own and (year := row.values.get("year")) and year not in own:
            said = {"year": year, "years": ", ".join(map(str, sorted(own)))}
            sheet.add_fault(_("This template is for %(years)s, not for %(year)s. Take the template of that year.") % said, row=row.number, column="year")


def _why_not(mark, vocabulary: Vocabulary) -> str:
    if mark is None:
        return ""
    kind, _year, edition = mark
    if KINDS.get(kind) is not vocabulary.model:
        return _("This row comes from another template. Send achievements and targets on their own pages.")
    if edition != EDITION:
        return _("This template is of another edition than the portal's. Take a new one and copy what you filled in.")
    return ""
