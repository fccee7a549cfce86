"""The QR page of an event: what its host does with it, and the page itself, open to whoever stands in the room."""

import uuid
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from django.views.i18n import set_language

from ssk_portal.clinics.attendance.checkin import Person, SentBefore, TooMany, check_in, close_page, count_try, open_page, renew_address, suggestions
from ssk_portal.clinics.forms.attendance import CheckInForm
from ssk_portal.clinics.models import CheckInPage
from ssk_portal.clinics.papers.attendance import address_of, poster, qr_svg
from ssk_portal.clinics.views.attendance import UnderClinic
from ssk_portal.common.errors import NotNow
from ssk_portal.common.numbers import is_key
from ssk_portal.common.pdf import paper
from ssk_portal.screens import once


class OfHost(UnderClinic):
    """For the host and those above it; the address is a key, so others do not see it."""

    permission = "clinic.change"
    must_keep = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission) and not self.hosts:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page(self) -> CheckInPage | None:
        page = getattr(self.clinic, "checkin_page", None)
        if page:
            page.clinic = self.clinic
        return page


class CheckInPageDetail(OfHost, TemplateView):
    template_name = "clinics/checkinpage_detail.html"
    title = gettext_lazy("QR page")

    def get_context_data(self, **kwargs):
        page = self.page
        shown = {"qr": mark_safe(qr_svg(page)), "address": address_of(page)} if page else {}  # noqa: S308 - a drawing of our own making
        return super().get_context_data(title=self.title, page=page, locked=self.clinic.why_locked, asks_reason=self.asks_reason(), **shown, **kwargs)


class CheckInStep(OfHost):
    """A press on a button of that page."""

    http_method_names = ["post"]
    done: Any = ""

    def post(self, request, pk):
        if not request.form_key_claimed:
            raise PermissionDenied
        if self.page is None and not isinstance(self, CheckInPageOpen):
            raise NotNow(_("This event has no QR page yet."))
        self.take()
        messages.success(request, self.done)
        return redirect("clinics:checkinpage_detail", pk)

    def take(self):
        raise NotImplementedError


class CheckInPageOpen(CheckInStep):
    done = gettext_lazy("The QR page can be used on the days of the event.")

    def take(self):
        open_page(self.clinic, by=self.request.user)


class CheckInPageClose(CheckInStep):
    done = gettext_lazy("The QR page is closed.")

    def take(self):
        close_page(self.page, by=self.request.user)


class CheckInPageRenew(CheckInStep):
    done = gettext_lazy("The QR page has a new address. Posters with the old one lead nowhere now.")

    def take(self):
        seen = self.request.POST.get("row_version", "")
        renew_address(self.page, seen=int(seen) if is_key(seen) else -1, by=self.request.user)


class CheckInPagePoster(OfHost):
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        if self.page is None:
            raise NotNow(_("This event has no QR page yet."))
        return paper(poster(self.page), f"poster-qr-{self.clinic.file_stem}.pdf")


class CheckIn(TemplateView):
    """Where participants sign in, without an account. It tells nothing of anybody else, nor whether one was expected."""

    http_method_names = ["get", "head", "post"]
    template_name = "clinics/check_in.html"
    page: CheckInPage

    def dispatch(self, request, *args, **kwargs):
        found = CheckInPage.objects.filter(token=kwargs["token"]).select_related("clinic__region", "clinic__report").first()
        if found is None or not found.is_open:
            return self.closed()
        self.page = found
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def closed(self):
        """The same for an address that never was, before and after the event, and a page that was closed."""
        return self.response_class(self.request, "clinics/check_in_closed.html", {}, status=404)

    def get(self, request, *args, **kwargs):
        return self.show(CheckInForm(suggested=self.suggested()))

    def post(self, request, *args, **kwargs):
        if "language" in request.POST:
            return self.switch()
        form, key = CheckInForm(request.POST, suggested=self.suggested()), once.read_key(request)
        try:
            count_try(get_ip(request))
        except TooMany as error:
            wait = ngettext("Too many forms came from this network at once. Wait %(minutes)s minute and send it again; what you typed is below.",
                            "Too many forms came from this network at once. Wait %(minutes)s minutes and send it again; what you typed is below.", error.minutes)  # fmt: skip
            answer = self.show(CheckInForm(initial=request.POST.dict(), suggested=self.suggested()), told=wait % {"minutes": error.minutes}, status=429)
            answer.headers["Retry-After"] = str(error.minutes * 60)
            return answer
        if not form.is_valid():
            return self.show(form)
        return self.done_with(form, key)

    def done_with(self, form, key: uuid.UUID | None):
        said = form.cleaned_data
        try:
            if key is None:
                raise SentBefore
            is_open = check_in(self.page, Person(said["name"], said["institution"], said["post"], said["telephone"], said["gender"]), key=key)
        except SentBefore:
            self.request.form_sent_before = True  # so that the form gets a new key
            return self.show(form, told=_("This form was sent before with other content. If this is another person, send it once more."))
        return redirect("check_in_done", self.page.token) if is_open else self.closed()

    def switch(self):
        """The other language, with what was typed; nothing is sent yet."""
        chosen = self.request.POST["language"]
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        with translation.override(chosen):
            answer = self.show(CheckInForm(initial=self.request.POST.dict(), suggested=self.suggested())).render()
        answer.headers["Content-Language"] = chosen
        answer.cookies = set_language(self.request).cookies
        return answer

    def suggested(self):
        return lambda: suggestions(self.page.clinic)

    def show(self, form, *, told="", status=200):
        clinic = self.page.clinic
        context = {"form": form, "clinic": clinic, "told": told, "entry_form": "entry", "language_action": self.request.path, "help_contact": settings.HELP_CONTACT}
        return self.render_to_response(self.get_context_data(**context), status=status)


class CheckInDone(CheckIn):
    """After the form: a word of thanks, and nothing else."""

    http_method_names = ["get", "head"]
    template_name = "clinics/check_in_done.html"

    def get(self, request, *args, **kwargs):
        return self.render_to_response({"clinic": self.page.clinic, "again_url": reverse("check_in", args=[self.page.token])})


check_in_page = login_not_required(CheckIn.as_view())
check_in_done = login_not_required(CheckInDone.as_view())
