"""Files of the exchange format through the browser: a national officer sends one, sees what it would do, and has it done."""

from itertools import islice

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.exchange.reading import Refused, import_events, read_events
from ssk_portal.clinics.models import Clinic
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.screens import kept
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.forms import helper

# The page holds the file between the two steps, and a form takes no more. Larger ones are for `import_clinics`.
MOST_MB = 1
SHOWN = 100
AGE = 3600


class Moved(Exception):
    """The file would do something else now than was shown."""


class EventsForm(forms.Form):
    """A file of clinic-events/1."""

    file = forms.FileField(
        label=gettext_lazy("File of events (JSON)"),
        help_text=gettext_lazy("In the format clinic-events/1, as the list of events is downloaded; at most 1 MB, some 300 events."),
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    @property
    def helper(self):
        return helper(self)

    def clean_file(self):
        if self.cleaned_data["file"].size > MOST_MB * 1_000_000:
            raise ValidationError(_("The file is larger than %(most)s MB. Split it, or have it imported by the command import_clinics.") % {"most": MOST_MB})
        return self.cleaned_data["file"]


class ClinicImport(PageScreen):
    """First what the file would do; done is what was shown, checked once more."""

    permission = "clinic.import"
    template_name = "clinics/clinic_import.html"
    salt = "ssk_portal.clinics.import"

    def get(self, request):
        if packed := kept.kept_preview(request, "content"):
            return self._show_again(packed)
        return super().get(request)

    def post(self, request):
        kept.forget(request)
        if "content" in request.POST:
            return self._take_in()
        form = EventsForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._show(form.cleaned_data["file"].read())

    def _show(self, content: bytes):
        """What would change; nothing is kept of it."""
        try:
            with transaction.atomic():
                report = import_events(read_events(content), by=self.request.user)
                transaction.set_rollback(True)
        except Refused as refusal:
            return self._refused(refusal)
        packed = signing.dumps([content.decode("utf-8-sig"), report.mark], salt=self._salt, compress=True)
        titles = dict(Clinic.objects.filter(slug__in=list(report.changed)[:SHOWN]).values_list("slug", "title"))
        changed = [(slug, titles.get(slug, ""), list(map(str, told))) for slug, told in islice(report.changed.items(), SHOWN)]
        return self.render_to_response(self.get_context_data(report=report, changed=changed, remarks=report.remarks[:SHOWN], doubts=report.doubts[:SHOWN], packed=packed))

    def _show_again(self, packed: str):
        """The preview that was on the page when the session ended or the language was switched."""
        try:
            content, _shown = self._unpacked(packed)
        except signing.BadSignature:
            return self.render_to_response(self.get_context_data())
        return self._show(content)

    def _unpacked(self, packed: str) -> tuple[bytes, str]:
        """The file, and the mark of what was shown. Raises BadSignature for what this person was not shown lately."""
        content, shown = signing.loads(packed, salt=self._salt, max_age=AGE)
        return content.encode(), shown

    def _take_in(self):
        request = self.request
        if not request.form_key_claimed:
            raise PermissionDenied
        try:
            content, shown = self._unpacked(request.POST["content"])
            with transaction.atomic():
                report = import_events(read_events(content), by=request.user)
                if report.mark != shown:
                    raise Moved
        except signing.BadSignature:
            messages.warning(request, _("This preview is too old. Send the file once more; nothing was imported."))
            return redirect("clinics:clinic_import")
        except Moved:
            messages.warning(request, _("Something was changed in the meantime, so nothing was imported. Below is what the file would do now."))
            return self._show(content)
        except Refused as refusal:
            return self._refused(refusal)
        counts = {"made": len(report.made), "changed": len(report.changed), "unchanged": len(report.unchanged)}
        messages.success(request, _("The file was imported. New events: %(made)s, changed: %(changed)s, left as they are: %(unchanged)s.") % counts)
        return redirect("clinics:clinic_list")

    def _refused(self, refusal: Refused):
        return self.render_to_response(self.get_context_data(problems=refusal.problems[:SHOWN], problem_count=len(refusal.problems)))

    @property
    def _salt(self) -> str:
        """A preview is done by the person who saw it."""
        return f"{self.salt}.{self.request.user.pk}"

    def get_context_data(self, *, form=None, **kwargs):
        title = _("Import a file of events")
        return super().get_context_data(title=title, form=form or EventsForm(), shown=SHOWN, back_url=reverse("clinics:clinic_list"), breadcrumbs=trail((title, None)), **kwargs)
