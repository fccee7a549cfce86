"""The members of a Pokja in and out by sheet."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.forms.days import DayForm
from ssk_portal.pokja.lists import FormerFilter, FormerTable
from ssk_portal.pokja.members.actions import take_over_members
from ssk_portal.pokja.members.columns import member_columns, rows_of
from ssk_portal.pokja.members.plan import MembersPlan
from ssk_portal.pokja.models import Member, Pokja, Position
from ssk_portal.pokja.structure import former_of
from ssk_portal.regions.days import today_in
from ssk_portal.screens.base import RowScreen, row_or_404, row_to_change
from ssk_portal.screens.exports import export
from ssk_portal.screens.lists import ListScreen
from ssk_portal.screens.sheets.screen import ImportScreen


def seats_of(pokja: Pokja, day: date) -> list[Position]:
    """The seats that stand on `day`, with who sat, sits or will sit in them."""
    return list(Position.objects.filter(pokja=pokja).on(day).select_related("institution__region", "decree").prefetch_related("members"))


class MemberImport(ImportScreen):
    permission = "pokja.change"
    lead = _("For many members at once. Anyone not in the sheet stays as they are.")
    sheet_title = _("Members")
    how_to = (
        _("A row is a seat and who sits in it. The sheet holds the seats as they stand today; add rows below for new ones."),
        _("For a successor, overwrite the person and write the first day under “since”: the one before then leaves on the day before."),
        _("Where only the name is overwritten, it is taken as a correction of the same person's name."),
        _("Nothing is deleted by leaving a row out. A member who leaves without a successor keeps the row, with the last day under “until”."),
    )

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            pokjas = Pokja.objects.visible_to(request.user).select_related("region").prefetch_related("decrees")
            self.pokja = row_to_change(pokjas, request.user, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def title(self):
        return _("Members of %(pokja)s from Excel") % {"pokja": self.pokja}

    @property
    def file_name(self):
        return f"anggota-{self.pokja.region.code}"

    def get_columns(self):
        self.seats = seats_of(self.pokja, today_in(self.pokja.region))
        return member_columns(self.pokja, self.seats)

    def get_rows(self):
        return rows_of(self.seats, self.pokja, who=lambda member: not member.has_left)

    def plan(self, sheet):
        return MembersPlan(self.pokja, self.seats, sheet).changes()

    def lock(self):
        Pokja.objects.select_for_update().get(pk=self.pokja.pk)
        for rows in (Position.objects.filter(pokja=self.pokja), Member.objects.filter(position__pokja=self.pokja)):
            list(rows.select_for_update(of=("self",)).values_list("pk"))

    def carry_out(self, changes):
        take_over_members((row for change in changes for row in change.value), by=self.request.user)

    def asks_reason(self):
        return self.request.user.region.is_above(self.pokja.region)

    def get_success_url(self):
        return f"{self.pokja.get_absolute_url()}#members"

    def get_context_data(self, **kwargs):
        return super().get_context_data(parent=self.pokja, **kwargs)


class MemberFormer(ListScreen):
    """Everybody who has left a Pokja: decrees come and go, and their members are many."""

    permission = "pokja.view"
    model = Pokja
    table_class = FormerTable
    filterset_class = FormerFilter
    in_reach_only = False
    lead = _("People who sat in a seat of this Pokja and have left. Anyone who sits again under another decree is not listed.")
    empty_text = _("Nobody has left yet.")

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            self.pokja = row_or_404(Pokja.objects.visible_to(request.user).select_related("region"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return former_of(self.pokja, today_in(self.pokja.region)).visible_to(self.request.user)

    def get_table(self, rows):
        table = super().get_table(rows)
        table.leads = self.request.user.may("pokja.change") and self.may_edit(self.pokja)
        return table

    def export_name(self):
        return f"mantan-anggota-{self.pokja.pk}"

    def get_context_data(self, **kwargs):
        trail = [("Pokja", reverse("pokja:pokja_list")), (self.pokja, self.pokja.get_absolute_url()), (_("Former members"), None)]
        context = super().get_context_data(breadcrumbs=trail, **kwargs)
        return context | {"title": _("Former members of %(pokja)s") % {"pokja": self.pokja}}


class MemberExport(RowScreen):
    """Who sits in the Pokja today, or on the day that is asked for, as a file.

    Whoever may read a Pokja is inside its province or speaks for the country: contacts stand in it.
    """

    permission = "pokja.view"
    http_method_names = ["get", "head"]
    model = Pokja

    def get(self, request, pk):
        pokja = row_or_404(self.get_queryset().select_related("region"), pk=pk)
        asked, today = DayForm(request.GET), today_in(pokja.region)
        day = (asked.is_valid() and asked.cleaned_data["per"]) or today
        seats = seats_of(pokja, day)
        columns = member_columns(pokja, seats)[1:]  # the code is for the way back
        lines = ([row.get(column.name) for column in columns] for row in rows_of(seats, pokja, who=lambda member: member.sits_on(day)))
        name = f"anggota-{pokja.region.code}" if day == today else f"anggota-{pokja.region.code}-per-{day}"
        return export([[column.heading for column in columns], *lines], kind="xlsx", name=name)
