"""What may be chosen in the forms of the Pokja, and the box in which an institution is typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.forms.models import ModelChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import is_key
from ssk_portal.pokja.models import Institution
from ssk_portal.pokja.names import alike, called
from ssk_portal.regions.models import Level, Region
from ssk_portal.screens.suggest import MOST, SuggestInput


def institutions_for(region: Region, *, kept: int | None = None):
    """The institutions of `region`, of its province and of the centre; `kept` is the key of the one that stands already."""
    return nearest_first(Q(region=region) | Q(region_id=region.province_id) | Q(region__level=Level.COUNTRY), kept=kept)


def nearest_first(which: Q, *, kept: int | None = None):
    """The institutions that `which` names and the one of the key `kept`, those of districts before those of provinces and the centre."""
    distance = Case(When(region__level=Level.DISTRICT, then=Value(0)), When(region__level=Level.PROVINCE, then=Value(1)), default=Value(2))
    rows = Institution.objects.filter(which | Q(pk=kept) if kept else which)
    return rows.annotate(distance=distance).select_related("region").order_by("distance", "region__code", "name")


def regions_of(user):
    """The regions for which `user` may record something: the own one and those below it."""
    return Region.objects.within(user.region).order_by("code")


class Suggestions(ModelChoiceIterator):
    """The names of the nearest institutions, former ones with the present one behind; read when a page draws them."""

    field: "InstitutionField"

    def __iter__(self):
        return iter(self._texts())

    def __len__(self):
        """Whatever lists them asks for this first; Django's own would count all institutions in the database."""
        return len(self._texts())

    def _texts(self) -> list[str]:
        former = [f"{name} → {row.label}" for row in self.field.nearest for name in row.former_names]
        return [*(row.label for row in self.field.nearest), *former][:MOST]


class InstitutionField(forms.ModelChoiceField):
    """An institution, typed: by its full, short or former name, or as the suggestions show it.

    The nearest one is meant where a name repeats: the district's Dinas Kesehatan, not the
    province's. A form names in `narrow` those that may be meant, nearest first.
    """

    widget = SuggestInput
    iterator = Suggestions
    queryset: Any  # always given: `offer`
    instead: Any = ""  # the label of the box beside it that takes any name

    def __init__(self, *args, help_text="", **kwargs):
        super().__init__(*args, help_text=help_text or gettext_lazy("Type the name; institutions recorded already are suggested."), **kwargs)

    def offer(self, rows, *, instead=""):
        """Take one of `rows`, as `nearest_first` orders them; `instead` is the label of the box for a name that is not among them."""
        self.queryset, self.instead = rows, instead

    @cached_property
    def nearest(self) -> list[Institution]:
        """Those that a page suggests, read once."""
        return list(self.queryset[:MOST])

    def label_from_instance(self, obj):
        return obj.label

    def prepare_value(self, value):
        """The name in the box: of the row that stands there, else what was typed."""
        if isinstance(value, Institution):
            return value.label
        if not is_key(str(value or "")):
            return value
        near = next((row for row in self.nearest if row.pk == int(value)), None)
        row = near or self.queryset.filter(pk=value).first()
        return row.label if row else value

    def has_changed(self, initial, data):
        return not self.disabled and (self.prepare_value(initial) or "") != (self.prepare_value(data) or "")

    def to_python(self, value):
        if value in self.empty_values:
            return None
        self.validate_no_null_characters(str(value))
        found = self._found(str(getattr(value, "pk", value)).rpartition("→")[2].strip())
        nearest = [row for row in found if _distance(row) == _distance(found[0])]
        if len(nearest) != 1:
            raise ValidationError(self._several(nearest) if nearest else self._unknown(str(value)), code="invalid_choice")
        return nearest[0]

    def _found(self, text: str) -> list[Institution]:
        """A number is the row's own: so other pages name it in their addresses."""
        found = self.queryset.filter(pk=text) if is_key(text) else called(text, self.queryset)
        return sorted(found, key=_distance)

    def _several(self, rows) -> str:
        return _("Several institutions go by that name: %(names)s. Write it as it is suggested.") % {"names": _listed(rows)}

    def _unknown(self, text: str) -> str:
        near = [row for row in self.nearest if any(alike(text, name, row.region) for name in row.names)]
        if near:
            return _("No institution goes by that name here. Did you mean %(names)s?") % {"names": _listed(near)}
        if self.instead:
            sentence = _(
                "No institution goes by that name here. Choose one that is suggested, write the name under “%(box)s”, or record it first: menu Pokja, button Institutions."
            )
            return sentence % {"box": self.instead}
        return _("No institution goes by that name here. Choose one that is suggested, or record it first: menu Pokja, button Institutions.")


def _distance(row) -> int:
    """0 of a district, 1 of a province, 2 of the centre: as `nearest_first` counted."""
    return row.distance


def _listed(rows) -> str:
    return "; ".join(f"“{row.label}”" for row in rows[:3])
