"""The papers of a Pokja, to print and to sign."""

from django.utils.text import slugify

from ssk_portal.common.pdf import paper
from ssk_portal.pokja.forms.days import DayForm
from ssk_portal.pokja.member_list import member_list
from ssk_portal.pokja.models import Pokja
from ssk_portal.screens.base import RowScreen, row_or_404


class PokjaPrint(RowScreen):
    """The member list with a place for each signature, today's or as of `?per=2024-12-31`; `?isi=kosong` has lines to fill in by hand."""

    permission = "pokja.view"
    http_method_names = ["get", "head"]
    model = Pokja

    def get(self, request, pk):
        pokja = row_or_404(self.get_queryset().select_related("region").prefetch_related("decrees"), pk=pk)
        form = DayForm(request.GET)
        day = form.cleaned_data["per"] if form.is_valid() else None
        blank = request.GET.get("isi") == "kosong"
        name = f"daftar-anggota{'-kosong' if blank else ''}-{slugify(pokja.name)[:60]}.pdf"
        return paper(member_list(pokja, day, blank=blank), name)
