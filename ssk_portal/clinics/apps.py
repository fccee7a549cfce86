from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    name = "ssk_portal.clinics"
    label = "clinics"
