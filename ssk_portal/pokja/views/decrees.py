"""The screens of a decree, and its scan."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from ssk_portal.documents.actions import hand_out
from ssk_portal.pokja.actions import save_decree
from ssk_portal.pokja.forms import DecreeForm
from ssk_portal.pokja.models import Decree, Pokja
from ssk_portal.pokja.views.corrections import PokjaPartDelete
from ssk_portal.screens.base import RowScreen, row_or_404
from ssk_portal.screens.edits import CreateScreen, UpdateScreen


class DecreeWrite:
    """Creating and changing a decree write alike."""

    permission = "pokja.change"
    model = Decree
    form_class = DecreeForm

    def write(self, form):
        return save_decree(form.instance, scan=form.new_scan, remove_scan=form.removes_scan, by=self.request.user)


class DecreeCreate(DecreeWrite, CreateScreen):
    parent_model = Pokja
    parent_field = "pokja"

    def get_title(self):
        return _("New decree of %(pokja)s") % {"pokja": self.parent}


class DecreeUpdate(DecreeWrite, UpdateScreen):
    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region", "scan")

    def get_title(self):
        return _("Change %(name)s") % {"name": self.object}


class DecreeDelete(PokjaPartDelete):
    model = Decree

    def after_delete(self, row):
        return row.pokja.get_absolute_url()


class DecreeScan(RowScreen):
    """The scanned decree: for whoever may read the decree."""

    permission = "pokja.view"
    http_method_names = ["get", "head"]
    model = Decree

    def get(self, request, pk):
        decree = row_or_404(self.get_queryset().select_related("scan"), pk=pk)
        if decree.scan is None:
            raise Http404
        return hand_out(decree.scan)
