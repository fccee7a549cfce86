"""The working group (Pokja): its decree, its seats and who sits in them; the institutions they come from.

What a publication says and the portal cannot tell further is kept as written, with its source.
"""

from ssk_portal.pokja.models.agencies import AgencyAbsence, AgencyLevel, ExpectedAgency
from ssk_portal.pokja.models.decrees import Decree, DecreeKind
from ssk_portal.pokja.models.groups import Brand, Pokja
from ssk_portal.pokja.models.institutions import Institution, InstitutionKind
from ssk_portal.pokja.models.seats import Member, Position, Rank
from ssk_portal.pokja.models.terms import DecreeStatus

__all__ = [
    "AgencyAbsence", "AgencyLevel", "Brand", "Decree", "DecreeKind", "DecreeStatus", "ExpectedAgency", "Institution", "InstitutionKind", "Member", "Pokja", "Position", "Rank",
]  # fmt: skip
