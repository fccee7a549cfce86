"""An upload that ends in the middle of its body: the connection was lost, the page was left, the telephone went dark."""

import socket
from urllib.parse import urlsplit

import pytest

from ssk_portal.documents.models import Document
from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.screens.models import FormKey
from tests.common.uploads import files

BOUNDARY = "----potong"
# What the page would send, in its order; files are left to the test.
FIELDS = "form => [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : null])"


@pytest.fixture
def third(tabalong_milestones):
    return tabalong_milestones[2]


def part(name, content: bytes, filename="") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"' + (f'; filename="{filename}"\r\nContent-Type: image/jpeg' if filename else "")
    return f"{head}\r\n\r\n".encode() + content + b"\r\n"


def send_half(address, cookies, parts, *, cut: int) -> None:
    """Send the form as a browser does, say how long it is, and hang up `cut` bytes before its end."""
    where = urlsplit(address)
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    head = [
        f"POST {where.path} HTTP/1.1", f"Host: {where.netloc}", f"Cookie: {cookies}", f"Referer: {address}", "Connection: close",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body[:-cut])
        line.shutdown(socket.SHUT_WR)
        while line.recv(65_536):
            pass  # until the portal has done with it


def test_nothing_half_is_kept_and_the_draft_stands(page, live_server, sign_in, third):
    sign_in("tabalong")
    address = f"{live_server.url}{third.get_absolute_url()}ubah/"
    page.goto(address)
    text, document = (third.milestone.requirements.filter(kind=kind).first() for kind in ("text", "document"))
    page.locator("[name=summary]").fill("Sudah ditulis.")
    page.locator(f"[name=r{text.pk}]").fill("Kambitin")
    page.get_by_role("button", name="Simpan draf").click()
    page.goto(address)
    page.locator("[name=summary]").fill("Tidak sampai.")
    typed = page.locator("#entry").evaluate(FIELDS)
    before = (Document.objects.count(), FormKey.objects.count())
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    # The box of the text stands last, so that it is what did not come any more.
    first = [part(name, value.encode()) for name, value in typed if value is not None and name != f"r{text.pk}"]
    photo, last = part(f"r{document.pk}", files.picture("JPEG", (400, 300)), "foto.jpg"), part(f"r{text.pk}", b"Kambitin dan Belimbing")
    for cut in (len(last) + 500, len(last) - 5, 4):  # in the file, behind it, before the last sign
        send_half(address, cookies, [*first, photo, last], cut=cut)
        row = Progress.objects.get(pk=third.pk)
        assert (row.summary, [evidence.text for evidence in Evidence.objects.filter(progress=row)]) == ("Sudah ditulis.", ["Kambitin"])
        assert (Document.objects.count(), FormKey.objects.count()) == before
    page.reload()
    assert page.locator(f"[name=r{text.pk}]").input_value() == "Kambitin"
