from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "ssk_portal.regions"
    label = "regions"
