"""The bytes of a picture: what they are, and the same picture without what it says of whoever took it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from maillage.learning.models.pictures import LONGEST_SIDE

MOST_KEPT = 1_000_000  # bytes: a page of a module stays light on a phone
MOST_PIXELS = 25_000_000  # decoded, a hundred million bytes
WIDEST = 1600  # pixels; a page shows half of it, a fine screen all of it
QUALITY = 82
TOLD_OF_COLOURS = ("transparency", "icc_profile")  # all that is kept of what a file says beside its points
KINDS = {"PNG": "png", "JPEG": "jpeg"}
ENDINGS = {"png": ".png", "jpeg": ".jpg"}


class PictureError(ValueError):
    """What is wrong with a file, in the person's language."""


@dataclass(frozen=True, kw_only=True)
class PictureFile:
    """kind: a key of FILE_KINDS."""

    kind: str
    content: bytes
    width: int
    height: int


def picture_file(content: bytes) -> PictureFile:
    """As it is. Raises PictureError when it is no PNG nor JPEG, or too heavy to be read on a phone."""
    if len(content) > MOST_KEPT:
        raise PictureError(_("elle pèse plus de %(most)s Mo") % {"most": MOST_KEPT // 1_000_000})
    kind, width, height = _measured(content)
    if max(width, height) > LONGEST_SIDE:
        raise PictureError(_("elle a plus de %(most)s points de côté") % {"most": LONGEST_SIDE})
    return PictureFile(kind=kind, content=content, width=width, height=height)


def cleaned(content: bytes) -> PictureFile:
    """The same picture, upright, no wider than a page needs; without its date, its place nor its camera. Raises PictureError."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - it is heavy: pages that read no picture start sooner

    kind, _width, _height = _measured(content)
    try:
        with Image.open(BytesIO(content), formats=list(KINDS)) as opened:
            opened.draft(
                "RGB", (2 * WIDEST, 2 * WIDEST)
            )  # a JPEG is then decoded smaller; a PNG is not touched
            turned = ImageOps.exif_transpose(opened)
            turned.thumbnail((WIDEST, LONGEST_SIDE))
            plain = turned.convert("RGB") if kind == "jpeg" else turned
            plain.info = {name: plain.info[name] for name in TOLD_OF_COLOURS if name in plain.info}
            made = BytesIO()
            plain.save(made, format="JPEG" if kind == "jpeg" else "PNG", optimize=True, quality=QUALITY)
    except (OSError, ValueError, SyntaxError) as fault:  # a file cut short, or that lies about itself
        raise PictureError(_("elle est abîmée")) from fault
    return picture_file(made.getvalue())


def _measured(content: bytes) -> tuple[str, int, int]:
    from PIL import Image  # noqa: PLC0415 - it is heavy: pages that read no picture start sooner

    try:
        with Image.open(BytesIO(content), formats=list(KINDS)) as opened:
            kind, (width, height) = KINDS[opened.format or ""], opened.size
    except (OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError) as fault:
        raise PictureError(_("ce n’est ni une image PNG ni une image JPEG")) from fault
    if width * height > MOST_PIXELS:
        raise PictureError(_("elle a trop de points pour être lue ici : réduisez-la à 1 600 de large"))
    return kind, width, height
