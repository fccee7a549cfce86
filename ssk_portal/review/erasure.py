"""What this room keeps of a person: the name beside each step taken and each comment written."""

from ssk_portal.audit.erasure import WORD, Traces, rewrite
from ssk_portal.audit.timeline import event_model
from ssk_portal.review.models import Comment, Step


def forget(traces: Traces) -> None:
    """Overwrite the name of that time; role, region, time and words of the step stay as they are."""
    for model in (Step, Comment):
        rewrite(model.objects.filter(actor_id=traces.pk), actor_name=WORD)
        rewrite(event_model(model).objects.filter(actor_id=traces.pk), actor_name=WORD)
