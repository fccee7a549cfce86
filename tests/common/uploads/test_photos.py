"""Photos made small: upright, plain, and silent about where they were taken."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps

from ssk_portal.common.uploads.kinds import PICTURES, check
from ssk_portal.common.uploads.photos import kept_photo, small_photo
from tests.common.uploads.files import photo, upload


def made(picture, kind, **how) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def kept(name, content) -> Image.Image:
    sent = upload(name, content)
    return Image.open(io.BytesIO(kept_photo(sent, check(sent, PICTURES))))


@pytest.mark.parametrize(("size", "expected"), [((3000, 1500), (2000, 1000)), ((1500, 3000), (1000, 2000)), ((640, 480), (640, 480)), ((60_000, 2), (2000, 1))])
def test_the_longest_side(size, expected):
    assert kept("foto.png", made(Image.new("RGB", size, "teal"), "PNG")).size == expected


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_as_it_was_taken(kind, turned):
    """A picture with one red corner, turned in each of the eight ways."""
    corner = Image.new("RGB", (80, 40), "white")
    corner.paste("red", (0, 0, 40, 20))
    exif = Image.Exif()
    exif[0x0112] = turned
    content = made(corner, kind, exif=exif)
    expected, found = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB"), kept(f"foto.{kind.lower()}", content)
    corners = [(5, 5), (found.width - 6, 5), (5, found.height - 6), (found.width - 6, found.height - 6)]
    red = [[picture.getpixel(place)[1] < 100 for place in corners] for picture in (expected, found)]
    assert (found.size, red[1], found.getexif().get(0x0112)) == (expected.size, red[0], None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_phone_are_gone(kind):
    content = photo(kind)
    sent = upload(f"foto.{kind.lower()}", content)
    packed = kept_photo(sent, check(sent))
    found = Image.open(io.BytesIO(packed))
    assert (b"Rahasia" in content, b"Rahasia" in packed, dict(found.getexif()), found.format) == (True, False, {}, "JPEG")
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(found.info)


def icc():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def moving(kind):
    first, second = (Image.new("RGB", (30, 20), colour) for colour in ("red", "blue"))
    return made(first, kind, save_all=True, append_images=[second])


TAKEN = {
    "cmyk": ("a.jpg", lambda: made(Image.new("CMYK", (30, 20), (0, 0, 0, 0)), "JPEG"), (255, 255, 255)),
    "16 bits of grey": ("a.png", lambda: made(Image.new("I;16", (30, 20), 0x8000), "PNG"), (128, 128, 128)),
    "seen through": ("a.png", lambda: made(Image.new("RGBA", (30, 20), (255, 0, 0, 0)), "PNG"), (255, 255, 255)),
    "grey, seen through": ("a.png", lambda: made(Image.new("LA", (30, 20), (9, 0)), "PNG"), (255, 255, 255)),
    "black and white": ("a.png", lambda: made(Image.new("1", (30, 20), 1), "PNG"), (255, 255, 255)),
    "with a profile": ("a.jpg", lambda: made(Image.new("RGB", (30, 20), "red"), "JPEG", icc_profile=icc()), (254, 0, 0)),
    "with a broken profile": ("a.jpg", lambda: made(Image.new("RGB", (30, 20), "red"), "JPEG", icc_profile=b"junk" * 40), (254, 0, 0)),
    "two in one, as phones make them": ("a.jpg", lambda: moving("MPO"), (254, 0, 0)),
}


@pytest.mark.parametrize("what", TAKEN)
def test_unusual_pictures_are_taken(what):
    name, content, colour = TAKEN[what]
    found = kept(name, content())
    assert found.mode == "RGB"
    assert all(abs(is_now - was) < 4 for is_now, was in zip(found.getpixel((3, 3)), colour, strict=True))


def test_what_moves_is_refused():
    with pytest.raises(ValidationError, match="bergerak"):
        kept("a.webp", moving("WEBP"))


def test_what_cannot_be_drawn_is_refused():
    content = photo()
    with pytest.raises(ValidationError, match="rusak"):
        kept("a.jpg", content[:600] + b"\xff\x00" * 30 + content[700:])


@pytest.mark.parametrize("part", [0.4, 0.6, 0.8])
def test_a_photo_whose_points_are_damaged_is_refused_and_nothing_else_happens(part):
    """Its head is right, so that only who draws it finds the fault: a second beginning among the points."""
    whole = photo()
    place = int(len(whole) * part)
    with pytest.raises(ValidationError, match="rusak"):
        kept_photo(upload("foto.jpg", whole[:place] + b"\xff\xd8" + whole[place + 2 :]), "image/jpeg")


def test_a_row_of_photos_is_light():
    small = small_photo(io.BytesIO(photo(size=(2000, 1500))))
    assert (max(Image.open(io.BytesIO(small)).size), len(small) < 60_000) == (360, True)
