"""Papers: tagged, in Indonesian, with their fonts; what was typed is text and nothing else."""

import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst

from ssk_portal.common import pdf as papers

DATA = {
    "title": "Daftar", "heading": "Daftar", "group": ["Pokja"], "decree": "", "term": "", "rows": [], "place": "Tanjung", "year": "2026", "printed": "Pokja",
    "chair": {"office": "Ketua", "name": ""}, "secretary": {"office": "Sekretaris", "name": ""},
}  # fmt: skip


def made(*names, **fields) -> bytes:
    rows = [{"name": name, "position": "Anggota", "agency": "Bappeda"} for name in names]
    return papers.pdf("pokja_members.typ", DATA | {"rows": rows} | fields)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text.replace("\r\n", " ").replace("\u200b", "")


def test_a_paper_is_tagged_and_says_its_language_and_standard():
    content = made("Siti")
    document = pypdfium2.PdfDocument(content)
    assert pdfium.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_dict()["Title"] == "Daftar"
    document.close()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert re.search(rb"/Lang ?\(id\)", content)


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")', '#import "@preview/cetz:0.2.2"', "\\ #panic() ]", "*tebal* _miring_ $x$ @label `kode`", '"Kutip" & <b>tebal</b>', "// bukan komentar",
        '"}, "rows": []', "محمد علي", "Ñandú Đặng Šťastný",
    ],
)  # fmt: skip
def test_what_was_typed_stays_text(name):
    text = "".join(text_of(made(name)).split())  # a long word goes on in the next line
    for word in name.split():
        # Arabic is read out in the order in which it stands on the paper.
        assert word in text or word[::-1] in text


def test_a_sign_without_a_font_is_shown_as_missing():
    assert "Siti □ Aminah □□" in text_of(made("Siti 😀 Aminah 漢字"))


def test_a_word_without_an_end_is_cut_short():
    text = "".join(text_of(made("x" * 5_000 + " Siti")).split())
    assert ("x" * 400 + "…Siti" in text, "x" * 401 in text) == (True, False)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x07", "\x1f", "\ud83d"])
def test_signs_that_mislead_or_break_are_left_out(sign):
    assert "Budi gpj" in text_of(made(f"Budi {sign}gpj"))


def test_a_template_reads_nothing_outside_its_folder(tmp_path, monkeypatch):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("rahasia")
    (tmp_path / "inside" / "wrong.typ").write_text('#set document(title: "x")\n#read("../secret.txt")')
    monkeypatch.setattr(papers, "FOLDER", tmp_path / "inside")
    with pytest.raises(typst.TypstError):
        papers.pdf("wrong.typ", {})


def test_no_template_takes_a_package_from_the_net():
    assert [path.name for path in Path(papers.FOLDER).glob("*.typ") if '"@' in path.read_text()] == []


def test_no_font_of_the_machine_is_used():
    assert papers._fonts().families() == ["DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", "New Computer Modern Math"]
