"""Fields that several rooms use: texts one per line, numbers as people type them."""

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from ssk_portal.common.numbers import parse_number, typed


class LinesInput(forms.CharField):
    """A text area that holds a list: one entry a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs):
        # ArrayField's own form field takes these; a list of lines has no use for them.
        for unused in ("base_field", "max_length"):
            kwargs.pop(unused, None)
        # A list as default would have its former value sent along unseen; no page of ours does, so it always looked changed.
        super().__init__(**kwargs | {"show_hidden_initial": False})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class LinesField(ArrayField):
    """A list of texts, in order."""

    def __init__(self, base_field=None, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(base_field or models.TextField(), **kwargs)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": LinesInput, **kwargs})


class NumberInput(forms.DecimalField):
    """A number typed with a decimal comma or point; read back the way the language writes it."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else typed(value)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        return super().to_python(str(parse_number(value)) if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {}


class NumericField(models.DecimalField):
    """A decimal of any size and any number of places, kept digit by digit."""

    def __init__(self, *args, **kwargs):
        kwargs.update(max_digits=1000, decimal_places=None)  # a number of places would be filled up with noughts wherever Django shows it
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"]
        return name, path, args, kwargs

    def check(self, **kwargs):
        return models.Field.check(self, **kwargs)  # a decimal field insists on a number of places

    def db_type(self, connection):
        return "numeric"

    def get_db_prep_value(self, value, connection, prepared=False):
        return self.to_python(value)

    def get_db_prep_save(self, value, connection):
        return value if hasattr(value, "as_sql") else self.to_python(value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NumberInput, **kwargs, "max_digits": None, "decimal_places": None})
