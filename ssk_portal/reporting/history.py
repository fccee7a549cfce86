"""The history of one row as a page."""

from django.apps import apps
from django.http import Http404

from ssk_portal.audit.timeline import history_of
from ssk_portal.common.records import Record
from ssk_portal.screens.base import PageScreen, row_or_404


class RowHistory(PageScreen):
    """Who changed this row, when, from what to what, and why: for whoever sees the row."""

    permission = "history.view"
    template_name = "reporting/row_history.html"

    def get_context_data(self, **kwargs):
        row = row_or_404(self._model().objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        region = getattr(row, "reach_region", None) or self.request.user.region
        # Contacts of an institution are read inside its province only; its history tells no more.
        hidden = row.fields_hidden_from(self.request.user) if hasattr(row, "fields_hidden_from") else ()
        told = row.history_told_to(self.request.user) if hasattr(row, "history_told_to") else None
        return super().get_context_data(row=row, entries=history_of(row, hidden=hidden, only=told), zone=region.time_zone, **kwargs)

    def _model(self):
        try:
            model = apps.get_model(self.kwargs["app_label"], self.kwargs["model"])
        except LookupError:
            raise Http404 from None
        if not issubclass(model, Record) or not hasattr(model._default_manager, "visible_to"):
            raise Http404
        return model
