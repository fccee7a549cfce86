"""The board as the tests read it: its cells, its districts, its file."""

import csv
import io
import re

from django.urls import reverse

BOARD = reverse("reporting:board")


def row_of(page, code):
    """The cells of one district as text, without markup."""
    rows = re.split(r"<tr[^>]*>", page.content.decode().partition('<table class="board">')[2].partition("</table>")[0])
    row = next(row for row in rows if f"/wilayah/{code}/" in row)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split(r"<t[dh][^>]*>", row)[1:]]


def shown(page):
    """The codes of the districts on the page, in their order."""
    return re.findall(r"<th scope=row><a href=/wilayah/([\d.]+)/", page.content.decode())


def exported(client, **asked):
    answer = client.get(BOARD, {"ekspor": "csv", **asked})
    return answer, list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
