from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PokjaConfig(AppConfig):
    name = "ssk_portal.pokja"
    label = "pokja"
    verbose_name = _("Pokja and institutions")
