"""The shapes of a picture, in its own units: `pictures.css` says how each kind looks, on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

NARROW, WIDE = frozenset("ijlItf’'.,:;!-()/ \u00a0"), frozenset("mœwMWOQ%—…&")  # of our text face
EM = {True: 0.3, False: 0.55}  # widths of narrow and of ordinary signs, a little generous
WIDEST = 0.83
HATCH = 7  # units between two lines


@dataclass(frozen=True, slots=True)
class Mark:
    kind: str  # its classes in the sheet
    path: str


@dataclass(frozen=True, slots=True)
class Words:
    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What is read, and followed when it has an address, as one."""

    name: str
    marks: list[Mark]
    words: list[Words]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One way to draw a picture: behind, what is only seen; before, what is read."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    kind: str = ""  # « wide » or « tall » when the place decides between two

    @property
    def is_walked(self) -> bool:
        return any(spot.url for spot in self.spots)


def short(value: float) -> str:
    """A coordinate to a tenth, without a useless zero."""
    return f"{value:.1f}".removesuffix(".0")


def box(x: float, y: float, width: float, height: float) -> str:
    return f"M{short(x)} {short(y)}h{short(width)}v{short(height)}h{short(-width)}z"


def dot(x: float, y: float, radius: float) -> str:
    half = f"a{short(radius)} {short(radius)} 0 1 0"
    return f"M{short(x - radius)} {short(y)}{half} {short(2 * radius)} 0{half} {short(-2 * radius)} 0z"


def hatching(x: float, y: float, width: float, height: float) -> str:
    """Slanted lines that stay inside the box: no pattern, whose name would have to be unique in the page."""
    lines = []
    for start in range(HATCH, int(width + height), HATCH):
        x0, y0 = x + min(start, width), y + max(0, start - width)
        x1, y1 = x + max(0, start - height), y + min(start, height)
        lines.append(f"M{short(x0)} {short(y0)}L{short(x1)} {short(y1)}")
    return "".join(lines)


@lru_cache(maxsize=4_096)  # a drawing measures each of its texts many times
def width_of(text: str, size: float) -> float:
    """About how wide a text stands, never much less than it does."""
    return size * sum(WIDEST if sign in WIDE else EM[sign in NARROW] for sign in text)


def lines_of(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """A text cut at its spaces into lines of this width; what passes the last line is « … »."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += "…"
    return [_cut(line, width, size) for line in kept]


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while line and width_of(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
