"""The screens of targets."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.checks import out_of_range
from ssk_portal.indicators.forms.figures import TargetForm
from ssk_portal.indicators.lists import TargetFilter, TargetTable
from ssk_portal.indicators.models import Target
from ssk_portal.indicators.views import choosing, figures


class _Target:
    model = Target
    related = ("layer",)


class TargetList(_Target, figures.FigureList):
    table_class = TargetTable
    filterset_class = TargetFilter
    title = _("Targets")
    lead = _("What the plans ask for, layer by layer. Of several values of one layer, one is in force.")
    create_url = "indicators:target_create"
    create_label = _("Add a target")
    current = "targets"


class TargetDetail(_Target, figures.FigureDetail):
    pass


class _TargetWrite(_Target):
    form_class = TargetForm

    def warned_of(self, figure) -> str:
        # A draft out of range is refused; what was published is kept as it is, and may be a slip all the same.
        return out_of_range(figure.indicator, figure.value)


class TargetCreate(_TargetWrite, figures.FigureCreate):
    title = _("Add a target")


class TargetUpdate(_TargetWrite, figures.FigureUpdate):
    pass


class TargetDelete(_Target, figures.FigureDelete):
    pass


class TargetStep(_Target, figures.FigureStep):
    pass


class TargetComment(_Target, figures.FigureComment):
    pass


class TargetFile(_Target, figures.FigureFile):
    pass


class TargetChoose(_Target, choosing.FigureChoose):
    title = _("Put this target in force")


class TargetUnchoose(_Target, choosing.FigureUnchoose):
    pass
