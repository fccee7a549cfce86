"""The one-time keys of forms: the database accepts each of them once."""

from django.conf import settings
from django.db import models


class FormKey(models.Model):
    """A form that was done: its key, what was sent, and where the person was led afterwards.

    Technical and append-only by itself, so it has no history of its own.
    """

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent = models.CharField(max_length=64, help_text="SHA-256 of what was sent")
    result = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "form key"
        verbose_name_plural = "form keys"

    def __str__(self):
        return str(self.key)
