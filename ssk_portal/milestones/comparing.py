"""What an edition changes against the one before: milestone by milestone, requirement by requirement."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement
from ssk_portal.milestones.models.evidence import in_words

ADDED, DROPPED, CHANGED, SAME = "added", "dropped", "changed", "same"
ASKED = ("title_id", "kind", "record_kind", "accepts", "compulsory", "first_year_only")
STANDS = ("number", "symbol", "name_id", "assistance_year", "repeats")


@dataclass(frozen=True)
class Field:
    """One thing that is asked for in another way: its label, how it was, how it is now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A milestone or a requirement beside the one that it comes from; one of the two may be none."""

    row: Milestone | Requirement
    what: str
    fields: list[Field] = field(default_factory=list)
    requirements: list["Change"] = field(default_factory=list)

    @property
    def label(self) -> str:
        labels = {
            ADDED: pgettext("edition", "new"),
            DROPPED: pgettext("edition", "no longer asked for"),
            CHANGED: pgettext("edition", "changed"),
            SAME: pgettext("edition", "as before"),
        }
        return labels[self.what]

    @property
    def changes_something(self) -> bool:
        return self.what != SAME or any(part.what != SAME for part in self.requirements)


def edition_changes(scheme: MilestoneScheme) -> list[Change]:
    """Every milestone of `scheme` and of the edition before it, in order. Empty for the first edition."""
    if scheme.follows_id is None:
        return []
    asked = Prefetch("milestones", Milestone.objects.prefetch_related("requirements").order_by("number"))
    now, before = sorted(MilestoneScheme.objects.filter(pk__in=[scheme.pk, scheme.follows_id]).prefetch_related(asked), key=lambda row: -row.edition)
    return _compared(before.milestones.all(), now.milestones.all(), STANDS, _parts)


def _compared(before, now, names, parts=None) -> list[Change]:
    known = {row.pk: row for row in before}
    found = [_change(known.pop(row.predecessor_id, None), row, names, parts) for row in now]
    return found + [Change(row, DROPPED, requirements=parts(row, None) if parts else []) for row in known.values()]


def _change(old, row, names, parts) -> Change:
    within = parts(old, row) if parts else []
    if old is None:
        return Change(row, ADDED, requirements=within)
    fields = [Field(_label(row, name), _shown(old, name), _shown(row, name)) for name in names if getattr(old, name) != getattr(row, name)]
    return Change(row, CHANGED if fields else SAME, fields, within)


def _parts(old: Milestone | None, row: Milestone | None) -> list[Change]:
    return _compared(old.requirements.all() if old else (), row.requirements.all() if row else (), ASKED)


def _label(row, name: str) -> str:
    return str(row._meta.get_field(name).verbose_name)


def _shown(row, name: str) -> str:
    """The value as people read it."""
    value, column = getattr(row, name), row._meta.get_field(name)
    if name == "accepts":
        words = dict(column.base_field.choices)
        return ", ".join(str(words[kind]) for kind in value) or _("all kinds")
    return (str(dict(column.choices).get(value, value)) if column.choices else in_words(value)) or "–"
