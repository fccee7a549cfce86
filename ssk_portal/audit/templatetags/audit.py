"""Template tags of the history: `{% load audit %}`."""

from django import template
from django.contrib.auth import get_user_model

register = template.Library()


@register.filter
def role_name(role):
    """A role as it was kept in the history, in the reader's words."""
    return dict(get_user_model()._meta.get_field("role").flatchoices).get(role, role)
