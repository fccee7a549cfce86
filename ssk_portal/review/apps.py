from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "ssk_portal.review"
    label = "review"
