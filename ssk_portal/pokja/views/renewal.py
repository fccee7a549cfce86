"""A new decree from the old one, on one page; before anything is saved a second page says what it changes."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.errors import NotNow
from ssk_portal.pokja.forms.renewal import RenewForm
from ssk_portal.pokja.models import Decree
from ssk_portal.pokja.renewal import renew_decree
from ssk_portal.pokja.views.corrections import UnderPokja
from ssk_portal.screens import once
from ssk_portal.screens.edits import CreateScreen
from ssk_portal.screens.forms import REASON

# The buttons of the two pages, and what the template writes itself.
NOT_TYPED = {"check", "confirm", "edit", "csrfmiddlewaretoken", "next", once.FIELD, once.OWNER}


class DecreeRenew(UnderPokja, CreateScreen):
    permission = "pokja.change"
    model = Decree
    form_class = RenewForm
    parent_model = Decree
    parent_field = "supersedes"
    template_name = "pokja/decree_renew.html"
    done = _("Saved. The old decree keeps its members as they were on its last day.")

    def get_parents(self):
        return super().get_parents().select_related("pokja__region")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.successor is None:
            kwargs["instance"].pokja = self.parent.pokja
        else:
            kwargs["instance"] = self.successor
        return kwargs

    @cached_property
    def successor(self) -> Decree | None:
        """The decree that follows the old one and was entered by itself: it takes the seats over as long as it has none."""
        successor = self.parent.superseded_by.filter(pokja=self.parent.pokja).first()
        if successor is None:
            return None
        names = {"decree": self.parent, "successor": successor}
        if successor.positions.exists():
            raise NotNow(_("%(decree)s is replaced already, by %(successor)s.") % names)
        if successor.begins is None:
            raise NotNow(_("Fill in first from when %(successor)s is valid: its members sit from that day.") % names)
        return successor

    def form_valid(self, form):
        if "edit" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "confirm" not in self.request.POST:
            return self.show_summary(form)
        return super().form_valid(form)

    def form_invalid(self, form):
        """A file that is not taken is told where it was chosen."""
        if "confirm" in self.request.POST and set(form.errors) == {"file"} and all(part.is_valid() for part in form.parts):
            return self.show_summary(form)
        return super().form_invalid(form)

    def show_summary(self, form):
        typed = [(name, value) for name, values in self.request.POST.lists() if name not in NOT_TYPED for value in values]
        context = self.get_context_data(form=form, typed=typed, plan=form.plan(), reason=form.cleaned_data.get(REASON))
        return self.response_class(self.request, "pokja/decree_renew_check.html", context)

    def write(self, form):
        return renew_decree(self.parent, form.instance, form.plan().seats, by=self.request.user, scan=form.new_file)

    def get_title(self):
        if self.successor:
            return _("Take the seats over into %(decree)s") % {"decree": self.successor}
        return _("Renew %(decree)s") % {"decree": self.parent}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(old=self.parent, **kwargs)
        # The parts are no formset, but their errors are told like those of one.
        return context | {"formsets": [context["form"]], "can_add_another": False}
