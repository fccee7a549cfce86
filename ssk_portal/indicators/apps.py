from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "ssk_portal.indicators"
    label = "indicators"
