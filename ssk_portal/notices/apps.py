from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ssk_portal.notices"
    label = "notices"
