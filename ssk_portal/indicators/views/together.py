"""Several figures in one go: a region submits what is ready, the level above decides on what waits."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.indicators.models import Target
from ssk_portal.indicators.queue import regions_waiting, years_before
from ssk_portal.indicators.together import MOST, anything_to_decide, key_of, take, to_decide, to_submit
from ssk_portal.indicators.views.crumbs import crumbs, tabs
from ssk_portal.regions.models import Region
from ssk_portal.review.screens import tell_refused, typed
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import PageScreen, RowScreen, Screen, row_or_404

TICKED = "figure"
DECISIONS = ("approve", "send_back")


class FigureSubmit(Screen):
    """What the own region has not submitted: what is ready is ticked, of the rest it says what is missing."""

    permission = "figure.fill"

    def get(self, request):
        kept.say_why(request)
        return self.page()

    def post(self, request):
        kept.forget(request)
        keys = request.POST.getlist(TICKED)
        if not request.form_key_claimed:
            return self.page(once.SENT_BEFORE, status=409)
        if not keys:
            return self.page(_("Tick the figures that you mean."), status=409)
        taken = take(to_submit(request.user, lock=True), keys, "submit", by=request.user)
        tell_refused(request, taken.refused)
        if not taken.done:
            return self.page(_("Nothing was submitted."), status=409)
        messages.success(request, ngettext("%(count)s figure was submitted.", "%(count)s figures were submitted.", len(taken.done)) % {"count": len(taken.done)})
        return redirect("indicators:figure_submit")

    def page(self, sentence="", *, status=200):
        region, figures = self.request.user.region, to_submit(self.request.user)
        ticked = set(kept.typed(self.request).getlist(TICKED))
        lines = [{"figure": figure, "key": key_of(figure), "kind": figure._meta.model_name, "missing": figure.missing()} for figure in figures]
        for line in lines:
            line["ticked"] = not line["missing"] and (not ticked or line["key"] in ticked)
        context = {
            "lines": lines, "ready": sum(not line["missing"] for line in lines), "region": region, "sentence": sentence, "most": MOST, "entry_form": "entry",
            "title": _("Submit figures"), "caption": _("Figures not submitted yet"), "tabs": tabs(self.request.user, "submit"), "breadcrumbs": crumbs((_("Submit figures"), None)),
        }  # fmt: skip
        return render(self.request, "indicators/figure_submit.html", context, status=status)


class FigureQueue(PageScreen):
    """The regions one level below whose figures wait, the longest waiting first."""

    permission = "figure.review"
    template_name = "indicators/figure_queue.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        title = _("Figures to review")
        return super().get_context_data(title=title, regions=regions_waiting(user), tabs=tabs(user, "review"), breadcrumbs=crumbs((title, None)), **kwargs)


class FigureReview(RowScreen):
    """The submitted figures of one region in one table: approved or sent back, those that are ticked or one by one."""

    model = Region
    permission = "figure.review"

    def get(self, request, code):
        kept.say_why(request)
        return self.page(self.find(code))

    def post(self, request, code):
        region, note, step, keys = self.find(code), typed(request, "note"), request.POST.get("step", ""), request.POST.getlist(TICKED)
        kept.forget(request)
        if not request.form_key_claimed:
            return self.page(region, once.SENT_BEFORE, status=409)
        if step not in DECISIONS or not keys:
            return self.page(region, _("Tick the figures that you mean."), status=409)
        if step == "send_back" and not note.strip():
            return self.page(region, at_note=_("Write a note that says why."), status=409)
        taken = take(to_decide(request.user, region, lock=True), keys, step, by=request.user, note=note)
        tell_refused(request, taken.refused)
        if not taken.done:
            return self.page(region, _("Nothing was decided."), status=409)
        messages.success(request, self._said(step, len(taken.done)))
        return redirect("indicators:figure_review", code) if anything_to_decide(request.user, region) else redirect("indicators:figure_queue")

    def _said(self, step: str, count: int) -> str:
        if step == "approve":
            return ngettext("%(count)s figure was approved.", "%(count)s figures were approved.", count) % {"count": count}
        return ngettext("%(count)s figure was sent back.", "%(count)s figures were sent back.", count) % {"count": count}

    def find(self, code):
        region = row_or_404(Region.objects.within(self.request.user.region).at_work(), code=code)
        user = self.request.user
        if region.parent_id != user.region_id and not (region.is_country and region.pk == user.region_id):
            raise PermissionDenied
        return region

    def page(self, region, sentence="", *, at_note="", status=200):
        before = kept.typed(self.request)
        figures, ticked = to_decide(self.request.user, region), set(before.getlist(TICKED))
        earlier = years_before([figure for figure in figures if isinstance(figure, Target)])
        lines = [
            {"figure": figure, "key": key_of(figure), "kind": figure._meta.model_name, "before": earlier.get(figure.pk) if isinstance(figure, Target) else figure.before}
            for figure in figures
        ]
        for line in lines:
            line["ticked"] = line["key"] in ticked
            line["step_url"] = reverse(f"indicators:{line['kind']}_step", args=[line["figure"].pk, "x"]).removesuffix("x/")
        title = _("Figures of %(region)s to review") % {"region": region.full_name}
        context = {
            "lines": lines, "region": region, "sentence": sentence, "at_note": at_note, "note": before.get("note", ""), "most": MOST, "entry_form": "entry", "title": title,
            "here": self.request.path, "row_zone": region.time_zone,
            "breadcrumbs": crumbs((_("Figures to review"), reverse("indicators:figure_queue")), (region.full_name, None)),
        }  # fmt: skip
        return render(self.request, "indicators/figure_review.html", context, status=status)
