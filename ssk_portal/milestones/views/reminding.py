"""Reminding regions of milestones that are late or due soon: of one, from its page, and of several in one list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.common.errors import NotNow
from ssk_portal.common.numbers import is_key
from ssk_portal.milestones.deadlines import days_late, submit_words
from ssk_portal.milestones.lists import provinces_at_work
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.reminding import AHEAD, listed_today, may_remind, name_in_reminder, remind, remind_of_several, to_remind, why_not
from ssk_portal.milestones.telling import keepers_in, keepers_of
from ssk_portal.milestones.views.crumbs import crumbs, tabs, trail_of
from ssk_portal.notices.models import Kind
from ssk_portal.notices.sentences import SENTENCES
from ssk_portal.review.forms import NoteForm
from ssk_portal.review.screens import tell_refused, typed
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import RowScreen, row_or_404
from ssk_portal.screens.found import page_left

TICKED = "milestone"
MOST = 200  # so many are read and reminded of on one page


class _Reminding(RowScreen):
    model = Progress
    permission = "milestone.review"

    def get_queryset(self):
        return super().get_queryset().select_related("region__province", "assistance", "milestone")

    def note(self, *, sent: bool) -> NoteForm:
        """What the officer adds, as it was sent; else as it was typed before."""
        help_text = _("They read it with the reminder, and it stays in the log of the milestone.")
        return NoteForm(typed(self.request, "note") if sent else None, needed=False, help_text=help_text, before=kept.typed(self.request).get("note", ""))


class ProgressRemind(_Reminding):
    """Says who is reminded and what they read; sending it reminds them."""

    def get(self, request, pk):
        row = self.find(pk)
        if sentence := why_not(row, keepers_of(row.region)):
            raise NotNow(sentence)
        kept.say_why(request)
        return self.page(row, self.note(sent=False))

    def post(self, request, pk):
        row, form = self.find(pk), self.note(sent=True)
        kept.forget(request)
        if not request.form_key_claimed:
            return self.page(row, form, sentence=once.SENT_BEFORE, status=409)
        if not form.is_valid():
            return self.page(row, form, status=409)
        try:
            people = remind(row, by=request.user, note=form.cleaned_data["note"])
        except NotNow as refusal:
            return self.page(row, form, sentence=refusal.sentence, status=409)
        messages.success(request, _("The reminder of %(row)s was sent to %(names)s.") % {"names": _names(people), "row": row})
        return redirect(self.next_url or self.page_of(row))

    def find(self, pk) -> Progress:
        row = row_or_404(self.get_queryset(), pk=pk)
        if not may_remind(row, self.request.user):
            raise PermissionDenied
        return row

    def page(self, row, form, *, sentence="", status=200):
        user, way = self.request.user, self.next_url or page_left(self.request, row)
        words = SENTENCES[Kind.REMIND] % {"actor": user.shown_name, "row": name_in_reminder(row)}
        context = {
            "object": row, "form": form, "sentence": sentence, "people": keepers_of(row.region), "words": words, "deadline": submit_words(row), "is_late": bool(days_late(row)),
            "title": _("Remind: %(row)s") % {"row": row}, "next_url": way, "entry_form": "entry",
            "breadcrumbs": crumbs(*trail_of(row), (str(row), row.get_absolute_url()), (_("Remind"), None)),
        }  # fmt: skip
        return render(self.request, "milestones/progress_remind.html", context, status=status)


class ProgressOverdue(_Reminding):
    """What is late or due soon and not submitted below the own region, the latest first, with a box before each that can be reminded of."""

    def get(self, request):
        kept.say_why(request)
        return self.page(self.note(sent=False))

    def post(self, request):
        form, keys = self.note(sent=True), list(filter(is_key, request.POST.getlist(TICKED)))
        kept.forget(request)
        if not request.form_key_claimed:
            return self.page(form, sentence=once.SENT_BEFORE, status=409)
        if not keys:
            return self.page(form, sentence=_("Tick the milestones that you mean."), status=409)
        if not form.is_valid():
            return self.page(form, status=409)
        became = remind_of_several(self.get_queryset().filter(pk__in=keys[:MOST]).exclude(region=request.user.region_id), by=request.user, note=form.cleaned_data["note"])
        tell_refused(request, became.refused)
        if not became.done:
            return self.page(form, sentence=_("Nobody was reminded."), status=409)
        count = len(became.done)
        messages.success(request, ngettext("Reminded of %(count)s milestone.", "Reminded of %(count)s milestones.", count) % {"count": count})
        return redirect(request.get_full_path())

    @cached_property
    def provinces(self) -> list:
        return list(provinces_at_work(self.request)) if self.request.user.region.is_country else []

    @property
    def province(self):
        """The province that the centre asks for; None is all."""
        asked = self.request.GET.get("province", "")
        return next((row for row in self.provinces if str(row.pk) == asked), None)

    def lines(self, form) -> list[dict]:
        """Each milestone with who would be reminded, and whether they can be today; what is late is ticked as long as nothing was sent."""
        rows = self.get_queryset().with_missing_count()
        rows = list(to_remind(rows.within(self.province) if self.province else rows, self.request.user)[:MOST])
        keepers, sent = keepers_in(row.region_id for row in rows), kept.typed(self.request)
        ticked = set(sent.getlist(TICKED))
        lines = [{"row": row, "people": keepers[row.region_id], "deadline": submit_words(row), "late": bool(days_late(row)), "today": listed_today(row)} for row in rows]
        for line in lines:
            line["free"] = line["people"] and not line["today"]
            line["ticked"] = str(line["row"].pk) in ticked if sent else line["late"]
        return lines

    def page(self, form, *, sentence="", status=200):
        lines = self.lines(form)
        context = {
            "lines": lines, "free": any(line["free"] for line in lines), "form": form, "sentence": sentence, "most": MOST, "days": AHEAD.days, "entry_form": "entry",
            "provinces": self.provinces, "province": self.province, "region": self.request.user.region,
            "title": _("Late or due soon"), "tabs": tabs(self.request.user, "overdue"), "breadcrumbs": crumbs((_("Late or due soon"), None)),
        }  # fmt: skip
        return render(self.request, "milestones/progress_overdue.html", context, status=status)


def _names(people) -> str:
    return ", ".join(person.shown_name for person in people)
