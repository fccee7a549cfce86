"""Which of several values counts: chosen by hand with a reason, or given back to the rule."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.choosing import choose_by_hand, choose_by_rule, seen, why_not_chosen, why_not_unchosen
from ssk_portal.indicators.views.figures import InReach, trail_of
from ssk_portal.review.screens import typed
from ssk_portal.screens import kept
from ssk_portal.screens.base import row_or_404


class FigureChoose(InReach):
    """Let this figure be the one that counts, with a reason."""

    permission = "figure.review"
    verb = staticmethod(choose_by_hand)
    why_unfit = staticmethod(why_not_chosen)
    done: Any = gettext_lazy("This value counts from now on.")

    def get(self, request, pk):
        return self._page(row_or_404(self.get_queryset(), pk=pk))

    def post(self, request, pk):
        row = row_or_404(self.get_queryset(), pk=pk)
        reason = typed(request, "reason")
        if not request.form_key_claimed:
            return self._page(row, sentence=_("This form was sent before with other content. Check it and send it once more."), reason=reason, status=409)
        try:
            row = self.verb(row, reason=reason, shown=typed(request, "shown"), by=request.user)
        except NotNow as refusal:
            return self._refused(row_or_404(self.get_queryset(), pk=pk), refusal.sentence, reason)
        messages.success(request, self.done)
        return redirect(row.get_absolute_url())

    def _refused(self, row, sentence, reason):
        """What counts now, with what was typed; where nothing is left to choose, what was typed by itself, so that it can be copied."""
        if not (unfit := self.why_unfit(row)):
            return self._page(row, sentence=sentence, reason=reason, status=409)
        context = {"sentence": unfit, "typed": [(_("Reason"), reason)], "object": row, "help_contact": settings.HELP_CONTACT}
        return render(self.request, "generic/too_late.html", context, status=409)

    def _page(self, row, *, sentence="", reason="", status=200):
        if unfit := self.why_unfit(row):
            raise NotNow(unfit)
        counting = self.model.objects.settled().beside(row).filter(**{row.mark: True}).select_related("publisher", "indicator").first()
        late = kept.typed(self.request) if self.request.method == "GET" else {}  # typed before the session ended
        context = {
            "object": row,
            "counting": counting,
            "shown": late.get("shown") or seen(row, counting),
            "sentence": sentence,
            "reason": reason or late.get("reason", ""),
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
    done = gettext_lazy("The rule chooses again which value counts.")
