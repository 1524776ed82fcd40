"""Money that goes from those who give to what it made possible, thread by thread."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from maillage.ui.pictures.flow_layout import drawn_tall, drawn_wide
from maillage.ui.pictures.flow_stops import Laid

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from maillage.ui.pictures.drawing import Drawing

MOST_THREADS, FEWEST_THREADS = 40, 12
COLOURS = 6
ROUND = [Decimal(step) for step in ("1", "2", "2.5", "5")]
FEWEST_COLUMNS, MOST_COLUMNS = 2, 5


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A stop of the money. `size` is what it holds: more than its threads when some of it goes nowhere yet."""

    key: Hashable
    column: int
    title: str
    note: str = ""
    url: str = ""
    size: Decimal | int | None = None
    is_proven: bool | None = None  # a bar when None; else a knot, filled or hollow


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from one stop to another. In kind, it has no size in money: one dotted thread says that it is there."""

    source: Hashable
    target: Hashable
    size: Decimal | int = 0
    funder: int = 0
    in_kind: bool = False


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """What `ui/parts/money_flow.html` draws."""

    unit: Decimal | None
    worth: str
    is_rounded: bool
    drawings: list[Drawing]
    funders: list[tuple[int, str]]
    has_in_kind: bool
    has_proven: bool
    has_awaited: bool


def money_flow(
    *,
    columns: Sequence[str],
    nodes: Sequence[FlowNode],
    flows: Sequence[Flow],
    worth: Callable[[Decimal], str],
    funders: Sequence[str] = (),
) -> MoneyFlow:
    """Threads from column to column, in the order in which nodes are given. `worth` says what one thread is worth.

    Raises ValueError on a flow that goes back, a node that nobody gave, or a number of columns that cannot be drawn.
    """
    columns_of = {node.key: node.column for node in nodes}
    _refuse_what_cannot_be_drawn(columns, columns_of, flows)
    money = [flow for flow in flows if not flow.in_kind and flow.size > 0]
    unit = thread_worth(nodes, money) if money else None
    laid = Laid.of(columns, nodes, [(flow, _threads(flow, unit)) for flow in _coloured(flows)], unit)
    return MoneyFlow(
        unit=unit,
        worth=worth(unit) if unit else "",
        is_rounded=any(flow.size % unit for flow in money) if unit else False,
        drawings=[drawn_wide(laid), drawn_tall(laid)],
        funders=[(min(index, COLOURS - 1), name) for index, name in enumerate(funders)],
        has_in_kind=any(flow.in_kind for flow in flows),
        has_proven=any(node.is_proven for node in nodes),
        has_awaited=any(node.is_proven is False for node in nodes),
    )


def thread_worth(nodes: Sequence[FlowNode], money: Sequence[Flow]) -> Decimal:
    """The round sum that tells these flows with the least rounding, in 40 threads at most between two columns."""
    columns_of = {node.key: node.column for node in nodes}
    whole = max(_held(nodes), _passing(money, columns_of, lambda flow: Decimal(flow.size)))
    powers = range(whole.adjusted() - 3, whole.adjusted() + 2)
    round_sums = [step.scaleb(power) + 0 for power in powers for step in ROUND]
    fitting = [
        worth
        for worth in round_sums
        if whole <= worth * MOST_THREADS
        and _passing(money, columns_of, partial(_threads, unit=worth)) <= MOST_THREADS
    ] or round_sums[-1:]
    fine = [worth for worth in fitting if whole >= worth * FEWEST_THREADS] or fitting[:1]
    return min(
        fine, key=lambda worth: (sum(abs(flow.size - worth * _threads(flow, worth)) for flow in money), worth)
    )


def gather(
    nodes: Sequence[FlowNode],
    flows: Sequence[Flow],
    *,
    column: int,
    keep: int,
    title: Callable[[int], str],
    note: Callable[[Decimal], str] = lambda _size: "",
    url: str = "",
) -> tuple[list[FlowNode], list[Flow]]:
    """The largest nodes of a column, and the others as one, last. Their flows are added up; the total stays the same."""
    there = sorted((node for node in nodes if node.column == column), key=lambda node: -(node.size or 0))
    small = {node.key for node in there[keep:]}
    if len(small) <= 1:  # one node under another name says less
        return list(nodes), list(flows)
    gathered = [node for node in nodes if node.key in small]
    size = sum((Decimal(node.size or 0) for node in gathered), Decimal())
    proofs = {node.is_proven for node in gathered}
    proven = None if None in proofs else proofs == {True}
    key = ("gathered", column)
    rest = FlowNode(key, column, title(len(gathered)), note(size), url, size, proven)
    return [*(node for node in nodes if node.key not in small), rest], _added_up(
        replace(
            flow,
            source=key if flow.source in small else flow.source,
            target=key if flow.target in small else flow.target,
        )
        for flow in flows
    )


def _added_up(flows: Iterable[Flow]) -> list[Flow]:
    """Flows of one colour between the same two nodes, as one."""
    sums: dict[Flow, Decimal] = defaultdict(Decimal)
    for flow in _coloured(flows):
        sums[replace(flow, size=0)] += flow.size
    return [replace(flow, size=size) for flow, size in sums.items()]


def _coloured(flows: Iterable[Flow]) -> list[Flow]:
    return [replace(flow, funder=min(flow.funder, COLOURS - 1)) for flow in flows]


def _threads(flow: Flow, unit: Decimal | None) -> int:
    """At least one: what is small is there all the same."""
    return 1 if flow.in_kind or not unit else max(1, round(flow.size / unit)) * (flow.size > 0)


def _passing(
    flows: Iterable[Flow], columns_of: dict[Hashable, int], measure: Callable[[Flow], Decimal | int]
) -> Decimal:
    """The most that passes between two neighbouring columns."""
    passing: dict[int, Decimal] = defaultdict(Decimal)
    for flow in flows:
        for gap in range(columns_of[flow.source], columns_of[flow.target]):
            passing[gap] += measure(flow)
    return max(passing.values())


def _held(nodes: Iterable[FlowNode]) -> Decimal:
    """The most that one column holds."""
    held: dict[int, Decimal] = defaultdict(Decimal)
    for node in nodes:
        held[node.column] += node.size or 0
    return max(held.values())


def _refuse_what_cannot_be_drawn(
    columns: Sequence[str], columns_of: dict[Hashable, int], flows: Sequence[Flow]
) -> None:
    if not FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS:
        raise ValueError(f"a flow has {FEWEST_COLUMNS} to {MOST_COLUMNS} columns, not {len(columns)}")
    if not columns_of or not set(columns_of.values()) <= set(range(len(columns))):
        raise ValueError(f"every node stands in one of the {len(columns)} columns, and there is one at least")
    for flow in flows:
        if not {flow.source, flow.target} <= columns_of.keys():
            raise ValueError(f"a flow from {flow.source} to {flow.target}: no such node")
        if columns_of[flow.source] >= columns_of[flow.target]:
            raise ValueError(f"a flow goes forward, not from {flow.source} to {flow.target}")
