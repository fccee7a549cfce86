"""A member's term beside that of the decree by which the seat stands.

Who came later than the decree, or left earlier, is usual. Who sat before its first day, or is to
sit after its last, is not: such a term is either of another decree or a slip of the hand. A day
that is not known is not compared.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.pokja.models.decrees import Decree


def misses(since: date | None, until: date | None, decree: Decree | None) -> dict[str, str]:
    """Why no day of a term can be under `decree`, by the field to mend; empty where one may be."""
    first, last = (decree.begins, decree.ends) if decree else (None, None)
    if until and first and until < first:
        return {"until": _("%(decree)s begins on %(day)s: who left before that sat by an earlier decree.") % _told(decree, first)}
    if since and last and since > last:
        return {"since": _("%(decree)s ends on %(day)s: who comes after that sits by a later decree.") % _told(decree, last)}
    return {}


def beyond(since: date | None, until: date | None, decree: Decree | None) -> dict[str, str]:
    """On which side a term reaches beyond that of `decree`, by its field."""
    first, last = (decree.begins, decree.ends) if decree else (None, None)
    found = {}
    if since and first and since < first:
        found["since"] = _("%(decree)s begins on %(day)s, later than this term.") % _told(decree, first)
    if until and last and until > last:
        found["until"] = _("%(decree)s ends on %(day)s, earlier than this term.") % _told(decree, last)
    return found


def _told(decree, day) -> dict:
    return {"decree": decree, "day": date_format(day, "DATE_FORMAT")}
