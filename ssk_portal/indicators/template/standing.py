"""The figures that stand where a template speaks: found by their code, or by what they are about."""

from collections import Counter, defaultdict
from functools import cached_property
from typing import Any

from ssk_portal.common.spelling import plain
from ssk_portal.indicators.filling import hold
from ssk_portal.indicators.template.vocabulary import Vocabulary
from ssk_portal.screens.sheets.reading import Row


class Standing:
    """What stands in the regions, years and indicators of some rows; one query."""

    def __init__(self, vocabulary: Vocabulary, rows: list[Row], *, locked: bool):
        self.vocabulary = vocabulary
        wanted = {f"{name}__in": {row.values[name] for row in rows} for name in ("region", "year", "indicator")}
        related = ("layer",) if hasattr(vocabulary.model, "layer") else ()
        figures = vocabulary.model.objects.visible_to(vocabulary.user).filter(**wanted).select_related("publisher", "indicator", "region", *related).order_by("pk")
        if locked:
            hold({row.values["region"].pk for row in rows})
            figures = figures.select_for_update(of=("self",))
        self.figures = list(figures) if rows else []
        self.by_code = {figure.pk: figure for figure in self.figures}
        # As they stand in the database: the rows alter the figures.
        self.keys = {figure.pk: self._key(figure) for figure in self.figures}

    @cached_property
    def _by_publisher(self) -> dict[tuple, list]:
        found = defaultdict(list)
        for figure in self.figures:
            found[(*figure.group_key, figure.publisher_id)].append(figure)
        return found

    def like(self, about: dict[str, Any], values: dict[str, Any]) -> list:
        """The figures that a row without a code may speak of: those of the same publisher, of these the one of the same source.

        A published one is meant where the source is the same; who does not publish means his own, unless all of it is the same.
        """
        group = self.vocabulary.model(**about).group_key
        same = self._by_publisher.get((*group, values["publisher"] and values["publisher"].pk), [])
        source = [figure for figure in same if figure.source == values["source"] and (not self.vocabulary.publishes or figure.framework == values["framework"])]
        if self.vocabulary.publishes:
            published = [figure for figure in source if figure.is_published]
            return [figure for figure in published if figure.value == values["value"]] or published
        own = [figure for figure in same if not figure.is_published]
        alike = [figure for figure in source if figure.value == values["value"]]
        return [figure for figure in alike if figure in own] or [figure for figure in source if figure in own] or own or alike

    def said_twice(self, figures: list) -> list:
        """Of the altered and new `figures` those that say just the same as another one, once all of them are written."""
        keys = self.keys | {figure.pk or id(figure): self._key(figure) for figure in figures}
        exact, spelled = Counter(keys.values()), Counter(map(_spelled, keys.values()))
        return [figure for figure in figures if (exact[self._key(figure)] if figure.is_published else spelled[_spelled(self._key(figure))]) > 1]

    @staticmethod
    def _key(figure) -> tuple:
        """What the database keeps once."""
        return (*figure.group_key, figure.publisher_id, figure.framework, figure.value, figure.source)


def _spelled(key: tuple) -> tuple:
    """The same for drafts, of which a source written otherwise is no other one."""
    return (*key[:-1], plain(key[-1]))
