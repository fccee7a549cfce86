"""The Pokja in the administration pages: institutions and what is expected of a Pokja are kept here too, the rest for repair."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.actions import end_replaced
from ssk_portal.pokja.models import AgencyAbsence, Decree, ExpectedAgency, Institution, InstitutionKind, Member, Pokja, Position
from ssk_portal.screens.admin import ChoicesInUse, PortalAdmin, ReferenceAdmin, ScopedInline
from ssk_portal.screens.forms import OneLineForm


@admin.register(InstitutionKind)
class InstitutionKindAdmin(ReferenceAdmin):
    list_display = ["name_id", "name_en", "code", "order"]
    search_fields = ["code", "name_id", "name_en"]


@admin.register(Institution)
class InstitutionAdmin(PortalAdmin):
    list_display = ["name", "short_name", "kind", "region"]
    list_filter = ["kind", ("region__level", ChoicesInUse)]
    # Contacts are not searched: a hit would tell them to another province.
    search_fields = ["name", "short_name", "former_names", "region__name", "region__code"]
    autocomplete_fields = ["region", "kind", "predecessor"]
    readonly_fields = ["counts_as"]
    list_select_related = ["kind", "region"]

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        hidden = obj.fields_hidden_from(request.user) if obj else ()
        return [field for field in fields if field not in hidden]


class DecreeInline(ScopedInline):
    model = Decree
    fields = ["kind", "number", "date", "valid_from", "valid_to", "revoked_on"]
    show_change_link = True


class PositionInline(ScopedInline):
    model = Position
    fields = ["rank", "title", "field", "office", "institution", "order"]
    autocomplete_fields = ["institution"]
    show_change_link = True


class MemberInline(ScopedInline):
    model = Member
    fields = ["name", "post", "telephone", "email", "since", "until"]


@admin.register(Pokja)
class PokjaAdmin(PortalAdmin):
    list_display = ["name", "region", "brand", "source"]
    list_filter = ["brand", ("region__level", ChoicesInUse)]
    search_fields = ["name", "region__name", "region__code", "reference"]
    autocomplete_fields = ["region", "secretariat", "successor"]
    readonly_fields = ["reference"]
    list_select_related = ["region"]
    inlines = [DecreeInline, PositionInline]


class DecreeAdminForm(OneLineForm):
    """As on the portal's own form, the replaced decree may be ended where the terms would overlap."""

    ends_replaced = forms.BooleanField(label=_("The replaced decree ends early"), required=False)

    def clean(self):
        self.instance.ends_replaced = self.cleaned_data.get("ends_replaced", False)
        return super().clean()


@admin.register(Decree)
class DecreeAdmin(PortalAdmin):
    form = DecreeAdminForm
    list_display = ["__str__", "pokja", "date", "valid_from", "valid_to", "revoked_on"]
    list_filter = ["kind", "valid_to", ("revoked_on", admin.EmptyFieldListFilter)]
    search_fields = ["number", "pokja__name", "pokja__region__name"]
    autocomplete_fields = ["pokja", "supersedes"]
    # A scan comes in by its upload only, where it is checked.
    readonly_fields = ["scan"]
    list_select_related = ["pokja"]

    def save_model(self, request, obj, form, change):
        end_replaced(obj)
        super().save_model(request, obj, form, change)


@admin.register(Position)
class PositionAdmin(PortalAdmin):
    list_display = ["__str__", "pokja", "field", "office", "institution"]
    list_filter = ["rank"]
    search_fields = ["title", "field", "office", "institution__name", "pokja__name"]
    autocomplete_fields = ["pokja", "decree", "institution"]
    # Stated on the Pokja's page only, where the agencies stand by name.
    readonly_fields = ["counts_as"]
    list_select_related = ["pokja", "institution"]
    inlines = [MemberInline]


@admin.register(Member)
class MemberAdmin(PortalAdmin):
    list_display = ["name", "post", "position", "pokja", "since", "until"]
    list_filter = ["position__rank", ("until", admin.EmptyFieldListFilter)]
    search_fields = ["name", "post", "position__pokja__name"]
    autocomplete_fields = ["position"]
    list_select_related = ["position__pokja"]

    @admin.display(description="Pokja", ordering="position__pokja__name")
    def pokja(self, member):
        return member.position.pokja


@admin.register(ExpectedAgency)
class ExpectedAgencyAdmin(ReferenceAdmin):
    list_display = ["name_id", "name_en", "level", "compulsory", "order"]
    list_filter = ["level", "compulsory", "basis"]
    search_fields = ["code", "name_id", "name_en"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_used)


@admin.register(AgencyAbsence)
class AgencyAbsenceAdmin(PortalAdmin):
    """Stated on the Pokja's page; mended or lifted here."""

    list_display = ["agency", "pokja", "reason", "set_by", "set_at"]
    list_filter = ["agency"]
    search_fields = ["reason", "pokja__name", "pokja__region__name"]
    readonly_fields = ["pokja", "agency", "set_by", "set_at"]
    list_select_related = ["agency", "pokja", "set_by"]

    def has_add_permission(self, request):
        return False
