"""The start page: what waits for the person who signed in, and the ways on from there."""

from ssk_portal.clinics.models import Clinic
from ssk_portal.common.ready import ready
from ssk_portal.reporting.todo import tasks_for
from ssk_portal.screens.base import PageScreen


class Home(PageScreen):
    permission = "home.view"
    template_name = "reporting/home.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(tasks=tasks_for(user), clinics=_newest_clinics(user), region=user.region, **kwargs)


@ready
def _newest_clinics(user):
    return Clinic.objects.visible_to(user).order_by("-pk")[:5]
