"""The page of help: answers to each person's own work, and whom to ask."""

from django.conf import settings

from ssk_portal.reporting.answers import TOPICS
from ssk_portal.screens.base import PageScreen


class Help(PageScreen):
    permission = "home.view"
    template_name = "reporting/help.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        topics = [(heading, answers) for heading, right, answers in TOPICS if user.may(right)]
        return super().get_context_data(topics=topics, may_comment=user.may("comment.write"), help_contact=settings.HELP_CONTACT, **kwargs)
