"""Sources that begin like an address and are none: shown as they are, on every page that lists them."""

import pytest
from django.urls import reverse

from ssk_portal.common.addresses import host_of, linked
from ssk_portal.indicators.models import Disagreement
from tests.indicators import factories

pytestmark = pytest.mark.django_db

NONE = ["https://[tautan]", "http://[", "https:", "http://]/x", "https://exa\u2100mple.org"]
PAGES = ("achievement_list", "quality_sources", "quality_disputes", "quality_doubts", "disagreement_list", "data_quality")


@pytest.mark.parametrize("source", NONE)
def test_pages_that_list_them(cast, login, reference, source):
    here = cast["tabalong"].region
    for value in ("80", "81"):
        row = factories.achievement(cast["tabalong"], value=value, source=source, note="draf", step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
    Disagreement.objects.create(code="uji", topic_id="Uji", topic_en="Test", region=here, one_id="a", one_source=source, other_id="b", other_source=source)
    client = login("tabalong")
    pages = [reverse(f"indicators:{name}") for name in PAGES]
    pages += [row.get_absolute_url(), reverse("indicators:region_figures", args=[here.code]), reverse("indicators:series", args=[row.indicator_id, here.code])]
    for page in pages:
        assert client.get(page).status_code == 200, page
    listed = client.get(pages[0]).content.decode()
    assert f">{source}</a>" in listed


@pytest.mark.parametrize(("address", "host"), [("https://www.bps.go.id/x", "www.bps.go.id"), *((source, "") for source in NONE), ("Laporan", "")])
def test_the_host(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("source", "words", "shown"),
    [
        ("https://www.bps.go.id/a?b=1&c=<2>", "", '<a href="https://www.bps.go.id/a?b=1&amp;c=&lt;2&gt;" rel="noopener noreferrer">www.bps.go.id</a>'),
        ("https://www.bps.go.id/a", "BPS & Bappenas", '<a href="https://www.bps.go.id/a" rel="noopener noreferrer">BPS &amp; Bappenas</a>'),
        ("https://[tautan]", "", '<a href="https://[tautan]" rel="noopener noreferrer">https://[tautan]</a>'),
        ("httpd.conf", "", "httpd.conf"),
        ("javascript:alert(1)", "BPS", "javascript:alert(1)"),
        ("Perda 7/2021", "", "Perda 7/2021"),
    ],
)
def test_a_source_is_linked_where_it_is_an_address(source, words, shown):
    assert linked(source, words) == shown
