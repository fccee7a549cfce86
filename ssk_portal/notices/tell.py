"""Telling people: one notice for each who is concerned, never for the one who acted."""

from django.utils import translation

from ssk_portal.notices.models import Kind, Notice


def tell(people, kind: Kind, about, *, by, name: str = "", url: str = "", **more) -> list[Notice]:
    """Write a notice of `kind` about the row `about` for each of `people` who can still sign in.

    `name` is what the row is called where neither its own name nor its `name_in_notices` says enough, `url` where the notice
    leads where that is not the row's own page; `more` are further fields of the notice: a note, the day of a reminder.
    """
    told = {person.pk: person for person in people if person.is_active and person.pk != by.pk}
    return [
        Notice.objects.create(user=person, kind=kind, about=about, row=name[:300] or _name(about, person), url=url or about.get_absolute_url(), actor_name=by.shown_name, **more)
        for person in told.values()
    ]


def _name(about, person) -> str:
    """The row's name in the language of who reads the notice, not of who acted."""
    with translation.override(person.language):
        return str(getattr(about, "name_in_notices", about))[:300]
