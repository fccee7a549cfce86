"""A photo is kept without the place where it was taken, and stays upright."""

import io

import pytest
from PIL import Image

from ssk_portal.documents.actions import keep
from tests.common.uploads import files
from tests.common.uploads.files import noise, upload

KINDS = [("foto.jpg", "JPEG"), ("foto.png", "PNG"), ("foto.webp", "WEBP")]


@pytest.fixture
def kept(regions, cast, settings, tmp_path):
    """Keeps a file and gives back the bytes that are handed out."""
    settings.MEDIA_ROOT = tmp_path

    def keep_it(name, content) -> bytes:
        document = keep(upload(name, content), region=regions["63.09"], by=cast["tabalong"])
        given = document.path.read_bytes()
        assert document.size == len(given)
        return given

    return keep_it


def points(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).tobytes()


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_place_is_gone_and_the_photo_stays_upright(name, kind, kept):
    sent = files.photo(kind)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    given = kept(name, sent)
    exif = Image.open(io.BytesIO(given)).getexif()
    assert dict(exif) == {0x0112: 6}
    assert dict(exif.get_ifd(0x8825)) == {}
    assert b"Rahasia" not in given
    assert points(given) == points(sent)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_photo_without_descriptions_stays_as_it_is(name, kind, kept):
    sent = files.picture(kind)
    assert kept(name, sent) == sent


def test_what_hangs_behind_a_photo_is_left_out(kept):
    """Phones put a second picture or a film there, with a place of its own."""
    sent = files.photo()
    given = kept("foto.jpg", sent + files.photo())
    assert given.count(b"Exif") == 1
    assert points(given) == points(sent)


@pytest.mark.parametrize("how", [{"mode": "CMYK"}, {"mode": "L"}, {"progressive": True}])
def test_unusual_photos_are_kept(how, kept):
    mode = how.pop("mode", "RGB")
    buffer = io.BytesIO()
    noise((300, 200)).convert(mode).save(buffer, "JPEG", quality=95, **how)
    assert points(kept("foto.jpg", buffer.getvalue())) == points(buffer.getvalue())


@pytest.mark.parametrize("mode", ["I;16", "RGBA", "P", "1"])
def test_unusual_drawings_are_kept(mode, kept):
    buffer = io.BytesIO()
    Image.new(mode, (20, 20)).save(buffer, "PNG")
    assert points(kept("peta.png", buffer.getvalue())) == points(buffer.getvalue())


def test_moving_pictures_are_kept(kept):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("teal", "navy")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    assert Image.open(io.BytesIO(kept("gerak.webp", buffer.getvalue()))).n_frames == 2


def test_an_ordinary_pdf_with_packed_objects_is_kept(kept):
    sent = files.pdf(files.packed(b"1 0 << /Type /Catalog /Pages 2 0 R >>"))
    assert kept("sk.pdf", sent) == sent
