from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "ssk_portal.reporting"
    label = "reporting"
