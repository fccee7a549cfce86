"""Numbers and times in templates: `{% load formats %}`."""

from django import template

from ssk_portal.common import addresses, numbers, remarks, times

register = template.Library()


@register.filter
def number(value, places=None):
    """`1234.5` → `1.234,5`; nothing stays nothing."""
    return "" if value in (None, "") else numbers.number(value, places=places)


@register.filter
def quantity(value, unit):
    """A value with its unit."""
    return "" if value in (None, "") else numbers.quantity(value, unit)


@register.filter
def moment(value, zone=None):
    """A moment with its zone, in the reader's zone or in the one given."""
    return times.moment(value, zone) if value else ""


@register.filter
def told(value):
    """A note of the data's compilers in the reader's language; any other text as it is."""
    return numbers.unparted(remarks.told(value)) if value else value


@register.filter
def host(address):
    """The host of an address, where the whole of it is too long to read."""
    return addresses.host_of(address) or address


@register.filter
def linked(source, words=""):
    """A source: an address as a link, by `words` or its host."""
    return addresses.linked(source or "", words)
