"""HTML to PDF by WeasyPrint, without asking anything of the network. Slow to import: `paper` does it at the first page."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from maillage.ui.dressing import SVG, dress

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


def typeset(html: str, pages_a_sheet: int = 1, *, tagged: bool = False) -> bytes:
    """The PDF of a whole page, in the style of the site. Blank A5 pages complete the last sheet, for a booklet to fold.

    tagged: by PDF/UA-1, for who listens to it: its structure, its language, what each drawing says.
    """
    fonts = FontConfiguration()
    fetcher = OwnFilesOnly()
    style = CSS(url=f"{OURS}ui/maillage.css", url_fetcher=fetcher, font_config=fonts)

    def in_pages(source: str) -> Any:
        page = HTML(string=source, base_url=OURS, url_fetcher=fetcher)
        dress(page.wrapper_element)
        if tagged:
            _say_drawings(page.etree_element)
        return page.render(stylesheets=[style], font_config=fonts)

    document = in_pages(html)
    missing = -len(document.pages) % pages_a_sheet
    if missing:
        blank = in_pages('<body class="blank-leaf">').pages[0]
        document = document.copy([*document.pages, *[blank] * missing])
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1" if tagged else None)
    return content


def _say_drawings(page: Any) -> None:
    """WeasyPrint reads what a drawing says in its title; an ornament says nothing."""
    for drawing in page.iter(f"{SVG}svg"):
        title = drawing.makeelement(f"{SVG}title", {})
        title.text = drawing.get("aria-label") or " "
        drawing.insert(0, title)
