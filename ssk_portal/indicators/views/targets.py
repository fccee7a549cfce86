"""The screens of targets."""

from django.utils.translation import gettext_lazy as _

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


class TargetCreate(_Target, figures.FigureCreate):
    form_class = TargetForm
    title = _("Add a target")


class TargetUpdate(_Target, figures.FigureUpdate):
    form_class = TargetForm


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
