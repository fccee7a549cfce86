"""Sentences of the libraries that show in the portal and whose own Indonesian is wrong or in other words than ours.

The catalogue of this room stands before theirs, so its wording is the one that is shown.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

WORDINGS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid integer."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Please type your current password."),
    gettext_noop("Conflicting form data submitted. Please try again."),
    gettext_noop("Change or view list link"),
    gettext_noop("Filter navigation items"),
    ngettext_lazy("%(counter)s result", "%(counter)s results", "counter"),
)
