"""A page on paper: the same templates and styles, as a PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify


def pdf(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    name: str,
    pages_a_sheet: int = 1,
    tagged: bool = False,
) -> HttpResponse:
    """The template as a PDF named after `name`, to read in the browser or keep; see `typesetting.typeset`."""
    from maillage.ui.typesetting import typeset  # noqa: PLC0415 - half a second that no other page needs

    html = render_to_string(template, context, request=request)
    response = HttpResponse(typeset(html, pages_a_sheet, tagged=tagged), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(name) or "maillage"}.pdf"'
    return response
