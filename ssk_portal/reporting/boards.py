"""The board of a province and of the country, as pages: today's, and as it stood on an earlier day."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.regions.models import Region
from ssk_portal.reporting import board, board_body, board_provinces, board_sheet, board_then
from ssk_portal.reporting.board_asked import Filters, Order
from ssk_portal.reporting.board_frame import Asked, frame_of
from ssk_portal.reporting.board_provinces import ProvinceOrder
from ssk_portal.reporting.board_top import top_of
from ssk_portal.screens.base import PageScreen, row_or_404
from ssk_portal.screens.exports import asked_kind, export


class Board(PageScreen):
    """Where every district stands: the country's board for the centre, the own province's for a province."""

    permission = "board.province"
    template_name = "reporting/board.html"

    def get(self, request, code=None, **kwargs):
        self.region = self._region(code)
        self.as_of = board_then.AsOf.read(request.GET)
        # The country's districts, or its provinces with their counts.
        self.summed = self.region.is_country and request.GET.get("tampilan") == "provinsi"
        self.filters, self.order = Filters.read(request.GET), (ProvinceOrder if self.summed else Order).read(request.GET)
        self.cells = self._cells()
        self.provinces = {board.code_of(cell): board.name_of(cell) for cell in self.cells if board.kind_of(cell) == board.PROVINCE} or {self.region.code: self.region.name}
        found = self.filters.narrow(self.cells)
        self.shown = found if self.summed else self.order.sort(found)
        self.numbers = board.numbers_of(self.shown)
        if kind := asked_kind(request):
            return self._export(kind)
        page = super().get(request, **kwargs)
        # A page's context is a circle that holds the view: thousands of tuples would lie about in it until somebody clears up.
        del self.cells, self.shown
        return page

    def _region(self, code):
        """The own region, or the province of that code."""
        own = self.request.user.region
        if code is None and own.is_country and not self.request.user.may("board.country"):
            raise PermissionDenied
        return own if code is None else row_or_404(Region.objects.provinces().within(own), code=code)

    def _cells(self):
        """Today's cells, or those of the day that is asked for; none of a day before the history."""
        self.first_day = board_then.first_day() if self.as_of.day else None
        if not self.as_of.day:
            return board.cells_of(self.region)
        return board_then.cells_then(self.region, self.as_of.day) if self.first_day and self.first_day <= self.as_of.day else []

    @property
    def day(self):
        return self.as_of.day or timezone.localdate()

    @property
    def title(self) -> str:
        return _("Board of %(region)s") % {"region": self.region}

    @property
    def told(self) -> list[tuple[str, str]]:
        """The filters and the order in words, as on paper and above a file's headings."""
        order = [(_("Sorted by"), self.order.in_words)] if self.order.key else []
        return [*self.filters.in_words(self.provinces), *order]

    def _lines(self):
        """The provinces with their counts, where they are asked for."""
        return self.order.arrange(board_provinces.lines_of(self.shown), self.numbers) if isinstance(self.order, ProvinceOrder) else []

    def _asked(self) -> Asked:
        """What stands around the rows is made of this: filters, tabs and headings."""
        return Asked(
            path=self.request.path,
            provinces=tuple(self.provinces.items()) if self.region.is_country else (),
            cohorts=tuple(board.cohorts(self.cells)),
            numbers=tuple(self.numbers),
            all_numbers=tuple(board.numbers_of(self.cells)),
            filters=self.filters,
            order=self.order,
            as_of=self.as_of,
            summed=self.summed,
        )

    def _export(self, kind):
        parts = ["papan", self.region.code, *(["provinsi"] if self.summed else []), *self.filters.in_file_name()]
        parts += self.order.in_file_name()
        parts += ["per"] if self.as_of.day else []
        rows = board_provinces.sheet(self._lines(), self.numbers) if self.summed else board_sheet.sheet(self.shown, self.numbers, self.provinces)
        return export(rows, kind=kind, name="-".join(parts), above=board_sheet.said(self.title, self.day, self.told), day=self.day)

    def get_context_data(self, **kwargs):
        unknown = bool(self.as_of.day) and not self.cells
        body = board_body.body_of(self.shown, self.numbers, self.provinces if self.order.key and self.region.is_country else None)
        lines, asked = self._lines(), self._asked()
        return super().get_context_data(
            region=self.region,
            title=self.title,
            day=self.day,
            told=self.told,
            as_of=self.as_of,
            unknown=unknown,
            first_day=self.first_day,
            summed=self.summed,
            frame=frame_of(asked),
            legend=board_body.legend(),
            top="" if unknown else top_of(self.region, self.cells, self.shown, body, asked),
            body=body,
            numbers=self.numbers,
            lines=[(line, line.figures(self.numbers)) for line in lines],
            total=board_provinces.total(lines).figures(self.numbers) if self.summed else [],
            **kwargs,
        )
