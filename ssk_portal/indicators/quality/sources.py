"""Where the figures come from: who published them and at which address; and which of them are doubted in their note."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from ssk_portal.common.addresses import host_of
from ssk_portal.indicators.choice import DOUBTFUL
from ssk_portal.indicators.models import Achievement, Target

# PostgreSQL's sign for the edge of a word, as \b in `choice.DOUBT`.
DOUBTED = rf"\y({'|'.join(DOUBTFUL)})\y"


@dataclass
class Source:
    """What one publisher says at one place."""

    publisher: str
    address: str
    via: str = ""
    piece: str = ""  # the end of the address, where the same medium holds several
    achievements: int = 0
    targets: int = 0
    newest: int = 0

    @property
    def fault(self) -> str:
        """What keeps a reader from finding it; empty where nothing does. Whether a page still answers is not asked."""
        if not self.address:
            return _("no source in words, only a file")
        if not self.address.startswith(("http://", "https://")):
            return ""
        return "" if "." in host_of(self.address) and " " not in self.address else _("not a whole address")


def sources(region) -> list[Source]:
    """All sources of the settled figures of `region` and below, by publisher; two queries."""
    found: dict[tuple[str, str], Source] = {}
    for model, name in ((Achievement, "achievements"), (Target, "targets")):
        rows = model.objects.settled().within(region).order_by().values_list("publisher__name", "source")
        for publisher, address, count, newest, via in rows.annotate(Count("pk"), Max("year"), Max("published_via")):
            source = found.setdefault((publisher or "", address), Source(publisher or "", address))
            setattr(source, name, count)
            source.newest, source.via = max(source.newest, newest), source.via or via
    _tell_apart(found.values())
    return sorted(found.values(), key=lambda source: (source.publisher.casefold(), source.address))


def _tell_apart(found: Collection[Source]) -> None:
    media = Counter((source.publisher, source.via) for source in found if source.via)
    for source in found:
        if media[source.publisher, source.via] > 1:
            source.piece = unquote(source.address.rstrip("/").rpartition("/")[2])


def doubted(region, **narrowed) -> list:
    """The settled figures of `region` and below whose note or plan doubts them; two queries."""
    said = Q(note__iregex=DOUBTED) | Q(framework__iregex=DOUBTED)
    kinds = (model.objects.settled().within(region).filter(said, **narrowed).select_related("indicator", "region", "publisher") for model in (Achievement, Target))
    return sorted(chain(*kinds), key=lambda row: (row.indicator.order, row.indicator_id, row.region.code, -row.year, row._meta.model_name, row.pk))
