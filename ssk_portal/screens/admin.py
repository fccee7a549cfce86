"""The Django admin within the portal's rules: same reach, same rights, same locks, same history."""

from collections import Counter

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import PROTECT
from django.db.models.deletion import get_candidate_relations_to_delete
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.numbers import is_key, number
from ssk_portal.screens.forms import OneLineForm

# How a filter asks for its field; any other word would be a field of the row behind it.
ASKED = {"", "id", "pk", "exact", "in", "isnull", "isempty", "gte", "gt", "lte", "lt", "year", "month", "day"}

# So many rows that stand in the way of a deletion are named.
MOST_NAMED = 20


class PortalChangeList(ChangeList):
    def get_filters(self, request):
        try:
            return super().get_filters(request)
        except OverflowError as error:  # a year of twenty digits
            raise IncorrectLookupParameters from error


class ChosenRow(AutocompleteSelect):
    """A row chosen by typing; a value that is no row's number is told at the field, not by a server error."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [pk for pk in value if is_key(str(pk))], attr)


class ChoicesInReach:
    """Only rows in reach can be chosen; a row's own region is the person's or one below it."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        manager = db_field.remote_field.model._default_manager
        if "queryset" not in kwargs and db_field.name == "region":
            kwargs["queryset"] = manager.within(request.user.region)
        elif "queryset" not in kwargs and hasattr(manager, "visible_to"):
            kwargs["queryset"] = manager.visible_to(request.user)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenRow(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PortalAdmin(ChoicesInReach, admin.ModelAdmin):
    """Rows in the person's reach; reference data for whom the table of grants names, the rest for repair."""

    # Who may change rows here. Reference data says "reference.change".
    change_permission = "admin.repair"
    form = OneLineForm
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        rows = self.model._default_manager.visible_to(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_changelist(self, request, **kwargs):
        return PortalChangeList

    def lookup_allowed(self, lookup, value, request):
        """Only what the page offers as a filter: any other question would tell a hidden field by its hits."""
        offered = [entry[0] if isinstance(entry, (list, tuple)) else entry for entry in self.get_list_filter(request)]
        offered += [self.date_hierarchy] if self.date_hierarchy else []
        asked = [set(lookup.removeprefix(name).split("__")) for name in offered if isinstance(name, str) and f"{lookup}__".startswith(f"{name}__")]
        return any(words <= ASKED for words in asked) and super().lookup_allowed(lookup, value, request)

    def has_module_permission(self, request):
        return request.user.is_active and request.user.may("admin.use")

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request) and request.user.may(self.change_permission)

    def has_change_permission(self, request, obj=None):
        if not self.has_add_permission(request):
            return False
        return obj is None or (not getattr(obj, "why_locked", "") and self._in_reach(request, obj))

    has_delete_permission = has_change_permission

    def get_deleted_objects(self, objs, request):
        """What a deletion takes along and what stands in its way.

        Many rows in its way are counted: to name each takes statements of its own, of a publisher's figures minutes.
        """
        in_the_way = _counted_in_the_way(self.opts, objs)
        if sum(in_the_way.values()) <= MOST_NAMED:
            return super().get_deleted_objects(objs, request)
        return [], {}, set(), [f"{capfirst(model._meta.verbose_name_plural)}: {number(count)}" for model, count in in_the_way.items() if count]

    def history_view(self, request, object_id, extra_context=None):
        """The portal's history of the row. The admin's own log holds only what was done in the admin."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        return redirect("reporting:row_history", self.opts.app_label, self.opts.model_name, row.pk)

    def _in_reach(self, request, obj) -> bool:
        return type(obj)._default_manager.editable_by(request.user).filter(pk=obj.pk).exists()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # Inside the admin's transaction: a row that was put out of the person's reach is not kept.
        if not self._in_reach(request, obj):
            raise PermissionDenied


def _counted_in_the_way(opts, rows) -> Counter:
    """How many rows of each kind keep `rows` from being deleted, by every link that a deletion looks at."""
    found: Counter = Counter()
    for link in get_candidate_relations_to_delete(opts):
        if link.on_delete is PROTECT:
            found[link.related_model] += link.related_model._base_manager.filter(**{f"{link.field.name}__in": rows}).count()
    return found


class ReferenceAdmin(PortalAdmin):
    """Definitions that everyone reads and the centre keeps."""

    change_permission = "reference.change"


class ReadOnlyAdmin(PortalAdmin):
    """Rows that only the portal writes: shown whole, also what no form could change."""

    def get_fields(self, request, obj=None):
        hidden = {"version", *(self.exclude or ())}
        return self.fields or [field.name for field in self.opts.concrete_fields if not field.primary_key and field.name not in hidden]

    def has_add_permission(self, request):
        return False


@admin.display(description=_("kind of row"), ordering="content_type")
def kind_of_row(told):
    """What a step, a comment or a notice is about, as people say it."""
    return told.content_type.model_class()._meta.verbose_name


@admin.display(description=_("row"))
def row_told_of(told):
    """The row itself; its number where it is gone. For the page of one row: each is asked for by itself."""
    return told.row or told.object_id


class KindOfRowFilter(admin.RelatedFieldListFilter):
    """By what it is about."""

    def __init__(self, field, *args, **kwargs):
        super().__init__(field, *args, **kwargs)
        self.title = _("kind of row")

    def field_choices(self, field, request, model_admin):
        told_of = model_admin.model._default_manager.visible_to(request.user).order_by().values("content_type")
        kinds = field.related_model.objects.filter(pk__in=told_of)
        return [(kind.pk, kind.model_class()._meta.verbose_name) for kind in kinds]


class ChoicesInUse(admin.ChoicesFieldListFilter):
    """Offers what a row in reach says: of the levels of regions, most kinds of rows know none below the district."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        self.known = set(model_admin.get_queryset(request).order_by().values_list(field_path, flat=True).distinct())

    def choices(self, changelist):
        everything, *each = super().choices(changelist)
        offered = zip(each, self.field.flatchoices, strict=True)
        return [everything, *(choice for choice, (value, _label) in offered if value in self.known or choice["selected"])]


class ScopedInline(ChoicesInReach, admin.TabularInline):
    """Rows under the row that is edited; the parent's rights hold."""

    form = OneLineForm
    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.may("admin.use")

    def has_add_permission(self, request, obj=None):
        return self._parent_allows(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._parent_allows(request, obj)

    has_delete_permission = has_change_permission

    def _parent_allows(self, request, obj) -> bool:
        parent = self.admin_site._registry[self.parent_model]
        return parent.has_change_permission(request, obj)
