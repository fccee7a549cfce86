"""Screens that write: create, change, delete, and a step with an optional note."""

from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DeleteView, UpdateView
from django.views.generic.detail import SingleObjectMixin

from ssk_portal.audit.actors import because
from ssk_portal.common.constraints import wait_turn
from ssk_portal.common.errors import NotNow
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import RowScreen, row_or_404, row_to_change
from ssk_portal.screens.conflicts import conflict_of, typed_into
from ssk_portal.screens.forms import DeleteForm
from ssk_portal.screens.found import after_deleting, page_left
from ssk_portal.screens.late import TypedScreen


class WriteScreen(TypedScreen):
    """A screen with a form that writes. Without its one-time key a form is not done."""

    template_name = "generic/form.html"
    title: Any = ""
    done = gettext_lazy("Saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def post(self, request, *args, **kwargs):
        if getattr(request, "form_sent_before", False):
            messages.warning(request, _("This form was sent before with other content. Check it and save once more."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        if not self.request.form_key_claimed:
            return self.form_invalid(form)
        if missing := self.request.POST.getlist(kept.MISSING):
            kept.ask_again(self.request, missing)
            return self.form_invalid(form)
        try:
            with transaction.atomic(), because(form.reason):
                self.object = self.write(form)
        except IntegrityError as error:
            form.add_integrity_error(error)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def asks_reason(self, row) -> bool:
        """Whether this person must say why: they stand above the region of the row, or of the one that a new row is put under."""
        region = getattr(row, "reach_region", None)
        return region is not None and self.request.user.region.is_above(region)

    def write(self, form):
        """Write what the form says; a room calls its verb here. Returns the row."""
        return form.save()

    def get_success_url(self):
        return self.next_url or self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"title": self.get_title(), "next_url": self.next_url, "entry_form": "entry", **kwargs})

    def get_title(self):
        return self.title


class CreateScreen(WriteScreen, CreateView):
    """A new row; under `parent_model` where the row is part of another one."""

    parent_model: Any = None
    parent_field = ""
    parent_kwarg = "pk"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.parent = None

    def dispatch(self, request, *args, **kwargs):
        if self.parent_model and request.user.may(self.permission):
            self.parent = self.get_parent(kwargs[self.parent_kwarg])
            if sentence := self.why_not(self.parent):
                raise NotNow(sentence)
        return super().dispatch(request, *args, **kwargs)

    def get_parent(self, pk):
        """The row under which the new one is put, for whom may put one there."""
        return row_to_change(self.get_parents(), self.request.user, pk=pk)

    def get_parents(self):
        """The rows that this person may see under which a new one may be put."""
        return self.parent_model._default_manager.visible_to(self.request.user)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.parent is not None:
            instance = self.model(**{self.parent_field: self.parent})
            kwargs |= {"instance": instance, "parent": self.parent, "ask_reason": self.asks_reason(self.parent)}
        return kwargs

    def saved_before(self) -> bool:
        """Whether this person saved exactly this a moment ago, and does not know it yet."""
        return self.request.form_key_claimed and once.SAME_AGAIN not in self.request.POST and once.same_before(self.request)

    def form_valid(self, form):
        if self.saved_before():
            messages.warning(self.request, _("You saved exactly this a moment ago. Save once more only if you mean a second one."))
            return self.render_to_response(self.get_context_data(form=form, same_again=once.SAME_AGAIN))
        return super().form_valid(form)

    def get_success_url(self):
        if "add_another" in self.request.POST:
            return self.request.get_full_path()
        return super().get_success_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"parent": self.parent, "can_add_another": self.parent is not None, **kwargs})


class UpdateScreen(WriteScreen, UpdateView):
    """Changing one row. A second editor gets both versions side by side; nothing typed is lost."""

    # The form that stands under the comparison; a room with a form page of its own names it.
    conflict_form = "generic/form.html"
    # Forms that may name each other's rows wait for one another under this name, before any row is held: else each might wait for the other's.
    turn = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = None

    @property
    def next_url(self):
        return super().next_url or (page_left(self.request, self.object) if self.object else "")

    def find_row(self):
        """The row of the address, if this person may change it."""
        return row_to_change(self.get_queryset(), self.request.user, pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        row = self.find_row()
        if getattr(self.request, "form_key_claimed", False):
            if self.turn:
                wait_turn(self.turn)
            # From here to the end of the transaction nobody else changes the row. A form without a key of its own writes nothing.
            row = row_or_404(type(row)._default_manager.select_for_update(of=("self",)), pk=row.pk)
        self.object = row
        if sentence := self.why_not(row):
            raise NotNow(sentence)
        return row

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"ask_reason": self.asks_reason(self.object)}

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except NotNow as refusal:
            if self.object is None:
                raise
            return self.too_late(refusal.sentence)

    def too_late(self, sentence):
        """The row cannot be changed any more: the sentence, and what was typed, so that it can be copied."""
        context = {"sentence": sentence, "typed": typed_into(self.get_form()), "object": self.object, "help_contact": settings.HELP_CONTACT}
        return self.response_class(self.request, "generic/too_late.html", context, status=409)

    def form_valid(self, form):
        if self.request.POST.get("row_version") != str(self.get_object().version):
            return self.show_conflict(form)
        return super().form_valid(form)

    def show_conflict(self, form):
        """Both versions side by side; saving once more keeps what was typed."""
        fresh = type(self.object)._default_manager.get(pk=self.object.pk)
        context = self.get_context_data(form=form, conflict=self.differences(form, fresh), row_version=fresh.version, conflict_form=self.conflict_form)
        return self.response_class(self.request, "generic/conflict.html", context, status=409)

    def get_title(self):
        return self.title or _("Change %(name)s") % {"name": self.object}

    def differences(self, form, fresh):
        """What was typed beside what stands on `fresh`, where they differ."""
        return conflict_of(form, fresh)

    def get_context_data(self, **kwargs):
        version = kept.typed(self.request).get("row_version", self.object.version)
        return super().get_context_data(**{"row_version": version, **kwargs})


class DeleteScreen(TypedScreen, DeleteView):
    """Deleting one row, after a page that names it and what goes with it. What was changed since is looked at once more."""

    template_name = "generic/delete.html"
    form_class = DeleteForm
    noun: Any = None  # what the page calls the row, where that is not the model's own name
    done = gettext_lazy("Deleted.")

    def get_object(self, queryset=None):
        row = row_to_change(self.get_queryset(), self.request.user, pk=self.kwargs["pk"])
        if sentence := self.why_not(row):
            raise NotNow(sentence)
        return row

    def form_valid(self, form):
        if not self.request.form_key_claimed:
            return self.get(self.request)
        version = self._held().version
        if self.request.POST.get("row_version") not in (None, str(version)):
            messages.warning(self.request, _("It was changed in the meantime, so nothing was done. Look at it once more, then decide."))
            self.object = self.get_object()
            return self.render_to_response(self.get_context_data(form=form, row_version=version), status=409)
        url = self.get_success_url()
        try:
            with transaction.atomic(), because(form.reason):
                self.remove(self.object)
        except ProtectedError as error:
            some = islice(error.protected_objects, 20)  # there may be thousands, and each name asks the database
            names = ", ".join(sorted({str(row) for row in some})[:5])
            raise NotNow(_("It cannot be deleted because others depend on it: %(names)s.") % {"names": names}) from error
        messages.success(self.request, self.done)
        return redirect(url)

    def _held(self):
        """The row as it stands now, held so that nobody else changes it until it is gone."""
        return row_or_404(type(self.object)._default_manager.select_for_update(of=("self",)), pk=self.object.pk)

    def get_success_url(self):
        return self.next_url or self.after_delete(self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"ask_reason": self.asks_reason(self.object)}

    def asks_reason(self, row) -> bool:
        """Whether this person must say why. A room answers for the rows that a level above may correct."""
        return False

    def remove(self, row):
        """Delete `row`; a room calls its verb here."""
        row.delete()

    def after_delete(self, row) -> str:
        """Where the person is led once `row` is gone: the page of what it belonged to."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        version = kept.typed(self.request).get("row_version", self.object.version)
        way = self.next_url or after_deleting(self.request, self.object, self.after_delete(self.object))
        told = {"noun": self.noun or self.object._meta.verbose_name, "has_parts": _takes_along(self.object), "page": self.page_of(self.object)}
        return super().get_context_data(**{"row_version": version, "next_url": way, **told, **kwargs})


def _takes_along(row) -> bool:
    """Whether rows of other tables go with `row`: a page that deletes a leaf need not speak of its parts."""
    return any(link.on_delete is CASCADE for link in row._meta.related_objects)


class StepScreen(RowScreen, SingleObjectMixin):
    """A step on one row, sent by a button (POST). A room says what the step does in `take`."""

    http_method_names = ["post"]
    done = gettext_lazy("Done.")

    def post(self, request, *args, **kwargs):
        if not request.form_key_claimed:
            raise PermissionDenied
        row = self.get_object()
        self.take(row)
        messages.success(request, self.done)
        return redirect(self.next_url or self.page_of(row))

    def take(self, row):
        """Take the step, as `self.request.user`."""
        raise NotImplementedError
