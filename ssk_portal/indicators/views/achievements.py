"""The screens of achievements."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.actions import answer_warnings
from ssk_portal.indicators.forms.figures import AchievementForm
from ssk_portal.indicators.forms.notes import AnswerForm
from ssk_portal.indicators.lists import AchievementFilter, AchievementTable
from ssk_portal.indicators.models import Achievement
from ssk_portal.indicators.views import choosing, figures
from ssk_portal.review.screens import typed
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import RowScreen, row_to_change


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


class AchievementAnswer(_Achievement, RowScreen):
    """Answering the warnings of a figure with a note."""

    permission = "figure.fill"
    template_name = "indicators/achievement_answer.html"

    def get_queryset(self):
        return super().get_queryset().select_related("indicator__part_of", "region__province")

    def get(self, request, pk):
        row = self._row(pk)
        kept.say_why(request)
        return self._page(row, self._form(row, sent=False))

    def post(self, request, pk):
        row = self._row(pk)
        form = self._form(row, sent=True)
        kept.forget(request)
        if not request.form_key_claimed:
            return self._page(row, form, sentence=once.SENT_BEFORE, status=409)
        if not form.is_valid():
            return self._page(row, form, status=409)
        try:
            answer_warnings(row, answer=form.cleaned_data["answer"], shown=(typed(request, "row_version"), request.POST.getlist("shown")), by=request.user)
        except NotNow as refusal:
            return self._page(self._row(pk), form, sentence=refusal.sentence, status=409)
        messages.success(request, gettext("The warnings are answered; the answer goes to the reviewer with the figure."))
        return redirect(row.get_absolute_url())

    def _row(self, pk):
        row = row_to_change(self.get_queryset(), self.request.user, pk=pk)
        if row.why_locked:
            raise NotNow(row.why_locked)
        return row

    def _form(self, row, *, sent: bool) -> AnswerForm:
        """The answer as it was sent; else as it was typed before the session ended, or as it stands."""
        before = kept.typed(self.request).get("answer", "") or row.answer
        help_text = gettext("The reviewer reads it beside the figure. If the figure is wrong, change it instead.")
        return AnswerForm(typed(self.request, "answer") if sent else None, help_text=help_text, before=before)

    def _page(self, row, form, *, sentence="", status=200):
        context = {
            "object": row,
            "form": form,
            "sentence": sentence,
            "entry_form": "entry",
            "breadcrumbs": figures.trail_of(row, (gettext("Answer the warnings"), None)),
        }
        return render(self.request, self.template_name, context, status=status)


class AchievementChoose(_Achievement, choosing.FigureChoose):
    title = _("Choose as the reference of the year")


class AchievementUnchoose(_Achievement, choosing.FigureUnchoose):
    pass
