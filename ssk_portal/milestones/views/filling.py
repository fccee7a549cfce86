"""The draft of a milestone: the form, and saving its text while it is being written."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.common.ready import WHICH, ready
from ssk_portal.milestones.deadlines import days_late, submit_words
from ssk_portal.milestones.forms.progress import ProgressForm
from ssk_portal.milestones.giving import fill_in, give_file
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.overview import how_complete
from ssk_portal.milestones.views.crumbs import crumbs, trail_of
from ssk_portal.review.models import RETURNS, Step
from ssk_portal.screens import kept
from ssk_portal.screens.base import row_to_change
from ssk_portal.screens.edits import UpdateScreen

READ_ALONG = ("region__province", "assistance", "milestone")


@ready
def _to_fill_in(user):
    return Progress.objects.visible_to(user).editable_by(user).filter(pk=WHICH).select_related(*READ_ALONG)


@ready
def _returns(_user):
    return Step.objects.filter(content_type=ContentType.objects.get_for_model(Progress), object_id=WHICH, name__in=RETURNS).order_by("pk")


class ProgressUpdate(UpdateScreen):
    """The draft. Files that are not taken never keep the rest from being saved."""

    model = Progress
    permission = "milestone.fill"
    form_class = ProgressForm
    template_name = "milestones/progress_form.html"
    conflict_form = "milestones/progress_form.html"

    def get_queryset(self):
        return super().get_queryset().select_related(*READ_ALONG)

    def find_row(self):
        """Asked readily; whoever does not find it so is answered as everywhere."""
        found = _to_fill_in(self.request.user, which=self.kwargs["pk"])
        return found[0] if found else super().find_row()

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.request.method == "GET":
            form.show_refused(self.request.session.pop(self._refused_key(), {}))
        return form

    def write(self, form):
        user, row = self.request.user, form.instance
        fill_in(row, values=form.values, files={}, by=user)
        for chosen in form.chosen:
            try:
                give_file(row, chosen.requirement, chosen.upload, by=user, replaces=chosen.replaces)
            except ValidationError as error:
                form.refuse(chosen, error.messages)
        if form.refused:
            self.done = ""  # what was saved is said with what was not
        return row

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code != 302 or not form.refused:
            return answer
        self.request.session[self._refused_key()] = form.refused
        messages.warning(self.request, _("Saved, except for the files named below."))
        return redirect("milestones:progress_update", pk=self.object.pk)

    def form_invalid(self, form):
        form.ask_files_again()
        return super().form_invalid(form)

    def show_conflict(self, form):
        form.ask_files_again()
        return super().show_conflict(form)

    def differences(self, form, fresh):
        return super().differences(form, fresh) + form.differences()

    def get_title(self):
        return _("Fill in: %(milestone)s") % {"milestone": self.object}

    def get_context_data(self, **kwargs):
        row = self.object
        trail = crumbs(*trail_of(row), (str(row), row.get_absolute_url()), (_("Fill in"), None))
        context = super().get_context_data(
            **{"breadcrumbs": trail, "last_return": row.last_return_of(_returns(self.request.user, which=row.pk)), "row_zone": row.region.time_zone, **kwargs}
        )
        return context | {
            "complete": how_complete(context["form"].asked),
            "deadline_lines": filter(None, [submit_words(row)]),
            "is_late": bool(days_late(row)),
            "autosave_url": reverse("milestones:progress_autosave", args=[row.pk]),
            "upload_limit": settings.UPLOAD_LIMIT_MB,
        }

    def _refused_key(self) -> str:
        return f"refused_files_{self.kwargs['pk']}"


class ProgressAutosave(ProgressUpdate):
    """What was typed so far, sent by the page itself: the same form and rules, no files.

    A form is done once by an answer that leads on (`screens/middleware.py`), so what was saved is told under
    an address of its own: with the version that it made, and a key for the next time.
    """

    def get(self, request, *args, **kwargs):
        row = row_to_change(self.get_queryset(), request.user, pk=self.kwargs["pk"])
        version = request.GET.get("versi", str(row.version))
        if not version.isdecimal():
            raise Http404
        now = timezone.localtime()
        return JsonResponse({"version": version, "key": str(uuid.uuid4()), "at": formats.time_format(now)})

    def post(self, request, *args, **kwargs):
        if not request.form_key_claimed:
            return self._not_saved(_("This was saved before with other content."))
        try:
            self.object = self.get_object()
        except NotNow as refusal:
            return self._not_saved(refusal.sentence)
        form = self.get_form()
        if not form.is_valid():
            named = [f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() if name in form.fields for error in errors]
            return self._not_saved(" ".join(named or form.non_field_errors()), status=422)
        if request.POST.get("row_version") != str(self.object.version):
            return self._not_saved(_("This draft was changed in another window or by somebody else. Press the button to compare both versions; nothing of yours is lost."))
        with transaction.atomic():
            row = fill_in(form.instance, values=form.values, files={}, by=request.user)
        kept.forget(request)
        row.refresh_from_db(fields=["version"])
        return redirect(f"{request.path}?versi={row.version}")

    def _not_saved(self, sentence, *, status=409):
        """With 409 the page stops saving by itself; with 422 it goes on once something was mended."""
        return JsonResponse({"sentence": str(sentence)}, status=status)
