"""The title of a badge, laid out on its drawing."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

WIDTH, MOST = 20, 4  # letters on a line, lines
MIDDLE, LEADING = 254, 28  # in the units of the drawing


@dataclass(frozen=True, kw_only=True)
class Line:
    text: str
    y: int


def lines_of(title: str) -> list[Line]:
    """At most four lines, around the middle; what is left out is told by « … »."""
    cut = textwrap.wrap(title, WIDTH, max_lines=MOST, placeholder="…") or [title[:WIDTH]]
    top = MIDDLE - LEADING * (len(cut) - 1) // 2
    return [Line(text=text, y=top + LEADING * rank) for rank, text in enumerate(cut)]
