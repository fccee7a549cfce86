"""The form by which a decree is renewed: the new decree, then every seat of the old one."""

import re
from datetime import timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.choices import institutions_for
from ssk_portal.pokja.forms.decrees import DecreeForm
from ssk_portal.pokja.forms.renewal_seats import NewSeatForm, Plan, SeatForm
from ssk_portal.pokja.models import Decree
from ssk_portal.regions.days import today_in
from ssk_portal.screens.forms import REASON

NEW_SEATS = 6


class RenewForm(DecreeForm):
    sections = (
        (_("The new decree"), ["kind", "number", "date", "signatory", "legal_basis", "note"]),
        (_("Term"), ["valid_from", "valid_to", "ends_replaced"]),
    )
    how_to = (
        _("Every seat of the old decree is listed below. Whoever is left as “stays” sits under the new decree too: mark only what changes."),
        _("Nothing is saved yet by “Check”: you first see who stays, leaves and comes."),
        _("The old decree keeps its seats and members as they were on its last day."),
    )

    class Meta(DecreeForm.Meta):
        fields = ["kind", "number", "date", "signatory", "legal_basis", "valid_from", "valid_to", "note"]

    def narrow(self):
        if self.instance.pk:
            # The decree was entered before: only its seats are asked for.
            for name in [name for name in self.fields if name != REASON]:
                del self.fields[name]
            return
        old = self.parent
        self.fields["valid_from"].required = True
        self.fields["ends_replaced"].help_text = _(
            "Tick it where the old decree (%(term)s) would still be in force: it is then recorded as revoked on the first day of the new one."
        ) % {"term": old.term or _("term not known")}
        self.initial |= {"kind": old.kind, "legal_basis": old.legal_basis, "valid_from": old.ends and old.ends + timedelta(days=1)}

    def replaced(self, cleaned):
        return self.parent

    @property
    def helper(self):
        """The scan is asked for on the last page: a browser does not send a chosen file along twice."""
        crispy = super().helper
        crispy.layout.fields = [part for part in crispy.layout.fields if part != "file"]
        return crispy

    @cached_property
    def seats(self) -> list[SeatForm]:
        """One form for each seat of the old decree, with whoever sat in it on its last day or was to come."""
        data, day = self.data if self.is_bound else None, today_in(self.parent.pokja.region)
        last = min(self.parent.ends or day, day)
        rows = self.parent.seats_to_renew().select_related("institution").prefetch_related("members")
        return [SeatForm(seat, [member for member in seat.members.all() if member.until is None or member.until >= last], data) for seat in rows]

    @cached_property
    def new_seats(self) -> list[NewSeatForm]:
        institutions = institutions_for(self.parent.pokja.region)
        return [NewSeatForm(number, institutions, self.data if self.is_bound else None) for number in range(NEW_SEATS)]

    @property
    def parts(self):
        return [*self.seats, *self.new_seats]

    @property
    def forms(self):
        """Every form of the parts, for the summary of errors."""
        return [form for seat in self.seats for form in (seat, *seat.people)] + self.new_seats

    def non_form_errors(self):
        return []

    def is_valid(self):
        return all([super().is_valid(), *(part.is_valid() for part in self.parts)])

    def clean(self):
        cleaned = super().clean()
        boxes = {form.add_prefix("name") for form in self.forms if "name" in form.fields}
        lost = [value for name, value in self.data.items() if re.fullmatch(r"[mk]\d+-name", name) and name not in boxes and value.strip()]
        if lost:
            told = _(
                "Somebody changed the old decree's seats while this page was open. Whom you had named there has no place any more: %(names)s. Name them anew, then check again."
            )
            self.add_error(None, told % {"names": ", ".join(lost)})
        return cleaned

    def plan(self) -> Plan:
        """What the form says, once it is valid."""
        decree: Decree = self.instance
        plan = Plan()
        for part in self.parts:
            part.enter(plan, decree)
        return plan
