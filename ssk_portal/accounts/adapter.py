"""What the portal asks of allauth: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        # "You have signed in" says nothing that the next page does not show.
        if level != messages.SUCCESS or "password" in (message_template or ""):
            super().add_message(request, level, message_template, message_context, extra_tags, message)
