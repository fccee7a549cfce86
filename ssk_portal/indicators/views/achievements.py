"""The screens of achievements."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.forms.figures import AchievementForm
from ssk_portal.indicators.lists import AchievementFilter, AchievementTable
from ssk_portal.indicators.models import Achievement
from ssk_portal.indicators.views import figures


class _Achievement:
    model = Achievement
    related = ()


class AchievementList(_Achievement, figures.FigureList):
    related = ("publisher",)
    table_class = AchievementTable
    filterset_class = AchievementFilter
    title = _("Achievements")
    lead = _("What was reached, by whoever published it. One value of a year is the reference; the others stay visible.")
    create_url = "indicators:achievement_create"
    create_label = _("Add an achievement")
    current = "achievements"


class AchievementDetail(_Achievement, figures.FigureDetail):
    pass


class AchievementCreate(_Achievement, figures.FigureCreate):
    form_class = AchievementForm
    title = _("Add an achievement")


class AchievementUpdate(_Achievement, figures.FigureUpdate):
    form_class = AchievementForm


class AchievementDelete(_Achievement, figures.FigureDelete):
    pass


class AchievementStep(_Achievement, figures.FigureStep):
    pass


class AchievementComment(_Achievement, figures.FigureComment):
    pass


class AchievementFile(_Achievement, figures.FigureFile):
    pass


class AchievementChoose(_Achievement, figures.FigureChoose):
    title = _("Choose as the reference of the year")
