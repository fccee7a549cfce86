from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ssk_portal.audit"
    label = "audit"
