from django.apps import AppConfig


class PokjaConfig(AppConfig):
    name = "ssk_portal.pokja"
    label = "pokja"
