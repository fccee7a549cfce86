"""The screen of an import: take the sheet, send it back filled in, see what would change, then do it whole."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from ssk_portal.audit.actors import because
from ssk_portal.common.numbers import number
from ssk_portal.common.uploads.kinds import check
from ssk_portal.common.uploads.office import XLSX
from ssk_portal.screens import kept
from ssk_portal.screens.base import Screen
from ssk_portal.screens.forms import REASON, ReasonForm, helper
from ssk_portal.screens.sheets.columns import Column
from ssk_portal.screens.sheets.parts import MOST_ROWS
from ssk_portal.screens.sheets.preview import Change, mark_of, pack, unpack
from ssk_portal.screens.sheets.reading import Sheet, read_sheet
from ssk_portal.screens.sheets.template import CHOICES, HOW_TO, Leaf, template
from ssk_portal.screens.sheets.text import check_csv, csv_template, read_csv

TEMPLATE, CSV = "templat", "csv"  # in the address: the sheet to take away, as a workbook unless it says csv
MOST_PACKED = 2_000_000  # signs of a preview; a form of more than 2.5 million is not taken


class SheetForm(forms.Form):
    """The filled-in sheet; its archive is looked through before anything opens it."""

    file = forms.FileField(label=gettext_lazy("Filled-in sheet"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, *args, most_rows: int, takes_csv: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.takes_csv = takes_csv
        limits = _("Excel (xlsx) or csv up to {limit} MB, at most {rows} rows.") if takes_csv else _("Excel (xlsx) up to {limit} MB, at most {rows} rows.")
        self.fields["file"].help_text = limits.format(limit=settings.UPLOAD_LIMIT_MB, rows=number(most_rows))
        if takes_csv:
            self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"

    @property
    def helper(self):
        return helper(self)

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if self.takes_csv and is_csv(upload):
            check_csv(upload)
        else:
            check(upload, accepted=[XLSX], beside=["csv"] if self.takes_csv else [])
        return upload


def is_csv(upload) -> bool:
    return (upload.name or "").lower().endswith(".csv")


class ConfirmForm(ReasonForm):
    """What was shown, as it goes back."""

    rows = forms.CharField(widget=forms.HiddenInput)


class ImportScreen(Screen, TemplateView):
    """A room says which columns there are, what stands now, what a filled-in sheet would do, and does it."""

    template_name = "generic/import.html"
    title: Any = ""
    lead: Any = ""
    # A lazy text: the sheet is found by its name in every language. At most 31 signs.
    sheet_title: Any
    file_name = "templat"
    template_label: Any = gettext_lazy("Download the sheet (Excel) with what is in the portal now")
    # How many filled-in rows are taken; a room that takes fewer says so in `plan`.
    most_rows = MOST_ROWS
    takes_csv = False
    # What to do about warnings, told above the rows that carry some.
    warned_hint: Any = ""
    how_to: tuple = ()
    # The titles of what `get_leaves` gives, so that they are known when the sheet comes back.
    leaf_titles: tuple = ()

    def get_columns(self) -> tuple[Column, ...]:
        raise NotImplementedError

    def get_rows(self):
        """What stands in the portal, for the sheet to take away: values by name of column."""
        return []

    def get_leaves(self) -> list[Leaf]:
        """Further sheets to take away, which are only read."""
        return []

    def plan(self, sheet: Sheet) -> list[Change]:
        """What the sheet would do. Faults that a single cell does not show are added to the sheet."""
        raise NotImplementedError

    def lock(self) -> None:
        """Lock what the sheet is compared with, so that it stays so until the changes are written."""

    def carry_out(self, changes: list[Change]) -> None:
        """Write the changes that do something, as `self.request.user`."""
        raise NotImplementedError

    def asks_reason(self) -> bool:
        """Whether this person must say why."""
        return False

    def get_success_url(self) -> str:
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if self.wants_template():
            return self.take_away()
        if packed := kept.kept_preview(request, "rows"):
            return self._show_again(packed)
        return super().get(request, *args, **kwargs)

    def wants_template(self) -> bool:
        return TEMPLATE in self.request.GET

    def take_away(self):
        """The sheet with what stands now."""
        columns, rows = self.get_columns(), self.get_rows()
        if self.takes_csv and self.request.GET[TEMPLATE] == CSV:
            return csv_template(columns, rows, name=self.file_name)
        return template(self.sheet_title, columns, rows, self.how_to, name=self.file_name, leaves=self.get_leaves())

    def post(self, request, *args, **kwargs):
        kept.forget(request)
        return self._confirm() if "rows" in request.POST else self._check()

    def _check(self):
        form = self._sheet_form(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        sheet = self._read(form.cleaned_data["file"])
        return self._show(sheet, self._plan(sheet))

    def _sheet_form(self, *sent) -> SheetForm:
        return SheetForm(*sent, most_rows=self.most_rows, takes_csv=self.takes_csv)

    def _read(self, upload) -> Sheet:
        if self.takes_csv and is_csv(upload):
            return read_csv(upload, self.sheet_title, self.get_columns())
        return read_sheet(upload, self.sheet_title, self.get_columns(), beside=(HOW_TO, CHOICES, *self.leaf_titles))

    def _plan(self, sheet) -> list[Change]:
        return self.plan(sheet) if sheet.is_whole else []

    @transaction.atomic
    def _confirm(self):
        """Planned once more, with the rows locked. Where that tells anything but the preview did, it is shown again."""
        request = self.request
        self.lock()
        try:
            sheet, shown = unpack(request.POST["rows"], self.get_columns(), request)
        except signing.BadSignature:
            messages.warning(request, _("This preview is too old. Send the sheet once more; nothing was imported."))
            return redirect(request.get_full_path())
        changes = self._plan(sheet)
        if sheet.faults or mark_of(changes) != shown:
            return self._show_changed(sheet, changes)
        form = ConfirmForm(request.POST, ask_reason=self.asks_reason())
        if not form.is_valid() or not getattr(request, "form_key_claimed", False):
            return self._show(sheet, changes, form)
        doing = [change for change in changes if change.does_something]
        try:
            with transaction.atomic(), because(form.reason):
                self.carry_out(doing)
        except IntegrityError:  # somebody else wrote the same at this moment, and was quicker
            changes = self._plan(sheet)
            if not sheet.faults and mark_of(changes) == shown:
                raise
            return self._show_changed(sheet, changes)
        messages.success(request, ngettext("%(count)s row was imported.", "%(count)s rows were imported.", len(doing)) % {"count": len(doing)})
        return redirect(self.get_success_url())

    def _show_changed(self, sheet, changes):
        messages.warning(self.request, _("Something was changed in the meantime, so nothing was imported. Below is what the sheet would do now."))
        return self._show(sheet, changes)

    def _show_again(self, packed):
        """The preview that was on the page when the session ended or the language was switched."""
        try:
            sheet, _shown = unpack(packed, self.get_columns(), self.request)
        except signing.BadSignature:
            return self.render_to_response(self.get_context_data())
        return self._show(sheet, self._plan(sheet))

    def _show(self, sheet, changes, confirm=None):
        """All faults; where there are none, what would change, to be confirmed."""
        packed = "" if sheet.faults else pack(sheet, changes, self.request)
        if len(packed) > MOST_PACKED:
            sheet.add_fault(_("This sheet holds too much text. Send it in several parts."))
        sheet.faults.sort(key=lambda fault: fault.row or 0)
        if confirm is None:
            typed = kept.typed(self.request).get(REASON, "")
            confirm = ConfirmForm(initial={"rows": packed, REASON: typed}, ask_reason=self.asks_reason())
        return self.render_to_response(self.get_context_data(sheet=sheet, changes=[] if sheet.faults else changes, confirm=confirm))

    def get_context_data(self, *, form=None, changes=(), **kwargs):
        doing = [change for change in changes if change.does_something]
        return super().get_context_data(
            title=self.title,
            lead=self.lead,
            how_to=self.how_to,
            form=form or self._sheet_form(),
            template_label=self.template_label,
            to_confirm=doing,
            added_count=sum(change.is_new for change in doing),
            changed_count=sum(not change.is_new for change in doing),
            unchanged_count=len(changes) - len(doing),
            warned_hint=self.warned_hint,
            warned_count=sum(bool(change.warnings) for change in doing),
            back_url=self.get_success_url(),
            entry_form="entry",
            **kwargs,
        )
