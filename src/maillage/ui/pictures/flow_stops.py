"""The nodes of a money flow, their names, and which thread passes at which place of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maillage.ui.pictures.drawing import Mark, Spot, Words, box, dot, lines_of, short, width_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from decimal import Decimal

    from maillage.ui.pictures.flow import Flow, FlowNode

KNOT_PITCH = 1.1  # threads meet in a knot
BAR_END = 5  # a bar passes its outer threads
LARGE = 7  # signs: a title of this length on a knot is a figure, and set large
SIZES = {  # of the text, and from line to line
    "wide": {"title": (16, 19), "note": (14.5, 18), "figure": (28, 30)},
    "tall": {"title": (14.5, 17), "note": (13, 16), "figure": (26, 28)},
}


@dataclass(frozen=True, slots=True)
class End:
    """Where a thread is free to bend, and its way between there and its node."""

    x: float
    y: float
    way: str


@dataclass
class Stop:
    node: FlowNode
    slots: list[tuple[bool, int]] = field(default_factory=list)  # which colour passes where
    places: int = 1
    arrivals: list[End] = field(default_factory=list)  # by place
    departures: list[End] = field(default_factory=list)

    def pitch(self, pitch: float) -> float:
        return pitch if self.node.is_proven is None else KNOT_PITCH

    def span(self, pitch: float) -> float:
        return (self.places - 1) * self.pitch(pitch)

    def bar(self, pitch: float) -> float:
        return self.span(pitch) + 2 * BAR_END


@dataclass(frozen=True)
class Laid:
    """Nodes by column, and what passes at which place of each."""

    heads: Sequence[str]
    columns: list[list[Stop]]
    threads: list[tuple[Flow, int, int]]  # and its place where it leaves, where it arrives

    @classmethod
    def of(
        cls,
        heads: Sequence[str],
        nodes: Sequence[FlowNode],
        bundles: Sequence[tuple[Flow, int]],
        unit: Decimal | None,
    ) -> Laid:
        stops = {node.key: Stop(node) for node in nodes}
        rank = {key: position for position, key in enumerate(stops)}
        single = [flow for flow, count in bundles for _ in range(count)]
        arriving = _placed(stops, single, rank, "target", "source")
        leaving = _placed(stops, single, rank, "source", "target")
        for stop in stops.values():
            whole = round(stop.node.size / unit) if unit and stop.node.size else 0
            stop.places = max(1, len(stop.slots), whole)
        columns = [
            [stop for stop in stops.values() if stop.node.column == column] for column in range(len(heads))
        ]
        return cls(heads, columns, [(flow, leaving[i], arriving[i]) for i, flow in enumerate(single)])

    def woven(self, *, upright: bool) -> list[Mark]:
        """One path for each colour: a thread keeps that of who gave, from first to last."""
        stops = {stop.node.key: stop for column in self.columns for stop in column}
        paths: dict[str, list[str]] = defaultdict(list)
        for flow, leaves, arrives in self.threads:
            start, end = stops[flow.source].departures[leaves], stops[flow.target].arrivals[arrives]
            kind = f"thread f{flow.funder}{' kind' if flow.in_kind else ''}"
            paths[kind].append(start.way + _curve(start, end, upright=upright) + end.way)
        return [Mark(kind, "".join(curves)) for kind, curves in paths.items()]


def _placed(
    stops: dict[Hashable, Stop], threads: Sequence[Flow], rank: dict[Hashable, int], end: str, other: str
) -> dict[int, int]:
    """The place of each thread at one of its ends. A colour leaves where it arrived, so that the eye follows it."""
    places: dict[int, int] = {}
    taken: dict[Hashable, set[int]] = defaultdict(set)
    order = sorted(
        range(len(threads)),
        key=lambda i: (threads[i].in_kind, threads[i].funder, rank[getattr(threads[i], other)]),
    )
    for i in order:
        key, colour = getattr(threads[i], end), (threads[i].in_kind, threads[i].funder)
        slots = stops[key].slots
        free = (place for place, kind in enumerate(slots) if kind == colour and place not in taken[key])
        place = next(free, len(slots))
        if place == len(slots):
            slots.append(colour)
        taken[key].add(place)
        places[i] = place
    return places


@dataclass(frozen=True)
class Label:
    lines: list[tuple[str, str, float, float]]  # kind, text, size, from the line above

    @classmethod
    def of(cls, stop: Stop, room: float, way: str) -> Label:
        node, sizes = stop.node, SIZES[way]
        is_figure = node.is_proven is not None and len(node.title) <= LARGE
        said = [("figure" if is_figure else "title", node.title), ("note", node.note)]
        return cls(
            [
                (kind, line, *sizes[kind])
                for kind, text in said
                if text
                for line in lines_of(text, room, sizes[kind][0])
            ]
        )

    @property
    def height(self) -> float:
        return sum(step for *_, step in self.lines)

    @property
    def breadth(self) -> float:
        return max((width_of(text, size) for _, text, size, _ in self.lines), default=0)

    def spot(self, stop: Stop, x: float, y: float, anchor: str, body: list[Mark]) -> Spot:
        """The name on its ground, which hides the threads that pass behind it, and the bar or the knot."""
        left = x - {"end": self.breadth, "start": 0, "middle": self.breadth / 2}[anchor]
        words, below = [], y
        for kind, text, size, step in self.lines:
            below += step
            words.append(Words(f"{kind} {anchor}", round(x, 1), round(below - step + size, 1), text))
        ground = Mark("ground", box(left - 3, y - 1, self.breadth + 6, self.height + 4))
        name = ", ".join(filter(None, (stop.node.title, stop.node.note)))
        return Spot(name, [ground, *body], words, stop.node.url)


def body(stop: Stop, x: float, y: float, length: float, *, upright: bool) -> Mark:
    """A bar from its first thread on, or the knot in the middle of them."""
    if stop.node.is_proven is None:
        along = f"v{short(length + 2 * BAR_END)}" if upright else f"h{short(length + 2 * BAR_END)}"
        return Mark("bar", f"M{short(x - (not upright) * BAR_END)} {short(y - upright * BAR_END)}{along}")
    middle = (x, y + length / 2) if upright else (x + length / 2, y)
    return Mark("knot" if stop.node.is_proven else "knot awaited", dot(*middle, 8))


def _curve(start: End, end: End, *, upright: bool) -> str:
    if upright:
        bend = (start.x + end.x) / 2
        controls = (bend, start.y, bend, end.y)
    else:
        bend = (start.y + end.y) / 2
        controls = (start.x, bend, end.x, bend)
    return "C" + " ".join(short(value) for value in (*controls, end.x, end.y))
