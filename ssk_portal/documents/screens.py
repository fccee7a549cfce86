"""The screen that hands out the file of a row."""

from django.http import Http404

from ssk_portal.documents.actions import hand_out
from ssk_portal.screens.base import RowScreen, row_or_404


class FileScreen(RowScreen):
    """The file in `column` of a row, for whoever may see the row; 404 where it has none."""

    http_method_names = ["get", "head"]
    column = "document"
    give = staticmethod(hand_out)

    def get(self, request, pk):
        document = getattr(row_or_404(self.get_queryset().select_related(self.column), pk=pk), self.column)
        if document is None:
            raise Http404
        return self.give(document)
