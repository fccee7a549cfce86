"""Template tags of the screens: `{% load screens %}`."""

import uuid

from django import template
from django.utils.html import format_html

from ssk_portal.screens import kept, once
from ssk_portal.screens.found import list_of

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context):
    """The one-time key of a form that writes; stands beside `{% csrf_token %}`.

    A form shown again after an error keeps its key (nothing was done with it); a form
    whose key was used up gets a new one.
    """
    request = context["request"]
    sent_before = getattr(request, "form_sent_before", False)
    key = once.read_key(request) if request.method == "POST" and not sent_before else None
    hidden = '<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">'
    return format_html(hidden, once.FIELD, key or uuid.uuid4(), once.OWNER, once.mark_of(request.user))


@register.simple_tag(takes_context=True)
def typed_before(context, name):
    """What was typed into the field `name` of this page before the session ended."""
    return kept.typed(context["request"]).get(name, "")


@register.simple_tag(takes_context=True)
def list_found_in(context):
    """The list, as it was filtered, in which the row of this page or form was found; empty where none is known."""
    request = context.get("request")
    return list_of(request.get_full_path()) or list_of(context.get("next_url") or "") if request else ""


@register.filter
def may(user, permission):
    """Whether the user's role grants the permission: `{% if user|may:"pokja.change" %}`."""
    return user.may(permission)


@register.simple_tag(takes_context=True)
def address_with(context, **changes):
    """This page's address with some parameters changed; an empty value takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def verbose(model_or_object):
    """The name of a model as people say it."""
    return model_or_object._meta.verbose_name
