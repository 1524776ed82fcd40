"""Where a money flow passes: from left to right, or from top to bottom on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.ui.pictures.drawing import Drawing, Mark, Words, box, short, width_of
from maillage.ui.pictures.flow_stops import BAR_END, End, Label, Laid, Stop, body

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, SIDE, WIDE_PITCH = 960.0, 172.0, 6.2
TALL, TALL_PITCH, LIST_PITCH, LEAST_ROOM, GAP, TURN = 358.0, 4.4, 3.4, 100.0, 66.0, 6
ANCHORED = {"end": -16, "start": 18, "middle": 0}  # a name from its bar
LISTS = {  # bars where threads arrive and leave, name from there, its room, room of the rails
    "end": (None, 208, 196, 190, 130),
    "middle": (104, 254, 179, 138, 84),
    "start": (146, None, 162, 194, 128),
}


def _anchor(column: int, last: int) -> str:
    return "end" if column == 0 else "start" if column == last else "middle"


def drawn_wide(laid: Laid) -> Drawing:
    """Columns from left to right; names stand outside the first and the last, above the others."""
    top, apart, last = 44.0, 24.0, len(laid.heads) - 1
    step = (WIDE - 2 * SIDE) / last
    columns = []
    for column, stops in enumerate(laid.columns):
        anchor = _anchor(column, last)
        room = min(step - 22, 216) if anchor == "middle" else SIDE - 18
        labels = [Label.of(stop, room, "wide") for stop in stops]
        columns.append(
            (
                anchor,
                [
                    (stop, label, _height(stop, label, anchor))
                    for stop, label in zip(stops, labels, strict=True)
                ],
            )
        )
    tallest = max(_stacked(blocks, apart) for _, blocks in columns)
    drawing = Drawing(WIDE, round(top + tallest + 12), kind="wide")
    for column, (anchor, blocks) in enumerate(columns):
        between = apart + min(56.0, (tallest - _stacked(blocks, apart)) / max(1, len(blocks)))
        x, y = SIDE + column * step, top + (tallest - _stacked(blocks, between)) / 2
        drawing.words.append(Words(f"head {anchor}", round(x, 1), 14, laid.heads[column]))
        for stop, label, height in blocks:
            free = height - stop.bar(WIDE_PITCH)
            first = y + BAR_END + (free if anchor == "middle" else free / 2)
            _stand(stop, x, first, straight=min(label.breadth / 2, step / 4) if anchor == "middle" else 0)
            name_at = y if anchor == "middle" else y + (height - label.height) / 2
            bar = body(stop, x, first, stop.span(WIDE_PITCH), upright=True)
            drawing.spots.append(label.spot(stop, x + ANCHORED[anchor], name_at, anchor, [bar]))
            y += height + between
    drawing.marks.extend(laid.woven(upright=True))
    return drawing


def _stacked(blocks: Sequence[tuple[Stop, Label, float]], apart: float) -> float:
    return sum(height for *_, height in blocks) + apart * (len(blocks) - 1)


def _height(stop: Stop, label: Label, anchor: str) -> float:
    bar = stop.bar(WIDE_PITCH)
    return label.height + 8 + bar if anchor == "middle" else max(label.height, bar)


def _stand(stop: Stop, x: float, first: float, *, straight: float) -> None:
    """Threads pass straight under a name before they bend."""
    ys = [first + place * stop.pitch(WIDE_PITCH) for place in range(stop.places)]
    stop.arrivals = [End(x - straight, y, f"H{short(x)}" if straight else "") for y in ys]
    stop.departures = [End(x + straight, y, f"M{short(x)} {short(y)}h{short(straight)}") for y in ys]


def drawn_tall(laid: Laid) -> Drawing:
    """Columns from top to bottom; nodes side by side when their names have room, else one under the other."""
    drawing, y, last = Drawing(TALL, 0), 0.0, len(laid.heads) - 1
    grounds = []
    for column, stops in enumerate(laid.columns):
        anchor = _anchor(column, last)
        rooms = _rooms(stops)
        broad = width_of(laid.heads[column], 13) + 6
        at_end = not rooms and column > 0  # there, threads arrive on the left
        head_y = y - (18 if anchor == "start" else 0)  # above the last knots, their threads are seen again
        grounds.append(Mark("ground", box((TALL - broad) * at_end, head_y, broad, 18)))
        kind = "head end" if at_end else "head start"
        drawing.words.append(Words(kind, TALL * at_end, round(head_y + 14, 1), laid.heads[column]))
        y = _row(drawing, stops, rooms, y + 24, anchor) if rooms else _list(drawing, stops, y + 24, anchor)
        y += GAP if column < last else 8
    marks = [*laid.woven(upright=False), *grounds]
    return Drawing(TALL, round(y), marks, drawing.words, drawing.spots, "tall")


def _rooms(stops: Sequence[Stop]) -> list[float]:
    """What each node has side by side; nothing when they do not fit."""
    rooms = [max(LEAST_ROOM, stop.bar(TALL_PITCH) + 14) for stop in stops]
    more = (TALL - sum(rooms)) / max(1, len(stops))
    return [room + more for room in rooms] if more >= 0 else []


def _row(drawing: Drawing, stops: Sequence[Stop], rooms: Sequence[float], y: float, anchor: str) -> float:
    """Names above, bars and knots in a line below; the other way round where threads end."""
    labels = [Label.of(stop, room - 6, "tall") for stop, room in zip(stops, rooms, strict=True)]
    tallest, x, ends = max(label.height for label in labels), 0.0, anchor == "start"
    line = y + (12 if ends else tallest + 8)
    for stop, room, label in zip(stops, rooms, labels, strict=True):
        span = stop.span(TALL_PITCH)
        first = x + (room - span) / 2
        xs = [first + place * stop.pitch(TALL_PITCH) for place in range(stop.places)]
        stop.arrivals = [End(at, line, "") for at in xs]
        stop.departures = [End(at, line, f"M{short(at)} {short(line)}") for at in xs]
        name_at = y + 26 if ends else y + tallest - label.height
        bar = body(stop, first, line, span, upright=False)
        drawing.spots.append(label.spot(stop, x + room / 2, name_at, "middle", [bar]))
        x += room
    return y + tallest + (26 if ends else 8)


def _list(drawing: Drawing, stops: Sequence[Stop], y: float, anchor: str) -> float:
    """Names one under the other. Threads come down on rails at the left, and go on at the right."""
    enter, leave, name_x, room, rails = LISTS[anchor]
    labels = [Label.of(stop, room, "tall") for stop in stops]
    heights = [max(label.height, stop.bar(LIST_PITCH)) for stop, label in zip(stops, labels, strict=True)]
    top, bottom, rank = y, y + sum(heights) + 14 * (len(stops) - 1), 0
    apart = min(TALL_PITCH, rails / max(1, sum(stop.places for stop in stops)))
    for stop, label, height in zip(stops, labels, heights, strict=True):
        span = stop.span(LIST_PITCH)
        first = y + (height - span) / 2
        ys = [first + place * stop.pitch(LIST_PITCH) for place in range(stop.places)]
        shifts = [(rank + place) * apart for place in range(stop.places)]
        if enter:
            stop.arrivals = [
                _inwards(enter, at, enter - 14 - shift, top) for at, shift in zip(ys, shifts, strict=True)
            ]
        if leave:
            stop.departures = [
                _outwards(leave, at, TALL - 4 - shift, bottom) for at, shift in zip(ys, shifts, strict=True)
            ]
        bars = [body(stop, x, first, span, upright=True) for x in (enter, leave) if x]
        drawing.spots.append(label.spot(stop, name_x, y + (height - label.height) / 2, anchor, bars))
        rank += stop.places
        y += height + 14
    return bottom + 4


def _inwards(x: float, y: float, rail: float, top: float) -> End:
    turn = f"Q{short(rail)} {short(y)} {short(rail + TURN)} {short(y)}"
    return End(rail, top, f"V{short(y - TURN)}{turn}H{short(x)}")


def _outwards(x: float, y: float, rail: float, bottom: float) -> End:
    turn = f"Q{short(rail)} {short(y)} {short(rail)} {short(y + TURN)}"
    return End(rail, bottom, f"M{short(x)} {short(y)}H{short(rail - TURN)}{turn}V{short(bottom)}")
