from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "ssk_portal.screens"
    label = "screens"
