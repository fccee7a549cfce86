"""What the portal looks like in templates: icons, state badges, the progress strip. `{% load looks %}`."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

# Each state has its own shape, so that it can be told without its colour. The same
# shapes stand in the cells of a board, where the style sheet draws them.
STATE_ICONS = {
    "draft": "circle",
    "submitted": "circle-half",
    "in_review": "record-circle",
    "returned": "arrow-left-circle",
    "approved": "check-circle-fill",
    "historical": "diamond-fill",
    "reported": "diamond",
    "published": "circle-fill",
    "late": "exclamation-triangle",
    "none": "dash-circle",
}


@register.simple_tag
@lru_cache(maxsize=500)  # a page shows dozens, of the same few
def icon(name, label=""):
    """One drawing of the sprite `static/img/icons.svg`; with `label` where no word stands beside it."""
    address = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def state_icon(state):
    """The shape of a state of review. An unknown state is a programming error (KeyError)."""
    return icon(STATE_ICONS[state])


@register.simple_tag
def state_badge(state, label):
    """A state in colour, shape and word; `label` is the word for whoever reads."""
    return format_html('<span class="badge-state s-{}">{}{}</span>', state, state_icon(state), label)


@register.simple_tag
def control(field, kind):
    """The control of a form's field, in the looks of its `kind`."""
    own, wrong = field.field.widget.attrs.get("class", ""), "is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(filter(None, (own, kind, wrong)))})


@register.inclusion_tag("components/progress_strip.html", takes_context=True)
def progress_strip(context, steps):
    """The milestones of a district as a strip.

    `steps` are dicts or objects with number, name, state, state_label, and url and detail
    that may be empty.
    """
    request = context.get("request")
    return {"steps": steps, "here": request.path if request else None}


@register.simple_tag
def problems_of(form, formsets=None):
    """The errors of a form and its formsets as (id of the field or "", label, message).

    Each form is told once a page, wherever its summary is asked for first: crispy asks
    again for every form that it prints.
    """
    problems = _problems(form)
    for formset in formsets or []:
        problems += [("", "", message) for message in formset.non_form_errors()]
        for part in formset.forms:
            problems += _problems(part)
    return problems


def _problems(form):
    if not form or not form.is_bound or getattr(form, "problems_told", False):
        return []
    form.problems_told = True
    found = [("", "", message) for message in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        found += [(target, field.label, message) for message in field.errors]
    return found
