"""A box to type in that suggests what exists already: the browser's own list, without any script."""

from collections.abc import Callable, Iterable

from django import forms

MOST = 300  # so many suggestions a page carries at most; what is typed is looked up among all


class SuggestInput(forms.TextInput):
    """A text box with suggestions; `choices` are texts, or a function that gives them when the box is drawn."""

    template_name = "widgets/suggest.html"
    choices: Iterable[str] | Callable[[], Iterable[str]] = ()
    # The id of another box of the page that suggests the same: a page carries a list once.
    as_in = ""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{self.as_in or context['widget']['attrs'].get('id', name)}_suggestions"
        if not self.as_in:
            context["widget"]["suggestions"] = list(self.choices() if callable(self.choices) else self.choices)
        return context
