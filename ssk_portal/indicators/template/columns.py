"""The columns of the two templates: of achievements, and of targets."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.models import Area, Target
from ssk_portal.indicators.models.achievements import NUMBERS
from ssk_portal.indicators.template.vocabulary import LETTERS, Vocabulary
from ssk_portal.screens.sheets.columns import Column, decimal, shortened

FILLED = (*NUMBERS, "publisher", "source", "page", "note", "answer", "indicator_as_published", "framework", "published_via")
LONG = 10_000
FIRST, LAST = 1990, 2100


def columns_of(vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns for what `vocabulary.user` writes: what a row is about, what was before, and what is filled in."""
    return (*_about(vocabulary), *_before(), *_filled(vocabulary))


def _about(vocabulary):
    is_target = vocabulary.model is Target
    columns = [
        Column("code", _("code"), code_reader(vocabulary.model), width=9, locked=True, hint=_("Set by the portal for a figure that is there. Empty for a new one.")),
        Column("mark", _("template"), read_mark, width=16, locked=True, hint=_("Says which template this is. Leave it as it is; empty in a row that you add.")),
        Column("region", _("region code"), region_reader(vocabulary), required=True, width=10, locked=True),
        Column("region_name", _("region"), longest=LONG, width=32, locked=True),
        Column("indicator", _("indicator code"), choices=vocabulary.offered, also=vocabulary.indicators, required=True, width=22, locked=True),
        Column("indicator_name", _("indicator"), longest=LONG, width=34, locked=True, hint=_("How it is defined is on the sheet of definitions.")),
        Column("unit", _("unit"), width=12, locked=True),
        Column("year", _("year"), read_year, required=True, width=8, locked=True),
        Column("area", _("area"), choices={label: value for value, label in Area.choices}, width=12, locked=True, hint=_("Empty means total.")),
    ]
    if is_target:
        layers = {layer.name: layer for layer in vocabulary.own_layers}
        also = {name: layer for layer in vocabulary.layers for name in (layer.name_id, layer.name_en)}
        columns.insert(7, Column("layer", _("layer"), choices=layers, also=also, required=True, width=28, locked=True))
    return columns


def _before():
    """What is only shown; it is not read."""
    return [
        Column("state", _("state"), longest=LONG, width=14, locked=True, hint=_("A figure that was submitted or approved stays as it is; its row is locked.")),
        Column("before", _("value of the year before"), longest=LONG, width=26, locked=True, hint=_("For comparison; it is not read.")),
    ]


def _filled(vocabulary):
    publishers = {name: publisher for name, publisher in vocabulary.publishers.items() if vocabulary.names_publisher(publisher)}
    is_target = vocabulary.model is Target
    numbers = [Column("value", _("value"), decimal, numeric=True, longest=40, width=14, hint=_("With a decimal comma or point: 77,09. No data yet is not zero: leave it empty."))]
    if not is_target:
        numbers += [Column(name, title, decimal, numeric=True, longest=40, width=14) for name, title in (("numerator", _("numerator")), ("denominator", _("denominator")))]
    columns = [
        *numbers,
        Column("publisher", _("publisher"), choices=publishers, also=vocabulary.publishers, width=24, hint=_("Who counted it: choose from the list.")),
        _text(vocabulary, "source", width=40),
        _text(vocabulary, "page", width=12),
        Column("note", _("note"), longest=LONG, width=30),
    ]
    if not is_target:
        hint = _("Only where the portal warned of the value in this row and it is right all the same: why. Empty leaves an earlier answer as it is.")
        columns.append(Column("answer", _("answer to the warnings"), longest=LONG, width=30, hint=hint))
    if vocabulary.publishes:
        columns += [_text(vocabulary, name, width=24) for name in ("indicator_as_published", "framework", "published_via")]
    return columns


def _text(vocabulary, name, **how: Any) -> Column:
    field = vocabulary.model._meta.get_field(name)
    return Column(name, field.verbose_name, longest=field.max_length, hint=field.help_text, **how)


def code_reader(model):
    def read(cell: str) -> int | None:
        if not cell:
            return None
        found = re.fullmatch(rf"([{''.join(LETTERS.values())}])(\d{{1,15}})", cell.upper(), re.ASCII)
        if not found:
            raise ValidationError(gettext("“%(text)s” is not a code of the portal. Leave the cell empty in a row that you add.") % {"text": shortened(cell)})
        if found[1] != LETTERS[model]:
            raise ValidationError(gettext("This row comes from another template. Send achievements and targets on their own pages."))
        return int(found[2])

    return read


def read_mark(cell: str) -> tuple[str, int, int] | None:
    """`capaian-2024-2`: kind, year and edition of the template."""
    if not cell:
        return None
    found = re.fullmatch(r"([a-z]+)-(\d{4})-(\d{1,4})", cell.strip().lower(), re.ASCII)
    if not found:
        raise ValidationError(gettext("This is not the mark of a template. Take a new template and copy what you filled in."))
    return found[1], int(found[2]), int(found[3])


def read_year(cell: str) -> int:
    if not re.fullmatch(r"\d{4}", cell, re.ASCII) or not FIRST <= int(cell) <= LAST:
        raise ValidationError(gettext("“%(text)s” is not a year between %(first)s and %(last)s.") % {"text": shortened(cell), "first": FIRST, "last": LAST})
    return int(cell)


def region_reader(vocabulary: Vocabulary):
    def read(cell: str):
        region = vocabulary.region(cell)
        if region is None and (near := vocabulary.region_without_point(cell)):
            raise ValidationError(gettext("“%(text)s” is not known here. Is “%(near)s” meant?") % {"text": cell, "near": f"{near.code} {near.full_name}"})
        if region is None:
            raise ValidationError(gettext("“%(text)s” is not the code of a province, regency or city.") % {"text": shortened(cell)})
        return region

    return read
