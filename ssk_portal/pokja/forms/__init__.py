"""The forms of the Pokja, one module a noun."""

from ssk_portal.pokja.forms.agencies import AgencyAbsenceForm, AgencySeatForm, ExpectedAgencyForm, SeatCountsForm
from ssk_portal.pokja.forms.decrees import DecreeForm
from ssk_portal.pokja.forms.groups import PokjaForm
from ssk_portal.pokja.forms.institutions import InstitutionForm, MergeForm, OtherForm
from ssk_portal.pokja.forms.seats import MemberForm, PositionForm

__all__ = [
    "AgencyAbsenceForm", "AgencySeatForm", "DecreeForm", "ExpectedAgencyForm", "InstitutionForm", "MemberForm", "MergeForm", "OtherForm", "PokjaForm", "PositionForm",
    "SeatCountsForm",
]  # fmt: skip
