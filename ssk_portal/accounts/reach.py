"""What a post sees, said in sentences: before it is given to somebody, and to the person who holds it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.accounts.grants import GRANTS, MEANINGS, POSTS
from ssk_portal.regions.models import Region


def reach_of(region: Region) -> str:
    """The region in words and counts: `13 regencies and cities in Kalimantan Selatan`."""
    if region.is_district:
        return region.full_name
    count = Region.objects.districts().within(region).count()
    return ngettext("%(count)s regency or city in %(region)s", "%(count)s regencies and cities in %(region)s", count) % {"count": count, "region": region.name}


def sentence_of(role: str, region: Region) -> str:
    """What a user with this role in this region will see."""
    if role == "reader":
        return _("will see %(reach)s, without changing anything") % {"reach": reach_of(region)}
    return _("will see %(reach)s") % {"reach": reach_of(region)}


def meanings(role: str, region: Region) -> dict[str, str]:
    """The permissions of a post with their sentences; none where the role does not fit the level."""
    code = POSTS.get((role, region.level))
    return {name: str(MEANINGS[name]) for name, posts in GRANTS.items() if code in posts}


def gained_and_lost(before: tuple[str, Region], after: tuple[str, Region]) -> tuple[list[str], list[str]]:
    """The sentences that a change of post adds, and those that it takes away."""
    old, new = meanings(*before), meanings(*after)
    return [new[name] for name in new if name not in old], [old[name] for name in old if name not in new]
