"""The forms of the Pokja, one module a noun."""

from ssk_portal.pokja.forms.agencies import AgencyAbsenceForm, ExpectedAgencyForm, PositionAssignForm, PositionCountsForm
from ssk_portal.pokja.forms.decrees import DecreeForm
from ssk_portal.pokja.forms.groups import PokjaForm
from ssk_portal.pokja.forms.institutions import InstitutionForm, MergeForm, OtherForm
from ssk_portal.pokja.forms.seats import MemberForm, PositionForm

__all__ = [
    "AgencyAbsenceForm",
    "DecreeForm",
    "ExpectedAgencyForm",
    "InstitutionForm",
    "MemberForm",
    "MergeForm",
    "OtherForm",
    "PokjaForm",
    "PositionAssignForm",
    "PositionCountsForm",
    "PositionForm",
]  # fmt: skip
