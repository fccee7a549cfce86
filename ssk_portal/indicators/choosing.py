"""A person's choice of the value that counts, and giving it back to the rule (`choice.py`)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import because
from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.choice import choose


def why_not_chosen(row) -> str:
    """The sentence why a figure cannot be chosen to count; empty where it can."""
    if not row.is_settled:
        return _("Only an approved or published figure can count. Now it is “%(state)s”.") % {"state": row.get_state_display()}
    return _("This value counts already.") if row.counts else ""


def why_not_unchosen(row) -> str:
    """The sentence why the rule cannot choose again in place of this figure; empty where it can."""
    return "" if row.counts and row.choice_reason else _("This value was not chosen by hand, or is not any more: the rule chooses.")


def seen(row, counting) -> str:
    """What somebody sees who chooses: the version of `row`, and which value counts, in which version."""
    return f"{row.version} {counting.pk} {counting.version}" if counting else str(row.version)


def choose_by_hand(row, *, reason: str, shown: str | None = None, by):
    """Let `row` count from now on, for `reason`, as `by`; the rule does not overrule it.

    `shown` is what was `seen` before. Raises NotNow where anything of it is another by now, where the
    value is not settled, counts already, or no reason is given.
    """
    with transaction.atomic(), because(reason):
        row, rows = _asked(row, why_not_chosen, reason=reason, shown=shown, by=by)
        for each in rows:
            if each.counts:
                setattr(each, row.mark, False)
                each.choice_reason = ""
                each.save()
        setattr(row, row.mark, True)
        row.choice_reason = reason.strip()
        row.save()
    return row


def choose_by_rule(row, *, reason: str, shown: str | None = None, by):
    """Give the choice of `row` back to the rule, for `reason`, as `by`. Raises NotNow as `choose_by_hand` does."""
    with transaction.atomic(), because(reason):
        row, _rows = _asked(row, why_not_unchosen, reason=reason, shown=shown, by=by)
        row.choice_reason = ""
        row.save()
        choose(type(row), {row.group_key})
        row.refresh_from_db()
    return row


def _asked(row, why_not, *, reason, shown, by):
    """The row and all of its group, locked, once it was asked whether `by` may choose among them now."""
    if not (by.may("figure.review") and by.region.reaches(row.region)):
        raise PermissionDenied
    if not reason.strip():
        raise NotNow(_("Write a reason."))
    rows = list(type(row).objects.beside(row).select_related("indicator", "region").order_by("pk").select_for_update(of=("self",)))
    row = next(each for each in rows if each.pk == row.pk)
    if shown is not None and shown != seen(row, next((each for each in rows if each.counts), None)):
        raise NotNow(_("Another value was chosen in the meantime, or this one was changed. Read once more what counts now; your reason is still here."))
    if sentence := why_not(row):
        raise NotNow(sentence)
    return row, rows
