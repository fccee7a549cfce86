from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ssk_portal.documents"
    label = "documents"
