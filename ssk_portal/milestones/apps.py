from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    name = "ssk_portal.milestones"
    label = "milestones"
