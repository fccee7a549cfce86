"""When two people changed one row: what the second typed beside what stands there now."""

from dataclasses import dataclass

from django.forms.models import model_to_dict


@dataclass(frozen=True)
class Difference:
    """One field: its label, what was typed, what stands now."""

    label: str
    typed: str
    now: str


def _shown(field, value) -> str:
    """A value the way a person reads it: the choice's words instead of its key."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        words = dict(getattr(field, "choices", None) or [])
        return "\n".join(str(words.get(each, each)) for each in value)
    if hasattr(field, "queryset"):
        chosen = field.queryset.filter(pk=getattr(value, "pk", value)).first()
        return str(chosen or value)
    choices = dict(getattr(field, "choices", None) or [])
    return str(choices.get(value, value))


def typed_into(form) -> list[tuple[str, str]]:
    """What was typed or picked in a form that comes too late: label and words, but for what stands there as well."""
    boxes = [form[name] for name in form.changed_data if not form.fields[name].widget.needs_multipart_form]
    return [(str(box.label), _shown(box.field, box.value())) for box in boxes if not box.is_hidden]


def conflict_of(form, fresh) -> list[Difference]:
    """The fields in which what was typed differs from `fresh`, the row as it stands."""
    now = model_to_dict(fresh, fields=list(form.fields))
    differences = []
    for name, field in form.fields.items():
        if name not in now:
            continue
        typed = _shown(field, form.cleaned_data.get(name))
        stands = _shown(field, now[name])
        if typed != stands:
            differences.append(Difference(str(field.label), typed, stands))
    return differences
