"""Photos made small enough to be kept and shown: turned upright, and with nothing told beside the picture."""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from ssk_portal.common.uploads.names import clean_name
from ssk_portal.common.uploads.pictures import BROKEN, FORMATS
from ssk_portal.common.uploads.positions import orientation

LONGEST_SIDE = 2000
SMALL_SIDE = 360
KIND, ENDING = "image/jpeg", "jpg"
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_PLAIN = ImageCms.createProfile("sRGB")


def kept_photo(upload, kind: str) -> bytes:
    """The picture as it is kept: a JPEG in plain colours, its longest side at most 2,000 points, upright, without descriptions.

    The upload was looked through before (`kinds.check`). Raises ValidationError for one that cannot be drawn or that moves.
    """
    told = {"name": clean_name(upload.name or "")}
    upload.seek(0)
    try:
        picture = Image.open(upload, formats=[FORMATS[kind]])
        # A JPEG may carry a second picture behind the first, as phones make them; what moves are the others.
        if kind != KIND and getattr(picture, "is_animated", False):
            raise ValidationError(_("The picture “%(name)s” is animated. Send a still one."), params=told)
        small = _drawn(picture, LONGEST_SIDE)
    except BROKEN:
        raise ValidationError(_("The file “%(name)s” is damaged or incomplete."), params=told) from None
    turned = orientation(upload)
    return _packed(small.transpose(TURNS[turned]) if turned in TURNS else small, quality=85)


def small_photo(file) -> bytes:
    """A kept picture as it stands in a row of others."""
    return _packed(_drawn(Image.open(file, formats=list(FORMATS.values())), SMALL_SIDE), quality=75)


def _drawn(picture, side: int):
    """The points alone, within a square of that side."""
    picture.draft(None, (side, side))  # a large JPEG is unpacked at a fraction of its size
    picture.load()  # here a picture breaks whose points are damaged, and not later on
    drawn = _on_white(_in_plain_colours(picture))
    drawn.thumbnail((side, side), reducing_gap=2)
    return drawn


def _in_plain_colours(picture):
    """The colours that every screen shows; where the picture brings others along, they are translated."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # 16 bits of grey become 8
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            return ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _PLAIN, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be read: the numbers as they stand are near enough
    return picture


def _on_white(picture):
    """Without what can be seen through."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _packed(picture, *, quality: int) -> bytes:
    clean = Image.frombytes("RGB", picture.size, picture.tobytes())  # nothing of what stood beside the points
    made = io.BytesIO()
    clean.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
    return made.getvalue()
