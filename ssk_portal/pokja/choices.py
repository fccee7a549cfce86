"""What may be chosen in the forms of the Pokja: rows of the region at hand and of its province."""

from django.db.models import Q

from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Region


def institutions_for(region: Region, *, kept=None):
    """The institutions of `region` and of its province; `kept` is the one that stands already."""
    near = Q(region=region) | Q(region_id=region.province_id)
    if kept is not None:
        near |= Q(pk=kept.pk)
    return Institution.objects.filter(near).select_related("region").order_by("region__code", "name")


def regions_of(user):
    """The regions for which `user` may record something: the own one and those below it."""
    return Region.objects.within(user.region).order_by("code")


def with_region(institution: Institution) -> str:
    """Names repeat: every district has a Dinas Kesehatan."""
    return f"{institution.name} – {institution.region}"
