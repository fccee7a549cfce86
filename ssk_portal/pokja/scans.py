"""The scans of a decree, the replaced and removed ones too: the history knows them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from ssk_portal.audit.timeline import event_model
from ssk_portal.documents.models import Document
from ssk_portal.pokja.models import Decree


@dataclass(frozen=True)
class Version:
    """One scan; whether it is the one that counts."""

    document: Document
    is_current: bool


def ever_scanned() -> Exists:
    """Of a decree: whether it has a scan, or had one."""
    return Exists(event_model(Decree).objects.filter(pgh_obj_id=OuterRef("pk"), scan__isnull=False))


def scans_of(decree: Decree) -> list[Version]:
    """Every scan that `decree` has or had, the newest first."""
    had = event_model(Decree).objects.filter(pgh_obj_id=decree.pk).values("scan")
    documents = Document.objects.filter(pk__in=had).select_related("uploaded_by").order_by("-uploaded_at", "-pk")
    return [Version(document, document.pk == decree.scan_id) for document in documents]
