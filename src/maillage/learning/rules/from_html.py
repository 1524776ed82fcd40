"""A page of HTML in the text of a module; what a text cannot hold is told."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLES = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "#### ", "h6": "#### "}
BREAKING = {"p", "div", "section", "article", "header", "footer", "main", "hr", "dl", "dt", "dd", "figure", "figcaption", "caption", *TITLES}  # fmt: skip
STRENGTH = {"b": "**", "strong": "**", "em": "*", "i": "*"}
LOST = {
    "audio", "canvas", "embed", "form", "iframe", "input", "math", "object", "script", "select", "sub", "sup", "svg", "textarea", "video",
}  # fmt: skip
HARD = "\0"  # a line break that stays, until its paragraph is whole
HIDDEN = {"script", "style", "title"}
PAGES = "https://", "http://", "mailto:"
SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
# what a line may not begin with, unless a backslash says that it is only text
LEADING = re.compile(r"^(?=[-+=#:])|^(\d+)(?=[.)])", re.MULTILINE)
UNLINKED = re.compile(r"[<>\\\s]")
# a marked section that html.parser does not know makes it give up: such a mark is text
UNKNOWN_SECTION = re.compile(
    r"<(?=!\[(?!(?:temp|cdata|ignore|include|rcdata|if|else|endif)(?![-_.a-z0-9])))", re.IGNORECASE
)
SPACES = re.compile(r"\s+")


class Page(HTMLParser):
    """What a page says, block after block. title: its own, from its head. lost: what the text does not hold."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title, self.lost = "", list[str]()
        self._blocks: list[tuple[bool, str]] = []  # whether it stands in a list, and its text
        self._inline: list[str] = []
        self._prefix = ""
        self._marks: list[tuple[str, int, str]] = []  # a tag that is open, where its text begins, its address
        self._lists: list[list[int]] = []  # the next number, 0 for a dash; the width of its mark
        self._rows: list[list[str]] | None = None
        self._hidden = self._pre = ""
        self.feed(UNKNOWN_SECTION.sub("&lt;", source.replace(HARD, "")))
        self.close()
        self._flush()

    def text(self, title: str) -> str:
        """Under a title of the second rank; empty when the page says nothing."""
        blocks = self._blocks
        if not blocks:
            return ""
        if not blocks[0][1].startswith("## "):
            blocks = [(False, f"## {_escaped(title)}"), *blocks]
        told = blocks[0][1]
        for (was_listed, _before), (is_listed, block) in pairwise(blocks):
            told += ("\n" if was_listed and is_listed else "\n\n") + block
        return f"{told}\n"

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._tell(tag, told.get("alt", ""))
        if tag in BREAKING or tag in {"ul", "ol", "li", "table", "pre", "blockquote"}:
            self._flush()
        if tag in HIDDEN:
            self._hidden = tag
        elif tag in TITLES:
            self._prefix = TITLES[tag]
        elif tag == "br":
            self._inline.append(" " if self._rows is not None else HARD)
        elif tag in STRENGTH or tag == "a":
            self._marks.append((tag, len(self._inline), told.get("href", "")))
        elif tag in {"ul", "ol"}:
            self._lists.append([int(tag == "ol"), 2 + int(tag == "ol")])
        elif tag == "li" and self._lists:
            number = self._lists[-1][0]
            self._prefix = f"{number}. " if number else "- "
            self._lists[-1][0] += bool(number)
        elif tag == "pre":
            self._pre = tag
        else:
            self._open_table(tag)

    def _tell(self, tag: str, alt: str) -> None:
        if tag in LOST:
            self.lost.append(f"<{tag}>")
        elif tag == "img":
            self.lost.append(_("image « %(alt)s »") % {"alt": alt[:80]})

    def _open_table(self, tag: str) -> None:
        if tag == "table":
            if self._rows is not None:
                self.lost.append(_("un tableau dans un tableau"))
            else:
                self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag in STRENGTH or tag == "a":
            self._close_mark(tag)
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append(self._taken())
        elif tag == "table" and self._rows is not None:
            self._close_table(self._rows)
        elif tag == "pre":
            self._close_pre()
        elif tag in BREAKING or tag in {"li", "ul", "ol", "blockquote"}:
            self._flush()
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        if self._hidden == "title":
            self.title += data
        elif not self._hidden:
            self._inline.append(data if self._pre else _escaped(data))

    def _close_mark(self, tag: str) -> None:
        place = next((n for n in range(len(self._marks) - 1, -1, -1) if self._marks[n][0] == tag), None)
        if place is None:
            return
        _tag, start, address = self._marks[place]
        del self._marks[place:]
        told = "".join(self._inline[start:])
        inside = told.strip()
        if not inside:
            return
        before, after = told[: len(told) - len(told.lstrip())], told[len(told.rstrip()) :]
        if tag != "a":
            marked = f"{STRENGTH[tag]}{inside}{STRENGTH[tag]}"
        elif address.lower().startswith(PAGES):
            marked = f"[{inside}](<{UNLINKED.sub('', address)}>)"
        else:
            marked = inside
            self.lost.append(_("lien intérieur « %(text)s »") % {"text": SPACES.sub(" ", inside)[:80]})
        self._inline[start:] = [f"{before}{marked}{after}"]

    def _close_table(self, rows: list[list[str]]) -> None:
        self._rows = None
        rows = [row for row in rows if row]
        self._inline.clear()
        if rows:
            width = max(map(len, rows))
            lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
            self._blocks.append((False, "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])))

    def _close_pre(self) -> None:
        lines = "".join(self._inline).strip("\n").split("\n") if self._pre else []
        self._pre = ""
        if any(lines):
            self._inline.clear()
            self._blocks.append((False, "\n".join(f"    {line}" for line in lines)))

    def _taken(self) -> str:
        told = SPACES.sub(" ", "".join(self._inline)).strip()
        self._inline.clear()
        self._marks.clear()
        return told

    def _flush(self) -> None:
        if self._rows is not None or self._pre:
            self._inline.append(" ")
            return
        told = LEADING.sub(r"\1\\", re.sub(f" ?{HARD} ?", "\n", self._taken()).strip("\n ")).replace(
            "\n", "\\\n"
        )
        if not told:
            return
        indent = " " * sum(width for _number, width in self._lists[: -1 if self._prefix else None])
        body = told.replace("\n", f"\n{indent}{' ' * len(self._prefix)}")
        if self._prefix.startswith("#"):
            indent, body = "", told.replace("\\\n", " ")
        self._blocks.append((bool(self._lists) and bool(self._prefix), f"{indent}{self._prefix}{body}"))
        self._prefix = ""


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
