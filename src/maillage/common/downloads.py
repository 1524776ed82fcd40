"""Files that people receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse

if TYPE_CHECKING:
    from django.core.files import File


def to_keep(file: File[bytes], *, name: str, media_type: str) -> FileResponse:
    """A file to be kept and not shown, which nobody on the way stores: whatever it holds, no browser runs it here."""
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
