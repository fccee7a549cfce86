"""What the centre tells everybody on every page for some days: planned work, a change of an address, a closed help desk."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.scoping import OpenQuerySet


class AnnouncementQuerySet(OpenQuerySet):
    def shown_on(self, day):
        return self.filter(first_day__lte=day, last_day__gte=day)


@tracked
class Announcement(Record):
    """A text that stands on top of every page from its first to its last day, by the clocks of the centre (WIB)."""

    text_id = models.CharField(_("text in Indonesian"), max_length=500, help_text=_("With day, hours and zone: “Minggu, 29 November 2026, 20.00–22.00 WIB”."))
    text_en = models.CharField(_("text in English"), max_length=500)
    first_day = models.DateField(_("shown from"))
    last_day = models.DateField(_("shown to"))

    objects = AnnouncementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-first_day", "-pk"]
        constraints = [in_order("first_day", "last_day")]

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        """In the reader's language."""
        return chosen(self.text_id, self.text_en)

    def get_absolute_url(self):
        return reverse("notices:announcement_list")
