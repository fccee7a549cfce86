"""All 514 districts in one template: as many statements as for three of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.indicators.models import Achievement, Indicator
from ssk_portal.indicators.published import load_reference
from ssk_portal.regions.models import Region
from tests.indicators import factories
from tests.indicators.template.sheets import confirm, send, sheet, taken, told, url

pytestmark = pytest.mark.django_db
BPS = {"Penerbit": "BPS (Susenas)", "Sumber": "https://example.org/susenas"}


@pytest.fixture
def officer(client, db):
    factories.whole_country()
    load_reference()
    client.force_login(User.objects.create(username="pusat", name="Pusat", role=Role.NATIONAL, region=Region.objects.get(code="ID")))
    return client


def test_514_rows_ask_no_more_than_three(officer):
    indicator = Indicator.objects.get(code="sanitasi-layak").pk
    rows = taken(officer, region="ID", below="on", indicator=indicator)
    assert len(rows) == 1 + 38 + 514
    lines = [row | {"Nilai": f"{50 + place % 50},5", **BPS} for place, row in enumerate(rows) if "." in row["Kode wilayah"]]
    asked = []
    for file in (sheet(*lines[:3]), sheet(*lines)):
        with CaptureQueriesContext(connection) as preview:
            answer = send(officer, file=file)
        assert told(answer) == []
        with CaptureQueriesContext(connection) as confirming:
            assert confirm(officer, answer).status_code == 302
        asked.append((len(preview), len(confirming)))
    assert Achievement.objects.filter(is_reference=True).count() == 514
    # 500 rows are written at once: of more, the writing is asked twice; of the second file three rows stand already.
    assert max(asked[1][0] - asked[0][0], asked[1][1] - asked[0][1]) <= 3
    assert max(asked[1]) <= 40


def test_more_rows_than_a_template_holds_are_refused_at_once(officer):
    answer = officer.get(url(), {"templat": "xlsx", "year": 2024, "region": "ID", "below": "on"})
    assert "12.719 baris, sedangkan satu templat memuat paling banyak 5.000" in answer.content.decode()
