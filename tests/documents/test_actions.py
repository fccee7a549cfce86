"""Keeping a file and handing it out."""

import hashlib
from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from ssk_portal.documents.actions import hand_out, keep
from ssk_portal.documents.models import Document
from tests.common.uploads import files
from tests.common.uploads.files import upload


def kept(cast, name, content):
    document = keep(upload(name, content), region=cast["tabalong"].region, by=cast["tabalong"])
    document.refresh_from_db()
    return document


def test_a_file_is_kept_under_its_checksum(cast):
    document = kept(cast, "SK Bupati 2024.pdf", files.pdf())
    assert document.name == "SK Bupati 2024.pdf"
    assert document.content_type == "application/pdf"
    assert document.sha256 == hashlib.sha256(files.pdf()).hexdigest()
    assert document.size == len(files.pdf())
    assert document.path.read_bytes() == files.pdf()


def test_a_refused_file_leaves_nothing_behind(cast):
    with pytest.raises(ValidationError):
        kept(cast, "sk.pdf", files.HTML)
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "shown"), [("sk.pdf", files.pdf(), "inline"), ("foto.png", files.PNG, "inline"), ("data.xlsx", files.xlsx(), "attachment")], ids=["pdf", "png", "xlsx"]
)
def test_pdf_and_pictures_open_in_place_and_the_rest_is_downloaded(cast, name, content, shown):
    with closing(hand_out(kept(cast, name, content))) as response:
        assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a"b.pdf', 'inline; filename="a\\"b.pdf"'),
        ("a\r\nX-Evil: 1.pdf", 'inline; filename="a X-Evil: 1.pdf"'),
        ("قرار.pdf", "inline; filename*=utf-8''%D9%82%D8%B1%D8%A7%D8%B1.pdf"),
        ("a%00b.pdf", 'inline; filename="a%00b.pdf"'),
    ],
    ids=["quotes", "line break", "Arabic", "escaped nought"],
)
def test_a_weird_name_makes_one_whole_header(cast, name, header):
    sent = upload("sk.pdf", files.pdf())
    sent._name = name
    document = keep(sent, region=cast["tabalong"].region, by=cast["tabalong"])
    with closing(hand_out(document)) as response:
        assert response["Content-Disposition"] == header


def test_a_file_that_is_gone_from_disk_is_not_found(cast):
    document = kept(cast, "sk.pdf", files.pdf(b"% gone"))
    document.path.unlink()
    with pytest.raises(Http404):
        hand_out(document)


def test_documents_have_no_address_of_their_own():
    from django.urls import get_resolver

    named = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    assert [name for name in named if "document" in name] == []
