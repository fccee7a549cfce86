"""Calendars to subscribe to: files that a telephone fetches without signing in, and the page of the own secret address."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ssk_portal.clinics.feeds import addresses
from ssk_portal.clinics.feeds.limits import WINDOW, fetched_too_often
from ssk_portal.clinics.feeds.writing import calendar_of, portal_address, published_address
from ssk_portal.clinics.models import CalendarFeed, Clinic, Participation
from ssk_portal.clinics.views.clinics import trail
from ssk_portal.clinics.views.sections import sections_of
from ssk_portal.regions.models import Level, Region
from ssk_portal.screens.base import PageScreen, Screen


def with_all_told(clinics):
    """The events in the order of their days, with all that a calendar tells of them."""
    parts = Participation.objects.select_related("district")
    return clinics.order_by("date_start", "planned_start", "pk").select_related("region", "host_institution").prefetch_related("sessions", Prefetch("participations", parts))


@method_decorator(login_not_required, name="dispatch")
class Feed(View):
    """A calendar file. A programme that has the newest one already is told so in a few bytes."""

    http_method_names = ["get", "head", "options"]
    caching = "private, no-cache"

    def get(self, request, **kwargs):
        if fetched_too_often(request):
            return HttpResponse(_("Too many requests."), status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(WINDOW)})
        name, content = self.file(**kwargs)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        response["Cache-Control"] = self.caching
        response["Content-Disposition"] = f'inline; filename="{name}.ics"'
        response["X-Robots-Tag"] = "noindex"
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def file(self, **kwargs) -> tuple[str, bytes]:
        """The name of the file and what it holds."""
        raise NotImplementedError


class OwnCalendar(Feed):
    """What the person of the address may see at this moment, in the person's language."""

    def file(self, name, proof):
        feed = addresses.feed_at(name, proof)
        if feed is None or not feed.user.may("clinic.view"):
            raise Http404
        user = feed.user
        with translation.override(user.language):
            title = _("Coaching clinics – %(region)s") % {"region": user.region}
            clinics = with_all_told(Clinic.objects.visible_to(user))
            return "kalender-ssk", calendar_of(title, clinics, zone=user.region.time_zone, address_of=portal_address)


class PublicCalendar(Feed):
    """The published events of a province or the country, for everybody; in Indonesian, with `?bahasa=en` in English."""

    caching = "public, no-cache"

    def file(self, code):
        region = Region.objects.at_work().filter(code=code, level__in=[Level.PROVINCE, Level.COUNTRY]).first()
        if region is None:
            raise Http404
        asked = self.request.GET.get("bahasa")
        with translation.override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            title = _("Published coaching clinics – %(region)s") % {"region": region}
            clinics = with_all_told(Clinic.objects.public().concerning(region))
            return f"kalender-ssk-{code.lower()}", calendar_of(title, clinics, zone=region.time_zone, address_of=published_address)


def public_address(code: str) -> str:
    """Where the calendar of a province, or of the country, is fetched."""
    return settings.PORTAL_URL + reverse("clinics:calendar_public", args=[code])


class CalendarFeedPage(PageScreen):
    """The own secret address: made, renewed and ended here; and the public ones."""

    permission = "clinic.view"
    template_name = "clinics/calendar_feed.html"

    def get_context_data(self, **kwargs):
        feed = CalendarFeed.objects.visible_to(self.request.user).first()
        title = _("Calendar on your telephone")
        return super().get_context_data(
            title=title,
            feed=feed,
            webcal="webcal:" + feed.address.partition(":")[2] if feed else "",
            public=self._public(self.request.user.region),
            sections=sections_of(self.request.user, "clinics:clinic_calendar"),
            breadcrumbs=trail((_("Calendar"), reverse("clinics:clinic_calendar")), (title, None)),
            **kwargs,
        )

    def _public(self, region: Region) -> list[tuple[str, str]]:
        """(name, address) of the public calendars that are near: the own province's and the country's."""
        codes = [(str(_("The whole country")), "ID")]
        if not region.is_country:
            province = region if region.is_province else region.province
            codes.insert(0, (province.full_name, province.code))
        return [(name, public_address(code)) for name, code in codes]


class CalendarStep(Screen):
    """A step on the own address."""

    permission = "clinic.view"
    http_method_names = ["post"]
    done: Any

    def post(self, request):
        if not request.form_key_claimed:
            raise PermissionDenied
        self.step(request.user)
        messages.success(request, self.done)
        return redirect("clinics:calendar_feed")


class CalendarRenew(CalendarStep):
    done = gettext_lazy("The address was made. One that you had before leads nowhere from now on.")

    def step(self, user):
        addresses.renew(by=user)


class CalendarEnd(CalendarStep):
    done = gettext_lazy("The address leads nowhere from now on.")

    def step(self, user):
        addresses.end(by=user)
