"""How the Pokja stand on a day, asked of the database for many at once: decree, members, empty seats."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from ssk_portal.pokja.models import Decree, DecreeStatus, Member, Position
from ssk_portal.pokja.models.terms import LAST_DAY


def with_decree_status(pokjas, day):
    """Each Pokja with `decree_state`, the word for its decree on `day`; the same rule as `Pokja.newest_decree` and its `status`."""
    standing = Decree.objects.filter(pokja=OuterRef("pk")).standing_first(day)
    return pokjas.annotate(decree_state=Coalesce(Subquery(standing.values("status_then")[:1]), Value(DecreeStatus.NONE)))


def with_numbers(pokjas):
    """Each Pokja with what its line in the list tells."""
    today = timezone.localdate()
    in_force = Decree.objects.in_force(today).filter(pokja=OuterRef("pk"))
    seats = Position.objects.filter(pokja=OuterRef("pk")).on(today)
    people = Member.objects.filter(position__pokja=OuterRef("pk")).on(today)
    return (
        with_decree_status(pokjas, today)
        .select_related("region__province")
        .prefetch_related("decrees")
        .annotate(
            in_force_until=Subquery(in_force.annotate(last=LAST_DAY).values("last")[:1]),
            sitting_count=_count(people, "position__pokja"),
            vacant_count=_count(seats.vacant(today), "pokja"),
            # Publications leave names out: such seats are neither filled nor empty.
            names_known=Case(When(reference="", then=True), default=Exists(seats.filter(Exists(Member.objects.filter(position=OuterRef("pk")))))),
        )
    )


def _count(rows, group):
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
