"""Keeping the definitions: a local indicator of a region, a changed definition as a new version, all versions with their years.

A version is what is counted, from the first to the last year counted so. Today's stands on the
indicator; each former one stands as it was with the change that ended it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.models import DefinitionChange, Indicator, Publisher

# What says how it is counted: figures from before and after a change of these may not be comparable.
COUNTED = (
    "definition_id", "definition_en", "numerator_id", "numerator_en", "denominator_id", "denominator_en", "method_id", "method_en", "direction", "cumulative",
)  # fmt: skip
AFTER_ALL = 1000  # the place of local indicators, after those that hold everywhere


@transaction.atomic
def add_indicator(indicator: Indicator, *, by) -> Indicator:
    """Save a new indicator of `by`: of the centre one that holds everywhere, else a local one of the region, with a code of its own."""
    if not by.region.is_country:
        indicator.region, indicator.order = by.region, AFTER_ALL
        indicator.code = free_code(Indicator, f"{by.region.code.replace('.', '-')}-{slugify(indicator.name_id)}"[:56].rstrip("-"))
    indicator.save()
    return indicator


def free_code(model: type[Indicator] | type[Publisher], base: str) -> str:
    """`base`, with a number where another row has that code already."""
    code, number = base, 1
    while model.objects.filter(code=code).exists():
        number += 1
        code = f"{base}-{number}"
    return code


@transaction.atomic
def change_definition(indicator: Indicator, *, since: int | None = None, note: str = "", note_en: str = "", source: str = "", by) -> Indicator:
    """Save the changed `indicator`, as `by`. With `since` it is counted otherwise from that year on: the former definition is kept beside it.

    `note` says what changed, `note_en` the same in English, `source` whose word it is (else the definition's own source). Raises
    NotNow where somebody else changed the indicator meanwhile, ValidationError at `since` where the
    definition of today began that year or later.
    """
    if not Indicator.objects.editable_by(by).filter(pk=indicator.pk).exists():
        raise PermissionDenied
    before = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if before.version != indicator.version:
        raise NotNow(_("Somebody else changed this indicator in the meantime. Open it again and compare."))
    indicator.save()
    if since is not None:
        if fault := since_fault(before, since):
            raise ValidationError({"since": fault})
        former = {f"former_{language}": _told(before, language) for language in ("id", "en")}
        change = DefinitionChange(indicator=indicator, year=since, note_id=note, note_en=note_en, source=source or indicator.source, **former)
        change.full_clean()
        change.save()
    indicator.refresh_from_db()
    return indicator


def since_fault(indicator: Indicator, year: int) -> str:
    """Why a new definition cannot begin in `year`: that of today began no earlier."""
    latest = indicator.changes.order_by("-year").values_list("year", flat=True).first()
    if latest is None or year > latest:
        return ""
    return _("The definition of today holds since %(year)s; a new one begins later.") % {"year": latest}


def _told(indicator: Indicator, language: str) -> str:
    """The definition with all that says how it is counted, as a text in `language`."""
    with override(language):
        lines = [
            indicator.definition,
            indicator.numerator and _("Numerator: %(words)s") % {"words": indicator.numerator},
            indicator.denominator and _("Denominator: %(words)s") % {"words": indicator.denominator},
            indicator.method and _("Method: %(words)s") % {"words": indicator.method},
            _("Direction: %(direction)s; counted: %(counted)s") % {"direction": indicator.get_direction_display(), "counted": indicator.counted_words},
            _("Source of the definition: %(source)s") % {"source": indicator.source},
        ]
        return "\n".join(str(line) for line in lines if line)


@dataclass(frozen=True)
class Version:
    """How an indicator was counted from year `first` to `last`; None: from the beginning, until today."""

    first: int | None
    last: int | None
    began: DefinitionChange | None  # the change that began it
    words: str = ""  # how it was defined; today's stands on the indicator itself

    @property
    def is_today(self) -> bool:
        return self.last is None

    @property
    def years(self) -> str:
        if self.first is None:
            return _("all years") if self.last is None else _("until %(year)s") % {"year": self.last}
        if self.last is None:
            return _("since %(year)s") % {"year": self.first}
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def versions_of(changes: Iterable[DefinitionChange]) -> list[Version]:
    """All versions of one indicator, newest first, from the `changes` of its definition."""
    began: list[DefinitionChange | None] = [None, *sorted(changes, key=lambda change: change.year)]
    ended = [*began[1:], None]
    versions = [
        Version(first=start.year if start else None, last=end.year - 1 if end else None, began=start, words=end.former if end else "")
        for start, end in zip(began, ended, strict=True)
    ]
    return versions[::-1]
