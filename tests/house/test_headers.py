"""What every answer tells the browser: pages, files of the portal, redirects, refusals, faults."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PORTAL = [
    "/",
    "/wilayah/",
    "/wilayah/99/",
    "/wilayah/63.09/",
    "/papan/",
    "/admin/",
    "/admin/pokja/pokja/",
    "/bahasa/",
    "/a%00b",
    "/?q=%00",
]
PAGES = [*PORTAL, "/static/img/mark.svg", "/static/none.css"]


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("name", [None, "admin", "tabalong"])
def test_every_answer_carries_them(url, name, client, login):
    answer = (login(name) if name else client).get(url)
    assert answer.getvalue() is not None
    assert {header: answer.headers.get(header) for header in WANTED} == WANTED
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    told = policy(answer)
    assert told["default-src"] == told["object-src"] == told["base-uri"] == told["frame-ancestors"] == "'none'"
    assert "unsafe-" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", PORTAL)
def test_nothing_that_a_person_sees_is_kept(url, login):
    answer = login("admin").get(url)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_refused_form_carries_them(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["tabalong"])
    answer = client.post("/pokja/baru/", {"name": "x"})
    assert answer.status_code == 403
    assert {header: answer.headers.get(header) for header in WANTED} == WANTED
