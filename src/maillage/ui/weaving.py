"""Where the threads of a drawing pass, between two shores that stretch with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 100, 1000  # of the drawing, which is stretched; widths of threads are pixels
THINNEST, THICKEST = 2.0, 14.0
FEWEST_STEPS = 6  # two against one is not thick against thin
APART = 0.13  # of a name's height: what leaves passes above its middle, what arrives below


def weave(
    nodes: Mapping[str, Sequence[Mapping[str, Any]]], flows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What `ui/parts/flows.html` draws. `nodes`: for shores a and b, key, name, note.

    `flows`: giver and taker as (shore, key), number (None: not told, drawn thin and dashed), text. A thread within
    one place is not drawn: its note says it.
    """
    middles = {
        (shore, node["key"]): HEIGHT * (position + 0.5) / len(listed)
        for shore, listed in nodes.items()
        for position, node in enumerate(listed)
    }
    most = max((flow["number"] or 0 for flow in flows), default=0)
    return {
        **nodes,
        "threads": [_thread(flow, middles, nodes, most) for flow in flows if flow["giver"] != flow["taker"]],
    }


def _thread(
    flow: Mapping[str, Any],
    middles: Mapping[tuple[str, str], float],
    nodes: Mapping[str, Sequence[Mapping[str, Any]]],
    most: int,
) -> dict[str, Any]:
    giver, taker = flow["giver"], flow["taker"]
    start, end = (
        middles[shore, key] + side * APART * HEIGHT / len(nodes[shore])
        for (shore, key), side in ((giver, -1), (taker, 1))
    )
    left, right = (WIDTH * (shore == "b") for shore, _key in (giver, taker))
    bend = (
        WIDTH / 2 if left != right else WIDTH * (0.45 if left == 0 else 0.55)
    )  # an arc of one shore leans inwards
    return {
        "path": f"M{left} {start:.1f}C{bend:.0f} {start:.1f} {bend:.0f} {end:.1f} {right} {end:.1f}",
        "knot": f"M{right} {end:.1f}h0",
        "width": _width(flow["number"], most),
        "shore": giver[0],
        "is_told": flow["number"] is not None,
        "text": flow["text"],
    }


def _width(number: int | None, most: int) -> float:
    if number is None:
        return THINNEST
    return round(THINNEST + (THICKEST - THINNEST) * (number - 1) / max(most - 1, FEWEST_STEPS), 1)
