from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "ssk_portal.common"
    label = "common"
