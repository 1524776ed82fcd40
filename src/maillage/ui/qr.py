"""An address as a drawing that telephones read."""

from __future__ import annotations

from django.utils.safestring import SafeString


def qr_svg(text: str) -> SafeString:
    """On white, so that a telephone reads it on a dark page too."""
    import qrcode  # type: ignore[import-untyped]  # noqa: PLC0415 - it brings Pillow: pages that draw nothing start sooner
    from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # noqa: PLC0415

    drawing: str = qrcode.make(text, image_factory=SvgPathFillImage).to_string(encoding="unicode")
    return SafeString(drawing)  # black squares, made here
