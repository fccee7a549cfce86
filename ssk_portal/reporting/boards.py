"""The board of a province and of the country, as pages."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from ssk_portal.reporting import board, figures
from ssk_portal.review.states import State
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.exports import export


class Board(PageScreen):
    """Where every district stands: the country's board for the centre, the own province's for a province."""

    permission = "board.province"
    template_name = "reporting/board.html"

    def get(self, request, code=None, **kwargs):
        self.region = self._region(code)
        self.filters = self._filters()
        self.cells = board.cells_of(self.region)
        self.shown = self.filters.narrow(self.cells)
        self.numbers = board.numbers_of(self.shown)
        if request.GET.get("ekspor") in ("xlsx", "csv"):
            return export(board.table(self.shown, self.numbers), kind=request.GET["ekspor"], name=f"papan-{self.region.code}")
        return super().get(request, **kwargs)

    def _region(self, code):
        """The own region or the province of that code; in the same statement comes what waits longest there."""
        own = self.request.user.region
        if code is None and own.is_country and not self.request.user.may("board.country"):
            raise PermissionDenied
        region, self.oldest = figures.looked_at(code or own.code) if own.is_country or code in (None, own.code) else (None, None)
        if region is None or (code and region.is_country):
            raise Http404
        return region

    def _filters(self):
        cohort, state = self.request.GET.get("angkatan", ""), self.request.GET.get("status", "")
        return board.Filters(int(cohort) if cohort.isdecimal() and len(cohort) == 4 else None, state if state in State.values else "")

    def get_context_data(self, **kwargs):
        counted, body = board.counts(self.shown), board.body_of(self.shown, self.numbers)
        return super().get_context_data(
            region=self.region,
            filters=self.filters,
            cohorts=board.cohorts(self.cells),
            states=board.SHOWN,
            legend=board.legend(),
            counts=[(state, label, counted[state]) for state, label in board.SHOWN if counted[state]],
            numbers=self.numbers,
            figures=figures.context(self.region, self.shown, self.numbers, self.oldest, today=True),
            body=body,
            **kwargs,
        )
