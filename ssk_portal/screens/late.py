"""A screen with a form whose words outlive a session that ended, and the switch of the language (`kept`)."""

from typing import Any

from django.utils.functional import cached_property

from ssk_portal.screens import kept
from ssk_portal.screens.base import RowScreen


class TypedScreen(RowScreen):
    """Shows again what this person typed into its form before."""

    def get_form_kwargs(self):
        late = {"data": self.late["typed"]} if self.late else {}
        return super().get_form_kwargs() | late

    @cached_property
    def late(self) -> Any:
        """What this person typed here before the session ended, if anything."""
        return kept.kept_form(self.request) if self.request.method == "GET" else None

    def get(self, request, *args, **kwargs):
        answer = super().get(request, *args, **kwargs)
        if self.late:
            self._say_what_was_kept(answer.context_data["form"])
        return answer

    def post(self, request, *args, **kwargs):
        kept.forget(request)
        return super().post(request, *args, **kwargs)

    def _say_what_was_kept(self, form):
        kept.say_why(self.request)
        # Where the form was not sent whole, a file's name came in its field.
        named = [name for field in form if field.field.widget.needs_multipart_form for name in form.data.getlist(field.html_name) if name]
        kept.ask_again(self.request, self.late["files"] + named)
