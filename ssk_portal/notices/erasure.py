"""What this room keeps of a person: notices that name them, mails to them and about them."""

from django.db.models import QuerySet

from ssk_portal.audit.erasure import WORD, Traces, clean_texts, naming, rewrite
from ssk_portal.audit.timeline import event_model
from ssk_portal.notices.models import Mail, Notice

NOWHERE = f"{WORD}@invalid.invalid"


def forget(traces: Traces) -> None:
    """Overwrite the person's name and particulars in notices and mails, and in the history of both."""
    notices: list[QuerySet] = [Notice.objects.all(), event_model(Notice).objects.all()]
    mails: list[QuerySet] = [Mail.objects.all(), event_model(Mail).objects.all()]
    # A notice keeps the name of who acted, and its history whose act it was.
    caused = set(notices[1].filter(pgh_label="insert", pgh_context__user=traces.pk).values_list("pgh_obj_id", flat=True))
    rewrite(notices[0].filter(pk__in=caused), actor_name=WORD)
    rewrite(notices[1].filter(pgh_obj_id__in=caused), actor_name=WORD)
    for rows in notices:
        clean_texts(rows.filter(naming(traces, "row", "note")), ("row", "note"), traces)
    # Who was told of an act of this person has mails that name them, even by a name of one word.
    told = {traces.pk, *notices[0].filter(pk__in=caused).values_list("user", flat=True)}
    texts = ("subject", "body", "error")
    for rows in mails:
        rewrite(rows.filter(user_id=traces.pk), address=NOWHERE, error="")
        clean_texts(rows.filter(user_id__in=told), texts, traces, told_by_name=True)
        clean_texts(rows.filter(naming(traces, *texts)), texts, traces)
