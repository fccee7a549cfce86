"""The form of an announcement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.notices.models import Announcement
from ssk_portal.screens.forms import DateInput, PortalForm


class AnnouncementForm(PortalForm):
    sections = ((_("What is announced"), ["text_id", "text_en"]), (_("When it is shown"), ["first_day", "last_day"]))
    how_to = (
        _("The text is shown at the top of every page, the sign-in page included, from the first to the last day, by Western Indonesia Time (WIB)."),
        _("Announce planned work some days ahead: say from when to when the portal is not available, and what to do until then."),
    )

    class Meta:
        model = Announcement
        fields = ["text_id", "text_en", "first_day", "last_day"]
        widgets = {"text_id": forms.Textarea({"rows": 3}), "text_en": forms.Textarea({"rows": 3}), "first_day": DateInput, "last_day": DateInput}
