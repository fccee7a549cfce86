"""Erasure: the particulars of a person are overwritten where the database otherwise lets nothing be changed.

The one exception to append-only. Only the rooms' own `erasure` modules call it, each for
what it keeps; `tests/reporting/test_anonymise.py` holds them to that. Nobody can undo it.
"""

import re
from dataclasses import dataclass

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, Q, QuerySet, TextField, Value

WORD = "dianonimkan"
SHORTEST = 6  # a shorter particular, such as an extension, may stand in a text for something else


@dataclass(frozen=True)
class Traces:
    """By what a person can be found: the key of the account, and all names and particulars ever held."""

    pk: int
    names: frozenset[str]
    particulars: frozenset[str]  # e-mail addresses, telephone numbers, NIP
    logins: frozenset[str] = frozenset()  # user names: never looked for in texts, where they may be a place's name

    def words(self, *, told_by_name: bool = False) -> list[str]:
        """What is taken out of a text, longest first.

        A name of a single word may be a place or somebody else's: it is taken out only where
        the text surely tells of this person.
        """
        names = {name for name in self.names if told_by_name or " " in name.strip()}
        return sorted(names | {word for word in self.particulars if len(word) >= SHORTEST}, key=len, reverse=True)

    def out_of(self, text: str, *, told_by_name: bool = False) -> str:
        """`text` without this person."""
        for word in self.words(told_by_name=told_by_name):
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", WORD, text, flags=re.IGNORECASE)
        return text


def rewrite(rows: QuerySet, **values) -> int:
    """Set `values` on `rows`, also where the table is append-only. Returns how many were set."""
    locked = f"{rows.model._meta.label}:append_only"
    if not any(trigger.name == "append_only" for trigger in rows.model._meta.triggers):
        return rows.update(**values)
    with pgtrigger.ignore(locked):
        return rows.update(**values)


def save_past(row, trigger: str) -> None:
    """Save `row` though `trigger` of its table would refuse it."""
    with pgtrigger.ignore(f"{row._meta.label}:{trigger}"):
        row.save()


def clean_texts(rows: QuerySet, fields: tuple[str, ...], traces: Traces, *, told_by_name: bool = False) -> int:
    """Take this person out of the texts of `rows`, row by row. Returns how many rows held something."""
    count = 0
    for row in rows.only("pk", *fields).iterator():
        texts = {name: getattr(row, name) or "" for name in fields}
        cleaned = {name: traces.out_of(text, told_by_name=told_by_name) for name, text in texts.items()}
        if cleaned != texts:
            count += rewrite(rows.model._base_manager.filter(pk=row.pk), **cleaned)
    return count


def naming(traces: Traces, *fields: str) -> Q:
    """Rows in whose texts one of the words stands."""
    found = Q(pk__in=[])
    for word in traces.words():
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
    return found


def histories() -> list:
    """The history tables of every room."""
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def clean_reasons(events: QuerySet, traces: Traces, *, told_by_name: bool = False) -> int:
    """Take this person out of the reasons that stand in `events`."""
    naming = Q(pk__in=[])
    for word in traces.words(told_by_name=told_by_name):
        naming |= Q(pgh_context__reason__icontains=word)
    count = 0
    for event in events.filter(naming).iterator():
        cleaned = traces.out_of(event.pgh_context["reason"], told_by_name=told_by_name)
        count += rewrite(events.model.objects.filter(pk=event.pk), pgh_context=event.pgh_context | {"reason": cleaned})
    return count


def forget_everywhere(traces: Traces) -> None:
    """In every history: the name beside what this person did, and the reasons that name them. Role and region stay."""
    named = Func(F("pgh_context"), Value(["name"], ArrayField(TextField())), Value(WORD, JSONField()), function="jsonb_set", output_field=JSONField())
    for model in histories():
        rewrite(model.objects.filter(pgh_context__user=traces.pk), pgh_context=named)
        clean_reasons(model.objects.all(), traces)
