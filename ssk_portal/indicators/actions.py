"""Writing a figure: with its document, and with the choice of what counts where it is settled."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.documents.actions import keep
from ssk_portal.indicators.choice import choose, choose_everywhere
from ssk_portal.indicators.filling import forget_answers
from ssk_portal.indicators.models import Achievement, Publisher, Target


def save_figure(figure, *, file=None, remove_file: bool = False, by):
    """Save a draft or a published figure as `by`, with the uploaded `file` in place of the one it had, or without any."""
    with transaction.atomic():
        if file is not None:
            figure.document = keep(file, region=figure.region, by=by)
        elif remove_file:
            figure.document = None
        groups = _leave_group(figure)
        _keep_computed(figure)
        forget_answers([figure])
        figure.save()
        if figure.is_settled:
            choose(type(figure), groups | {figure.group_key})
    figure.refresh_from_db()
    return figure


def _keep_computed(figure) -> None:
    """Where the value was written otherwise, it is not what the portal computed any more."""
    if isinstance(figure, Achievement) and figure.computed and figure.value != figure.share:
        figure.computed = False


def answer_warnings(figure: Achievement, *, answer: str, shown: tuple[str, Collection[str]] | None = None, by) -> Achievement:
    """Answer, as `by`, the warnings that stand on `figure` now. Raises NotNow where there is nothing to answer or no answer.

    `shown` is what was answered: the figure's version and the keys of its warnings. Where either is another one by now nothing is taken.
    """
    if not (answer := answer.strip()):
        raise NotNow(_("Write why the figure is right, or change it."))
    with transaction.atomic():
        figure = Achievement.objects.select_for_update(of=("self",)).select_related("indicator__part_of", "region").get(pk=figure.pk)
        if figure.why_locked:
            raise NotNow(figure.why_locked)
        if not figure.warnings:
            raise NotNow(_("This figure has no warning any more."))
        stand = {warned.key for warned in figure.warnings}
        if shown is not None and (str(figure.version), stand) != (shown[0], set(shown[1])):
            raise NotNow(_("The figure or its warnings changed in the meantime. Read them once more; your note is still here."))
        figure.take_answer(answer, by=by)
        figure.save()
    return figure


def _leave_group(figure) -> set[tuple]:
    """The group of a published figure before it was corrected; a figure that moves to another loses its mark."""
    before = type(figure).objects.filter(pk=figure.pk).first() if figure.pk else None
    if before is None or before.group_key == figure.group_key:
        return set()
    setattr(figure, figure.mark, False)
    figure.choice_reason = ""
    return {before.group_key}


def save_publisher(publisher: Publisher, *, by) -> Publisher:
    """Save a publisher, as `by`; where the order of the publishers changed, the rule chooses anew."""
    if not by.may("reference.change"):
        raise PermissionDenied
    with transaction.atomic():
        before = Publisher.objects.filter(pk=publisher.pk).values_list("order", flat=True).first()
        publisher.save()
        if before not in (None, publisher.order):
            choose_everywhere(Target)
            choose_everywhere(Achievement)
    return publisher
