"""The screens of the seats of a Pokja and of who sits in them."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.forms import MemberForm, PositionForm
from ssk_portal.pokja.models import Member, Pokja, Position
from ssk_portal.pokja.views.corrections import PokjaPartDelete, UnderPokja
from ssk_portal.screens.edits import CreateScreen, UpdateScreen


class PositionCreate(UnderPokja, CreateScreen):
    permission = "pokja.change"
    model = Position
    form_class = PositionForm
    parent_model = Pokja
    parent_field = "pokja"

    def get_title(self):
        return _("New position in %(pokja)s") % {"pokja": self.parent}


class PositionUpdate(UnderPokja, UpdateScreen):
    permission = "pokja.change"
    model = Position
    form_class = PositionForm

    def get_queryset(self):
        return super().get_queryset().select_related("pokja__region")

    def get_title(self):
        return _("Change the position %(name)s") % {"name": self.object}


class PositionDelete(PokjaPartDelete):
    model = Position

    def after_delete(self, row):
        return f"{row.pokja.get_absolute_url()}#members"


class MemberCreate(UnderPokja, CreateScreen):
    permission = "pokja.change"
    model = Member
    form_class = MemberForm
    parent_model = Position
    parent_field = "position"

    def get_title(self):
        return _("New member: %(position)s") % {"position": self.parent}


class MemberUpdate(UnderPokja, UpdateScreen):
    permission = "pokja.change"
    model = Member
    form_class = MemberForm

    def get_queryset(self):
        return super().get_queryset().select_related("position__pokja__region")

    def get_title(self):
        return _("Change the member %(name)s") % {"name": self.object}


class MemberDelete(PokjaPartDelete):
    model = Member

    def after_delete(self, row):
        return f"{row.position.pokja.get_absolute_url()}#members"
