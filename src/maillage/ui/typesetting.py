"""HTML to PDF by WeasyPrint, without asking anything of the network. Slow to import: `paper` does it at the first page."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.contrib.staticfiles import finders
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


def typeset(html: str) -> bytes:
    """The PDF of a whole page, in the style of the site."""
    fonts = FontConfiguration()
    fetcher = OwnFilesOnly()
    style = CSS(url=f"{OURS}ui/maillage.css", url_fetcher=fetcher, font_config=fonts)
    content: bytes = HTML(string=html, base_url=OURS, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts
    )
    return content
