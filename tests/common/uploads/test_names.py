"""File names stay readable and can do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ssk_portal.common.uploads.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("SK Bupati Tabalong 2024.pdf", "SK Bupati Tabalong 2024.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\Sekda\SK.pdf", "SK.pdf"),
        ("sk\r\nSet-Cookie: a=b.pdf", "sk Set-Cookie: a=b.pdf"),
        ("sk\x00.pdf", "sk.pdf"),
        ("sk\x1b[31m.pdf", "sk[31m.pdf"),
        ('SK "final".pdf', 'SK "final".pdf'),
        ("SK 'akhir'; x.pdf", "SK 'akhir'; x.pdf"),
        ("قرار الفريق.pdf", "قرار الفريق.pdf"),
        ("sk\u202efdp.exe.pdf", "skfdp.exe.pdf"),
        ("  .sk  .pdf ", "sk.pdf"),
        ("   ", "dokumen.pdf"),
        ("..", "dokumen.pdf"),
        (".pdf", "pdf.pdf"),
        ("s" * 300 + ".pdf", "s" * (LONGEST - 4) + ".pdf"),
        ("ق" * 300 + ".pdf", "ق" * (LONGEST - 4) + ".pdf"),
        ("sk", "sk.pdf"),
    ],
)
def test_a_name_stays_readable(sent, kept):
    assert clean_name(sent, "pdf") == kept


@given(some.text(max_size=400))
def test_no_name_is_empty_long_or_holds_a_control_sign(name):
    kept = clean_name(name, "pdf")
    assert 0 < len(kept) <= LONGEST
    assert kept.isprintable()
    assert "/" not in kept
    assert "\\" not in kept
