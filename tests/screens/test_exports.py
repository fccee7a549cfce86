"""Exports: the rows and headings of the screen, as xlsx and csv, and never a formula."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ssk_portal.accounts.models import User
from tests.screens.subject import LIST

FORMULAS = ['=HYPERLINK("http://evil","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\n=1", "＝1+1", "＋1+1", "－2+3", "＠SUM(A1)"]


def as_csv(client, **query):
    answer = client.get(LIST, {"ekspor": "csv", **query})
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def as_xlsx(client, **query):
    answer = client.get(LIST, {"ekspor": "xlsx", **query})
    return CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_type_and_name_of_the_file(login, cast, kind):
    answer = login("admin").get(LIST, {"ekspor": kind})
    types = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
    assert answer["Content-Type"] == types[kind]
    assert answer["Content-Disposition"] == f'attachment; filename="pengguna-{timezone.localtime():%Y-%m-%d}.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.getvalue()  # a file is read to its end, else it stays open


def test_an_unknown_kind_shows_the_page(login, cast):
    assert login("admin").get(LIST, {"ekspor": "exe"})["Content-Type"] == "text/html; charset=utf-8"


def test_the_same_headings_and_rows_as_on_the_screen(login, cast):
    client = login("admin")
    table = client.get(LIST).context["table"]
    headings = [str(column.header) for column in table.columns]
    names = [row.record.name for row in table.rows]
    for rows in (as_csv(client), as_xlsx(client)):
        assert rows[0] == headings
        assert [row[0] for row in rows[1:]] == names


def test_the_filter_and_the_order_hold(login, cast, regions):
    client = login("admin")
    query = {"region": regions["62"].pk, "sort": "-username"}
    for rows in (as_csv(client, **query), as_xlsx(client, **query)):
        assert [row[1] for row in rows[1:]] == ["kalteng", "gumas"]


def test_all_pages_are_in_the_file_and_nothing_out_of_reach(login, cast, regions):
    fields = {"role": "reader", "region": regions["63.09"], "password": "!"}
    User.objects.bulk_create(User(username=f"pembaca-{number:02}", name=f"Pembaca {number:02}", **fields) for number in range(30))
    rows = as_csv(login("admin_kalsel"), page=1)
    expected = User.objects.people().filter(region__province=regions["63"]).order_by("username").values_list("username", flat=True)
    assert sorted(row[1] for row in rows[1:]) == list(expected)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_never_a_formula(login, cast, text):
    User.objects.filter(username="hst").update(name=text)
    client = login("admin")
    cell = as_csv(client, q="hst")[1][0]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert cell.lstrip("'") == " ".join(text.split())
    book = client.get(LIST, {"ekspor": "xlsx", "q": "hst"}).getvalue()
    assert as_xlsx(client, q="hst")[1][0] == " ".join(text.split())
    assert formulas_in(book) == 0


def formulas_in(book: bytes) -> int:
    import zipfile

    with zipfile.ZipFile(BytesIO(book)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").count(b"<f>")


def test_moments_name_their_zone(login, cast):
    at = datetime(2026, 3, 2, 7, 30, tzinfo=timezone.get_default_timezone())
    User.objects.filter(username="hst").update(last_login=at)
    assert as_xlsx(login("admin"), q="hst")[1][-1] == "2026-03-02 07:30 WIB"


def test_words_stay_readable_in_excel(login, cast):
    User.objects.filter(username="hst").update(name="Ngurah Éka – 漢字")
    client = login("admin")
    assert client.get(LIST, {"ekspor": "csv"}).getvalue().startswith(b"\xef\xbb\xbf")
    assert as_csv(client, q="hst")[1][0] == as_xlsx(client, q="hst")[1][0] == "Ngurah Éka – 漢字"


def test_moments_are_told_in_the_persons_zone(login, cast):
    at = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    User.objects.filter(username="hst").update(last_login=at)
    client = login("admin_kalsel")
    assert as_csv(client, q="hst")[1][-1] == as_xlsx(client, q="hst")[1][-1] == "2026-03-02 08:30 WITA"


def test_headings_follow_the_language(login, cast):
    client = login("admin")
    client.post("/bahasa/", {"language": "en", "next": LIST})
    assert as_csv(client)[0][0] == "Name"
