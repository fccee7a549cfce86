"""What is announced, for a page without a session; with one it is read along with that."""

from django import template
from django.utils import timezone

from ssk_portal.notices.models import Announcement

register = template.Library()


@register.simple_tag
def announced_today() -> list[str]:
    """The announcements of today, in the reader's language."""
    return [str(row) for row in Announcement.objects.shown_on(timezone.localdate()).order_by("pk")]
