"""What becomes of each seat of a decree, and of who sits in it, under the next one."""

from dataclasses import dataclass, field

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.choices import InstitutionField
from ssk_portal.pokja.models import Decree, Institution, Member, Position, Rank
from ssk_portal.pokja.models.seats import MOST_ORDER
from ssk_portal.screens.forms import OneLine

COPIED = ("rank", "title", "field", "order", "office", "institution_id", "institution_as_written", "counts_as")


class Fate(models.TextChoices):
    """What becomes of a person."""

    STAYS = "stays", _("stays")
    REPLACED = "replaced", _("is replaced")
    LEAVES = "leaves", _("leaves (vacant)")


@dataclass
class Plan:
    """The structure under the new decree, not saved yet, and what it changes: pairs of a name and a seat."""

    seats: list[tuple[Position, list[Member]]] = field(default_factory=list)
    stay: list[tuple[str, Position]] = field(default_factory=list)
    leave: list[tuple[str, Position]] = field(default_factory=list)
    come: list[tuple[str, Position]] = field(default_factory=list)
    dropped: list[Position] = field(default_factory=list)
    added: list[Position] = field(default_factory=list)

    @property
    def vacant(self) -> list[Position]:
        return [seat for seat, members in self.seats if not members]

    def add(self, seat: Position, members: list[Member], *, new=(), stay=()):
        self.seats.append((seat, members))
        self.come += [(member.name, seat) for member in new]
        self.stay += [(member.name, seat) for member in stay]


class NameForm(OneLine, forms.Form):
    """A person who comes."""

    name = forms.CharField(label=_("name"), max_length=150, required=False)
    post = forms.CharField(label=_("post in their own agency"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for box in self.fields.values():
            box.label = capfirst(str(box.label))

    @property
    def is_open(self) -> bool:
        """Whether a phone shows these fields at once: something was typed or is wanted."""
        return self.is_bound and any(self[name].value() or self.has_error(name) for name in self.fields if name not in ("fate", "dropped"))

    def person(self, since) -> list[Member]:
        given = self.cleaned_data
        return [Member(name=given["name"], post=given["post"], since=since)] if given.get("name") else []

    def clean(self):
        if self.cleaned_data.get("post") and not self.cleaned_data.get("name"):
            self.add_error("name", _("Name the person who holds this post."))


class PersonForm(NameForm):
    """Somebody who sits under the old decree."""

    fate = forms.ChoiceField(label=_("Under the new decree"), choices=Fate, required=False)
    field_order = ("fate", "name", "post")

    def __init__(self, member: Member, data=None):
        super().__init__(data, prefix=f"m{member.pk}", initial={"fate": Fate.STAYS})
        self.member = member
        self.fields["name"].label, self.fields["post"].label = _("Name of the successor"), _("Post of the successor")

    def clean(self):
        super().clean()
        fate, named = self.cleaned_data.get("fate"), self.cleaned_data.get("name") or self.cleaned_data.get("post")
        if not fate:
            self.add_error("fate", _("Choose one: this person was added while the page was open."))
        elif fate == Fate.REPLACED and not self.cleaned_data.get("name") and not self.has_error("name"):
            self.add_error("name", _("Name the successor."))
        elif fate != Fate.REPLACED and named:
            self.add_error("fate", _("You named a successor: choose “is replaced”, or take the name away."))

    def copied(self, begins) -> Member:
        """The same person under the new decree, for whose term it begins anew."""
        old = self.member
        since = max(old.since, begins) if old.since else begins
        until = old.until if old.until and old.until >= since else None
        return Member(name=old.name, post=old.post, telephone=old.telephone, email=old.email, since=since, until=until)


class SeatForm(NameForm):
    """A seat of the old decree. Where nobody sits in it, somebody may be named."""

    dropped = forms.BooleanField(label=_("The new decree does not have this seat any more"), required=False)

    def __init__(self, seat: Position, people: list[Member], data=None):
        super().__init__(data, prefix=f"k{seat.pk}")
        self.seat = seat
        self.people = [PersonForm(member, data) for member in people]
        if self.people:
            del self.fields["name"], self.fields["post"]

    def is_valid(self):
        # All are asked, so that every error is told at once.
        return all([super().is_valid(), *(person.is_valid() for person in self.people)])

    def clean(self):
        super().clean()
        come = [self, *self.people]
        if self.cleaned_data.get("dropped") and any(form.data.get(form.add_prefix("name")) for form in come):
            self.add_error("dropped", _("Somebody is named for this seat: take the name away, or keep the seat."))

    def enter(self, plan: Plan, decree: Decree):
        """Write into the plan what becomes of this seat."""
        if self.cleaned_data["dropped"]:
            plan.dropped.append(self.seat)
            plan.leave += [(person.member.name, self.seat) for person in self.people]
            return
        seat = Position(pokja=decree.pokja, decree=decree, **{name: getattr(self.seat, name) for name in COPIED})
        staying, coming = [], []
        for person in self.people:
            if person.cleaned_data["fate"] == Fate.STAYS:
                staying.append(person.copied(decree.begins))
            else:
                plan.leave.append((person.member.name, self.seat))
                coming += person.person(decree.begins)
        if not self.people:
            coming = self.person(decree.begins)
        plan.add(seat, staying + coming, new=coming, stay=staying)


class NewSeatForm(NameForm):
    """A seat that the old decree did not have."""

    rank = forms.ChoiceField(label=_("position"), choices=[("", _("– choose –")), *Rank.choices], required=False)
    title = forms.CharField(label=_("name of the position"), max_length=150, required=False)
    field = forms.CharField(label=_("field (bidang)"), max_length=150, required=False)
    office = forms.CharField(label=_("held by the post"), max_length=200, required=False)
    institution = InstitutionField(label=_("institution"), queryset=Institution.objects.none(), required=False)
    field_order = ("rank", "title", "field", "office", "institution", "name", "post")

    def __init__(self, number: int, institutions, data=None):
        super().__init__(data, prefix=f"b{number}")
        self.fields["institution"].offer(institutions)
        if number:
            self.fields["institution"].widget.as_in = "id_b0-institution"

    def clean(self):
        super().clean()
        if self.has_changed() and not self.cleaned_data.get("rank"):
            self.add_error("rank", _("Choose the position of this seat."))

    def enter(self, plan: Plan, decree: Decree):
        if not self.has_changed():
            return
        given = self.cleaned_data
        seat = Position(
            pokja=decree.pokja, decree=decree, rank=given["rank"], title=given["title"], field=given["field"], office=given["office"],
            institution=given["institution"], order=_next_order(plan, given["rank"]),
        )  # fmt: skip
        coming = self.person(decree.begins)
        plan.added.append(seat)
        plan.add(seat, coming, new=coming)


def _next_order(plan: Plan, rank: str) -> int:
    last = max((seat.order for seat, _members in plan.seats if seat.rank == rank), default=0)
    return min(last + 1, MOST_ORDER)
