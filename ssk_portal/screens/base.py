"""Screens: what every page of the portal has in common.

Always in this order: signed in (middleware) → the role's right (403) → the row in
reach (404) → may this person change it (403) → does its state allow it (409).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import DetailView, TemplateView
from django.views.generic.base import View

from ssk_portal.screens.found import page_left


class Screen(View):
    """A page or a step that asks for one permission by name."""

    permission: str
    # Pages are read and forms are sent; nothing here is put or patched.
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.may(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def next_url(self) -> str:
        """Where the person came from, if it is a page of this portal."""
        url = self.request.POST.get("next") or self.request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())
        # An address, not a word: redirecting would take a word for the name of a screen.
        return url if safe and url.startswith("/") else ""

    def page_of(self, row) -> str:
        """The page of `row`, as this person left it for a step."""
        return page_left(self.request, row) or row.get_absolute_url()


class PageScreen(Screen, TemplateView):
    """A page of its own making."""


class RowScreen(Screen):
    """A screen that starts from the rows its user may see."""

    model: Any = None

    def get_queryset(self):
        return self.model._default_manager.visible_to(self.request.user)

    def may_edit(self, row) -> bool:
        """Whether this person may change `row` (whatever its state)."""
        rows = type(row)._default_manager.editable_by(self.request.user)
        return rows.filter(pk=row.pk).exists()

    def why_not(self, row) -> str:
        """The sentence why `row` is not changed here now, nor anything put under it; empty when it may be."""
        return getattr(row, "why_locked", "")


class DetailScreen(RowScreen, DetailView):
    """One row, whole."""

    # Who may change the row sees the buttons; the permission named here is asked for them.
    change_permission: str | None = None

    def get_queryset(self):
        """The row, in the same statement with the answer whether this person may change it (`editable`)."""
        rows, user = super().get_queryset(), self.request.user
        if self.change_permission is None or not user.may(self.change_permission):
            return rows
        return rows.annotate(editable=Exists(self.model._default_manager.editable_by(user).filter(pk=OuterRef("pk"))))

    def get_context_data(self, **kwargs):
        """A button that the row's state would refuse is not offered."""
        editable = getattr(self.object, "editable", False) and not getattr(self.object, "why_locked", "")
        return super().get_context_data(editable=editable, **kwargs)


def row_or_404(rows, **lookup):
    """The one row among `rows`, or the same 404 as for a row that does not exist."""
    try:
        return rows.get(**lookup)
    except rows.model.DoesNotExist:
        raise Http404 from None


def row_to_change(rows, user, **lookup):
    """The one row among `rows` that `user` may change. One that they only see is a 403, one that they do not see a 404."""
    try:
        return row_or_404(rows.editable_by(user), **lookup)
    except Http404:
        row_or_404(rows, **lookup)
        raise PermissionDenied from None
