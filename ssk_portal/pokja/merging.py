"""Merging two rows that mean one institution: every link goes over to the one that is kept.

Rooms above this one name institutions too; what they hold is found by asking the models, so a
relation that comes later is not forgotten.
"""

from dataclasses import dataclass

import pghistory
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation, UniqueViolation

from ssk_portal.audit.timeline import event_model
from ssk_portal.common.errors import NotNow
from ssk_portal.common.numbers import number
from ssk_portal.common.spelling import plain
from ssk_portal.pokja.models import Institution

FILLED = ("short_name", "address", "telephone", "email", "counts_as")  # kept where the kept row has none


@dataclass(frozen=True)
class Links:
    """How many rows of one kind name an institution, and as what."""

    field: models.Field
    count: int

    @property
    def told(self) -> str:
        """“2 positions”; “1 agreement, as institution in charge” where the field says more than that it is an institution."""
        names, role = self.field.model._meta, self.field.verbose_name
        rows = f"{number(self.count)} {names.verbose_name if self.count == 1 else names.verbose_name_plural}"
        return rows if role == Institution._meta.verbose_name else _("%(rows)s, as %(role)s") % {"rows": rows, "role": role}


def relations(model=Institution) -> list[models.Field]:
    """Every foreign key of any room that names a row of `model`. The history stays as it was."""
    found = (relation.field for relation in model._meta.get_fields(include_hidden=True) if relation.auto_created and not relation.concrete and not relation.many_to_many)
    return sorted((field for field in found if not issubclass(field.model, pghistory.models.Event)), key=lambda field: (field.model._meta.label, field.name))


def generic_relations() -> list[GenericForeignKey]:
    """Every key that may name a row of any kind, such as that of a notice."""
    return [field for model in apps.get_models() if not issubclass(model, pghistory.models.Event) for field in model._meta.private_fields if isinstance(field, GenericForeignKey)]


def links_of(institution: Institution) -> list[Links]:
    """What names `institution`, by kind, counted in one statement."""
    fields = relations()
    counts = {f"links_{number}": _counted(field) for number, field in enumerate(fields)}
    row = Institution.objects.filter(pk=institution.pk).annotate(**counts).values_list(*counts).get()
    return [Links(field, count) for field, count in zip(fields, row, strict=True) if count]


def _counted(field):
    rows = field.model._base_manager.filter(**{field.name: OuterRef("pk")}).order_by().values(field.name)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)


def why_not(kept: Institution, given_up: Institution) -> str:
    """The sentence why these two cannot be one, or nothing: a district's office is not that of another district."""
    if kept.pk == given_up.pk:
        return _("Choose a different institution.")
    if not (kept.region.reaches(given_up.region) or given_up.region.reaches(kept.region)):
        return _("%(one)s and %(other)s are of different regions and cannot be one institution.") % {"one": kept.label, "other": given_up.label}
    for later, earlier in ((kept, given_up), (given_up, kept)):
        if later.predecessor_id != earlier.pk and later.comes_after(earlier):
            told = _("Between %(earlier)s and %(later)s another institution is recorded as predecessor and successor. Correct that first, then merge.")
            return told % {"earlier": earlier, "later": later}
    return ""


@transaction.atomic
def merge_institutions(kept: Institution, given_up: Institution, *, by, reason: str) -> Institution:
    """Give all links of `given_up` to `kept` and delete it; its names stay as former names of `kept`.

    Raises PermissionDenied where one of them is out of `by`'s reach, NotNow where they cannot be one.
    """
    rows = Institution.objects.select_for_update(of=("self",)).select_related("region").filter(pk__in=[kept.pk, given_up.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2 and kept.pk != given_up.pk:
        raise NotNow(_("One of the two institutions is gone."))
    kept, given_up = found[kept.pk], found[given_up.pk]
    if not by.may("institution.change") or Institution.objects.editable_by(by).filter(pk__in=found).count() < len(found):
        raise PermissionDenied
    if sentence := why_not(kept, given_up):
        raise NotNow(sentence)
    with pghistory.context(reason=reason, merged=[given_up.pk, kept.pk]):
        _take_over_names(kept, given_up)
        for field in relations():
            _move(field, kept, given_up)
        for field in generic_relations():
            place = {field.ct_field: ContentType.objects.get_for_model(Institution), field.fk_field: given_up.pk}
            field.model._base_manager.filter(**place).update(**{field.fk_field: kept.pk})
        given_up.delete()
    return kept


def _take_over_names(kept: Institution, given_up: Institution) -> None:
    """The names of the one given up, what the kept one lacks, and who came before."""
    known = {plain(name) for name in kept.names}
    for name in FILLED:
        if kept.region_id == given_up.region_id and not getattr(kept, name):
            setattr(kept, name, getattr(given_up, name))
    kept.former_names = [*kept.former_names, *(name for name in dict.fromkeys(given_up.names) if plain(name) not in known and name != kept.short_name)]
    if kept.predecessor_id in (None, given_up.pk):
        # The two are one now: what came before either of them came before it.
        kept.predecessor_id = given_up.predecessor_id if given_up.predecessor_id != kept.pk else None
    kept.save()


def _move(field, kept: Institution, given_up: Institution) -> None:
    """Give the rows that name `given_up` to `kept`, one by one; one that the database refuses stands there already."""
    for row in field.model._base_manager.filter(**{field.name: given_up.pk}).order_by("pk"):
        try:
            with transaction.atomic():
                field.model._base_manager.filter(pk=row.pk).update(**{field.name: kept.pk})
        except IntegrityError as refused:
            if not isinstance(refused.__cause__, (UniqueViolation, ExclusionViolation)):
                raise
            _drop_double(row)


def _drop_double(row) -> None:
    """A row that would say of `kept` what another one says already goes, unless something hangs on it."""
    if any(field.model._base_manager.filter(**{field.name: row.pk}).exists() for field in relations(type(row))):
        raise NotNow(_("“%(row)s” stands with both institutions, and more hangs on it. Settle that first, then merge.") % {"row": row})
    row.delete()


def merged_into(key: int) -> Institution | None:
    """The institution that the one of this number, gone now, was merged into; followed where that one was merged too."""
    gone = event_model(Institution).objects.filter(pgh_obj_id=key, pgh_label="delete", pgh_context__merged__0=key)
    for into in gone.values_list("pgh_context__merged__1", flat=True):
        return Institution.objects.filter(pk=into).first() or merged_into(into)
    return None
