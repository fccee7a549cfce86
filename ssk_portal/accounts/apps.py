from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ssk_portal.accounts"
    label = "accounts"
