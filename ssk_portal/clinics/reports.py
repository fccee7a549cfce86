"""The verbs of a report: begin it, write it, say of each expected output whether it was reached."""

from dataclasses import dataclass

from django.db import transaction

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import Clinic, ClinicReport, OutputCheck
from ssk_portal.review.waiting import to_review


def report_of(clinic: Clinic) -> ClinicReport:
    """The report of the event; one that nobody has begun yet is a draft that is kept nowhere."""
    report = getattr(clinic, "report", None) or ClinicReport(clinic=clinic)
    report.clinic = clinic
    return report


def begin(clinic: Clinic, *, by) -> ClinicReport:
    """The report of the event, held to the end of the transaction; a first one is written."""
    with acting(by):
        begun, _new = ClinicReport.objects.get_or_create(clinic=clinic)
    report = ClinicReport.objects.select_for_update(of=("self",)).get(pk=begun.pk)
    report.clinic = clinic
    return report


def waiting_for(user):
    """The reports that `user` is to check, the longest waiting first."""
    return ClinicReport.objects.filter(to_review(user, ClinicReport, "clinic__region")).order_by("submitted_at", "pk")


@dataclass(frozen=True)
class Output:
    """An expected output: its line in the plan, and what was said of it."""

    text: str
    check: OutputCheck | None = None
    planned: bool = True  # a line may be taken out of the plan after something was said of it


def outputs_of(clinic: Clinic, checks: list[OutputCheck]) -> list[Output]:
    """The lines of the plan in their order, then those that stand in it no more."""
    said = {check.text: check for check in checks}
    lines = [text for text in dict.fromkeys(clinic.expected) if text.strip()]
    return [Output(text, said.get(text)) for text in lines] + [Output(text, check, planned=False) for text, check in said.items() if text not in lines]


@transaction.atomic
def write(report: ClinicReport, outputs: dict[str, tuple[str, str]], *, by) -> ClinicReport:
    """Save the report as it stands, and for each expected output whether it was reached and by what that is seen."""
    said = {check.text: check for check in report.clinic.output_checks.all()}
    with acting(by):
        # Saving counts the version up even where only an output changed: two editors are told apart by it.
        report.save()
        for order, (text, (reached, evidence)) in enumerate(outputs.items()):
            _say(report.clinic, said.get(text), text, order, reached, evidence)
    return report


def _say(clinic, check, text, order, reached, evidence) -> None:
    if check is None:
        if reached or evidence:
            OutputCheck.objects.create(clinic=clinic, text=text, order=order, reached=reached, evidence=evidence)
    elif not reached and not evidence:
        check.delete()
    elif (check.reached, check.evidence, check.order) != (reached, evidence, order):
        check.reached, check.evidence, check.order = reached, evidence, order
        check.save()
