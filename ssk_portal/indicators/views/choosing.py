"""Which of several values counts: chosen by hand with a reason, or given back to the rule."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.choosing import choose_by_hand, choose_by_rule, seen, why_not_chosen, why_not_unchosen
from ssk_portal.indicators.forms.notes import ChoiceForm
from ssk_portal.indicators.views.figures import InReach, trail_of
from ssk_portal.review.screens import typed
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import row_or_404


class FigureChoose(InReach):
    """Let this figure be the one that counts, with a reason."""

    permission = "figure.review"
    verb = staticmethod(choose_by_hand)
    why_unfit = staticmethod(why_not_chosen)
    help_text: Any = gettext_lazy("Everyone reads the reason beside the figure. From now on no import changes this choice.")
    done: Any = gettext_lazy("This value counts from now on.")

    def get(self, request, pk):
        row = row_or_404(self.get_queryset(), pk=pk)
        if unfit := self.why_unfit(row):
            raise NotNow(unfit)
        kept.say_why(request)
        return self._page(row, self._form(sent=False))

    def post(self, request, pk):
        row, form = row_or_404(self.get_queryset(), pk=pk), self._form(sent=True)
        kept.forget(request)
        if not request.form_key_claimed:
            return self._refused(row, form, once.SENT_BEFORE)
        if not self.why_unfit(row) and not form.is_valid():
            return self._page(row, form, status=409)
        try:
            row = self.verb(row, reason=typed(request, "reason"), shown=typed(request, "shown"), by=request.user)
        except NotNow as refusal:
            return self._refused(row_or_404(self.get_queryset(), pk=pk), form, refusal.sentence)
        messages.success(request, self.done)
        return redirect(row.get_absolute_url())

    def _form(self, *, sent: bool) -> ChoiceForm:
        """The reason as it was sent; else as it was typed before the session ended."""
        return ChoiceForm(typed(self.request, "reason") if sent else None, help_text=self.help_text, before=kept.typed(self.request).get("reason", ""))

    def _refused(self, row, form, sentence):
        """What counts now, with what was typed; where nothing is left to choose, what was typed by itself, so that it can be copied."""
        if not (unfit := self.why_unfit(row)):
            return self._page(row, form, sentence=sentence, status=409)
        context = {"sentence": unfit, "typed": [(_("Reason"), typed(self.request, "reason"))], "object": row, "help_contact": settings.HELP_CONTACT}
        return render(self.request, "generic/too_late.html", context, status=409)

    def _page(self, row, form, *, sentence="", status=200):
        counting = self.model.objects.settled().beside(row).filter(**{row.mark: True}).select_related("publisher", "indicator").first()
        late = kept.typed(self.request) if self.request.method == "GET" else {}  # typed before the session ended
        context = {
            "object": row,
            "counting": counting,
            "shown": late.get("shown") or seen(row, counting),
            "sentence": sentence,
            "form": form,
            "entry_form": "entry",
            "title": self.title,
            "breadcrumbs": trail_of(row, (self.title, None)),
        }
        return render(self.request, "indicators/figure_choose.html", context, status=status)


class FigureUnchoose(FigureChoose):
    """Give the choice made by hand back to the rule, with a reason."""

    verb = staticmethod(choose_by_rule)
    why_unfit = staticmethod(why_not_unchosen)
    title = gettext_lazy("Back to the rule")
    help_text = gettext_lazy("The reason is kept in the history.")
    done = gettext_lazy("The rule chooses again which value counts.")
