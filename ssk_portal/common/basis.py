"""How sure a definition is that no official list gives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    STATED = "stated", _("stated by the source")
    INFERRED = "inferred", _("inferred from sources")
