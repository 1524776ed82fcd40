"""An address as a drawing that telephones read."""

from __future__ import annotations

import qrcode  # type: ignore[import-untyped]
from django.utils.safestring import SafeString
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]


def qr_svg(text: str) -> SafeString:
    """On white, so that a telephone reads it on a dark page too."""
    drawing: str = qrcode.make(text, image_factory=SvgPathFillImage).to_string(encoding="unicode")
    return SafeString(drawing)  # black squares, made here
