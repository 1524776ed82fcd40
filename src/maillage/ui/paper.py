"""A page on paper: the same templates and styles, set by WeasyPrint, without asking anything of the network."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

OURS = "https://static/"  # a scheme that relative addresses resolve against; no host is asked


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Gives WeasyPrint our static files under the address it asked for; refuses every other one.

    Under its place on the disk, a sheet would name its neighbours there, and we would refuse them.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint names them
        path = finders.find(url.removeprefix(OURS)) if url.startswith(OURS) else None
        if path is None:
            raise ValueError(f"paper shows our own files only, not {url}")
        kind = mimetypes.guess_type(str(path))[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})


def pdf(request: HttpRequest, template: str, context: dict[str, Any], *, name: str) -> HttpResponse:
    """The template as a PDF named after `name`, to read in the browser or keep."""
    html = render_to_string(template, context, request=request)
    fonts = FontConfiguration()
    fetcher = OwnFilesOnly()
    style = CSS(url=f"{OURS}ui/maillage.css", url_fetcher=fetcher, font_config=fonts)
    content = HTML(string=html, base_url=OURS, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(name) or "maillage"}.pdf"'
    return response
