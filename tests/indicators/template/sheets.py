"""Templates for tests: taken away, filled in as people do, sent back, confirmed."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import key
from tests.sheets import book, read
from tests.words import plain

TITLES = {"achievement": "Capaian", "target": "Target"}


def url(kind="achievement") -> str:
    return reverse(f"indicators:{kind}_import")


def taken(client, kind="achievement", **asked) -> list[dict]:
    """The rows of a template as a spreadsheet program shows them, by heading without its star."""
    response = client.get(url(kind), {"templat": "xlsx", "year": 2024, **asked})
    assert response.status_code == 200, response.content
    head, *lines = read(response)[TITLES[kind]]
    return [dict(zip([name.strip("* ") for name in head], line, strict=True)) for line in lines]


def of(rows, indicator, region=None, **filled) -> dict:
    """The row of an indicator, filled in."""
    row = next(row for row in rows if row["Kode indikator"] == indicator and region in (None, row["Kode wilayah"]))
    return row | filled


def sheet(*rows, kind="achievement", title=None, change=None) -> SimpleUploadedFile:
    """The rows as a workbook."""
    return book([list(rows[0]), *(list(row.values()) for row in rows)], title=title or TITLES[kind], change=change)


def as_csv(*rows, sign=";", encoding="utf-8-sig") -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sign)
    writer.writerows([list(rows[0]), *(list(row.values()) for row in rows)])
    return SimpleUploadedFile("templat.csv", text.getvalue().encode(encoding))


def send(client, *rows, kind="achievement", file=None, **how):
    return client.post(url(kind), key(file=file or sheet(*rows, kind=kind, **how)))


def confirm(client, answer, kind="achievement", **more):
    assert told(answer) == []
    return client.post(url(kind), key(rows=answer.context["confirm"]["rows"].value(), **more))


def take_over(client, *rows, kind="achievement", **more):
    """Sent, looked at, confirmed."""
    answer = confirm(client, send(client, *rows, kind=kind), kind, **more)
    assert answer.status_code == 302, told(answer) or answer.context["confirm"].errors
    return answer


def told(answer) -> list[tuple]:
    """The faults: row, heading of the column, sentence."""
    assert "sheet" in answer.context, answer.context["form"].errors
    return [(fault.row, fault.column.partition(" – ")[2] or fault.column, fault.message) for fault in answer.context["sheet"].faults]


def shown(answer) -> list[tuple]:
    """What would change: row, whether new, what is different, warnings."""
    assert told(answer) == []
    return [(change.row, change.is_new, plain(list(change.differences)), plain(list(change.warnings))) for change in answer.context["to_confirm"]]
