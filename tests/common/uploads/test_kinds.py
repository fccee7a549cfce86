"""What is taken and what is not: known by the content, whatever the name says (goal S7)."""

import contextlib
import time
import tracemalloc

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from ssk_portal.common.uploads import kinds, office
from ssk_portal.common.uploads.kinds import check
from tests.common.uploads import files
from tests.common.uploads.files import upload

GOOD = {
    "sk.pdf": (files.pdf(), "application/pdf"),
    "SK.PDF": (files.pdf(), "application/pdf"),
    "sk tabalong.v2.pdf": (files.pdf(head=b"%PDF-2.0\n", tail=b"\n\n"), "application/pdf"),
    "foto.jpg": (files.JPEG, "image/jpeg"),
    "foto.jpeg": (files.JPEG, "image/jpeg"),
    "foto.jfif": (files.JPEG, "image/jpeg"),
    "foto.png": (files.PNG, "image/png"),
    "foto.webp": (files.WEBP, "image/webp"),
    "surat.docx": (files.docx(), office.DOCX),
    "data.xlsx": (files.xlsx({"xl/worksheets/sheet1.xml": "<row/>" * 2000}), office.XLSX),
}


@pytest.mark.parametrize("name", GOOD)
def test_papers_and_pictures_are_taken_and_left_at_their_start(name):
    content, kind = GOOD[name]
    sent = upload(name, content)
    assert check(sent) == kind
    assert sent.read() == content


@pytest.mark.parametrize("what", files.HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_in_50_ms_and_20_mb(what):
    name, content = files.HOSTILE[what]
    took, peak = _cost_of_refusing(name, content)
    assert took < 0.05
    assert peak < 20 * 1024 * 1024


def _cost_of_refusing(name, content):
    sent = upload(name, content)
    times = []
    for _attempt in range(3):  # the fastest of three: other work on the machine is not the file's
        begun = time.process_time()
        with pytest.raises(ValidationError) as refusal:
            check(sent)
        times.append(time.process_time() - begun)
        assert len(refusal.value.messages) == 1
    tracemalloc.start()
    try:
        with pytest.raises(ValidationError):
            check(sent)
        return min(times), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_there_are_more_than_sixty_hostile_files():
    assert len(files.HOSTILE) >= 60


def test_a_file_over_the_limit_is_refused_unread(settings):
    settings.UPLOAD_LIMIT_MB = 1
    with pytest.raises(ValidationError) as refusal:
        check(upload("sk.pdf", files.pdf(b"0" * 1024 * 1024)))
    assert refusal.value.messages == ["Berkas “sk.pdf” lebih besar dari 1 MB."]


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError) as refusal:
        check(upload("sk.pdf", b""))
    assert refusal.value.messages == ["Berkas “sk.pdf” kosong."]


def test_the_refusal_says_what_the_file_is():
    with pytest.raises(ValidationError) as refusal:
        check(upload("foto.jpg", files.PNG))
    assert refusal.value.messages == ["Berkas “foto.jpg” tidak sesuai dengan namanya: isinya PNG."]


def test_what_a_form_offers_is_what_is_taken():
    assert kinds.ACCEPT == ".docx,.jfif,.jpeg,.jpg,.pdf,.png,.webp,.xlsx"
    assert str(kinds.TAKEN) == "PDF, gambar (JPG, PNG, WebP), Word (docx), atau Excel (xlsx), paling besar 20 MB. Berkas Office tanpa makro."


@given(some.binary(max_size=600), some.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", files.PNG[:33], files.JPEG[:40], b"RIFF\0\0\0\0WEBP", files.xlsx()[:90]]))
def test_no_bytes_make_the_check_fall_over(rest, start):
    with contextlib.suppress(ValidationError):
        check(upload("sk.pdf", start + rest))
