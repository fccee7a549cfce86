"""The screens of a decree, and its scan."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.documents.actions import hand_out
from ssk_portal.pokja.actions import save_decree
from ssk_portal.pokja.forms import DecreeForm
from ssk_portal.pokja.forms.decrees import DecreeDeleteForm
from ssk_portal.pokja.models import Decree, Member, Pokja
from ssk_portal.pokja.scans import scans_of
from ssk_portal.pokja.views.corrections import PokjaPartDelete, UnderPokja
from ssk_portal.screens.base import DetailScreen, RowScreen, row_or_404
from ssk_portal.screens.edits import CreateScreen, UpdateScreen


class DecreeWrite(UnderPokja):
    """Creating and changing a decree write alike."""

    permission = "pokja.change"
    model = Decree
    form_class = DecreeForm

    def write(self, form):
        return save_decree(form.instance, scan=form.new_file, remove_scan=form.removes_file, by=self.request.user)


class DecreeCreate(DecreeWrite, CreateScreen):
    parent_model = Pokja
    parent_field = "pokja"

    def get_title(self):
        return _("New decree of %(pokja)s") % {"pokja": self.parent}


class DecreeUpdate(DecreeWrite, UpdateScreen):
    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region", "scan")


class DecreeDelete(PokjaPartDelete):
    """Its seats and their members go with it: whoever deletes them says so."""

    model = Decree
    template_name = "pokja/decree_delete.html"
    form_class = DecreeDeleteForm

    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region", "supersedes")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"seats": self.seats.count()}

    @property
    def seats(self):
        return self.object.positions.all()

    def get_context_data(self, **kwargs):
        members = Member.objects.filter(position__decree=self.object)
        return super().get_context_data(seat_count=self.seats.count(), member_count=members.count(), title=_("Delete the decree"), **kwargs)

    def after_delete(self, row):
        return row.pokja.get_absolute_url()


class DecreeScan(RowScreen):
    """The scanned decree: for whoever may read the decree. With `document` one that it had before."""

    permission = "pokja.view"
    http_method_names = ["get", "head"]
    model = Decree

    def get(self, request, pk, document=None):
        decree = row_or_404(self.get_queryset().select_related("scan"), pk=pk)
        if document is None:
            scan = decree.scan
        else:
            scan = next((version.document for version in scans_of(decree) if version.document.pk == document), None)
        if scan is None:
            raise Http404
        return hand_out(scan)


class DecreeScans(DetailScreen):
    """Every scan that a decree ever had, the newest first."""

    permission = "pokja.view"
    model = Decree
    template_name = "pokja/decree_scans.html"

    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region")

    def get_context_data(self, **kwargs):
        decree = self.object
        return super().get_context_data(
            title=_("Scans of %(decree)s") % {"decree": decree},
            breadcrumbs=[("Pokja", reverse("pokja:pokja_list")), (decree.pokja, decree.get_absolute_url()), (_("Scans"), None)],
            versions=scans_of(decree),
            zone=decree.pokja.region.time_zone,
            **kwargs,
        )
