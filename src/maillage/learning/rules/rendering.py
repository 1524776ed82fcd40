"""CommonMark to HTML that is safe to show: no HTML of the author's, no picture, links to pages only."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

PAGES = ("https://", "http://", "mailto:", "/", "#")
KEPT = 2048  # texts that are kept rendered: all those of three hundred modules


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library names it
        return url.lower().startswith(PAGES)


def _opened(renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, _env: Any) -> str:
    """A table that a phone may push aside."""
    table = renderer.renderToken(tokens, place, options, {}).replace("<table", '<table class="table"')
    return f'<div class="table-wrap" tabindex="0">{table}'


def _closed(*_told: Any) -> str:
    return "</table></div>\n"


READER = _Reader("commonmark", {"html": False}).enable("table").disable("image")
READER.add_render_rule("table_open", _opened)
READER.add_render_rule("table_close", _closed)


@lru_cache(maxsize=KEPT)
def html_of(text: str, *, highest: int = 3) -> SafeString:
    """Ready to show. highest: the rank that its titles may not pass, since the page has its own above."""
    tokens = READER.parse(text)
    for place, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{max(highest, int(token.tag[1]))}"
        elif token.type == "th_open" and not tokens[place + 1].content:
            token.tag = tokens[place + 2].tag = "td"  # a corner that names nothing is no heading
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("rel", "noopener noreferrer")
    html: str = READER.renderer.render(tokens, READER.options, {})
    return SafeString(html)  # no HTML of the author's passes


def without_title(text: str) -> str:
    """Without the title of the first rank that opens it, when the page has its own."""
    first, _break, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") else text
