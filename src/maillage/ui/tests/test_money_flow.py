import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.ui.pictures import Flow, FlowNode, gather, money_flow
from maillage.ui.pictures.drawing import lines_of, width_of
from maillage.ui.pictures.flow_stops import Laid

THREE = ["Contributions", "Initiative", "Retombées"]


def drawn(nodes, flows, columns=THREE):
    return money_flow(columns=columns, nodes=nodes, flows=flows, worth=lambda unit: f"Un fil vaut {unit}")


def threads(drawing):
    return sum(mark.path.count("M") for mark in drawing.marks if mark.kind.startswith("thread"))


NODES = [
    FlowNode("a", 0, "Rio Tinto", "250 000 $", "/rio-tinto/", 250_000),
    FlowNode("b", 0, "Desjardins", "250 000 $", size=250_000),
    FlowNode("i", 1, "Plus numérique"),
    FlowNode("r", 2, "148", "personnes formées", is_proven=True),
]
FLOWS = [
    Flow("a", "i", 250_000, 0),
    Flow("b", "i", 250_000, 1),
    Flow("i", "r", 175_000, 0),
    Flow("i", "r", 125_000, 1),
]


def test_a_thread_is_the_round_sum_that_needs_no_rounding():
    picture = drawn(NODES, FLOWS)

    assert picture.unit == 25_000  # 20 000 would draw more threads, and half of one would be missing
    assert not picture.is_rounded
    assert picture.worth == "Un fil vaut 25000"
    assert [threads(drawing) for drawing in picture.drawings] == [10 + 10 + 7 + 5] * 2


def test_sums_that_no_round_sum_divides_are_said_to_be_rounded():
    assert drawn(NODES, [Flow("a", "i", 250_123)]).is_rounded


def test_what_is_small_keeps_one_thread():
    picture = drawn(NODES, [Flow("a", "i", 250_000, 0), Flow("b", "i", 12, 1)])

    (small,) = [mark for mark in picture.drawings[0].marks if mark.kind == "thread f1"]
    assert small.path.count("M") == 1


def test_a_gift_in_kind_is_one_dotted_thread_whatever_its_size():
    picture = drawn(NODES, [Flow("a", "i", 420, 0, in_kind=True)])

    assert picture.unit is None
    assert picture.worth == ""
    assert picture.has_in_kind
    assert [threads(drawing) for drawing in picture.drawings] == [1, 1]


def test_a_colour_leaves_a_node_where_it_arrived():
    flows = [Flow("a", "i", 3, 0), Flow("b", "i", 2, 1), Flow("i", "r", 1, 1), Flow("i", "r", 1, 0)]

    laid = Laid.of(THREE, NODES, [(flow, int(flow.size)) for flow in flows], Decimal(1))

    leaving = {flow.funder: leaves for flow, leaves, _ in laid.threads if flow.source == "i"}
    assert leaving == {0: 0, 1: 3}


def test_money_that_goes_nowhere_yet_has_its_length_on_the_bar():
    wide, _tall = drawn(NODES, [Flow("a", "i", 100_000)]).drawings

    partly, nowhere = (re.search(r"v([\d.]+)$", spot.marks[-1].path)[1] for spot in wide.spots[:2])
    assert partly == nowhere


def test_a_column_is_forty_threads_tall_at_most_even_when_most_of_its_money_goes_nowhere_yet():
    picture = drawn([FlowNode("a", 0, "…", size=10_000_000), *NODES[2:]], [Flow("a", "i", 10_000)])

    assert 10_000_000 / picture.unit <= 40


def test_whoever_comes_after_the_sixth_wears_the_last_colour():
    nodes = [FlowNode(n, 0, f"Bailleur {n}") for n in range(9)]
    flows = [Flow(n, "i", 10, n) for n in range(9)]
    names = [node.title for node in nodes]

    picture = money_flow(columns=THREE, nodes=[*nodes, NODES[2]], flows=flows, worth=str, funders=names)

    assert {mark.kind for mark in picture.drawings[0].marks} == {f"thread f{n}" for n in range(6)}
    assert [colour for colour, _name in picture.funders] == [0, 1, 2, 3, 4, 5, 5, 5, 5]


def test_nodes_with_an_address_are_links_that_say_their_name_and_the_picture_is_then_walked():
    wide, _tall = drawn(NODES, FLOWS).drawings

    assert [(spot.name, spot.url) for spot in wide.spots[:2]] == [
        ("Rio Tinto, 250 000 $", "/rio-tinto/"),
        ("Desjardins, 250 000 $", ""),
    ]
    assert wide.is_walked


def test_proof_is_a_filled_knot_and_its_wait_a_hollow_one():
    awaited = FlowNode("w", 2, "57", is_proven=False)

    picture = drawn([*NODES, awaited], FLOWS)

    assert [spot.marks[-1].kind for spot in picture.drawings[0].spots[2:]] == ["bar", "knot", "knot awaited"]
    assert (picture.has_proven, picture.has_awaited) == (True, True)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_names_never_lie_on_one_another_nor_leave_the_drawing(count):
    nodes = [
        FlowNode((column, n), column, "Accompagnement interrégional", "10 000 $")
        for column in range(5)
        for n in range(count)
    ]
    flows = [Flow((column, n), (column + 1, n), 10_000, n) for column in range(4) for n in range(count)]

    for drawing in drawn(nodes, flows, columns=["…"] * 5).drawings:
        boxes = [grounds(spot) for spot in drawing.spots]
        assert not [(one, other) for i, one in enumerate(boxes) for other in boxes[:i] if overlap(one, other)]
        assert all(left >= -3 and x <= drawing.width + 3 and y <= drawing.height for left, _, x, y in boxes)


def grounds(spot):
    (ground,) = [mark for mark in spot.marks if mark.kind == "ground"]
    x, y, width, height = map(float, re.match(r"M(\S+) (\S+)h(\S+)v([\d.]+)h", ground.path).groups())
    return x, y, x + width, y + height


def overlap(one, other):
    return one[0] < other[2] - 6 and other[0] < one[2] - 6 and one[1] < other[3] - 6 and other[1] < one[3] - 6


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ([Flow("i", "a", 1)], "forward"),
        ([Flow("a", "nobody", 1)], "no such node"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_its_name(flows, reason):
    with pytest.raises(ValueError, match=reason):
        drawn(NODES, flows)


@pytest.mark.parametrize("columns", [["Seule"], ["…"] * 6])
def test_a_flow_has_two_to_five_columns(columns):
    with pytest.raises(ValueError, match="2 to 5 columns"):
        drawn(NODES[:1], [], columns=columns)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_there_are_forty_threads_at_most_between_two_columns(sizes):
    nodes = [FlowNode(n, 0, "…", size=size) for n, size in enumerate(sizes)]
    flows = [Flow(n, "i", size) for n, size in enumerate(sizes)]

    picture = drawn([*nodes, FlowNode("i", 1, "…")], flows)

    assert 1 <= threads(picture.drawings[0]) <= 40


SMALL = [FlowNode(n, 0, f"Bailleur {n}", size=size) for n, size in enumerate([5, 40, 3, 30])]


def test_gathering_keeps_the_largest_in_their_order_and_the_total():
    flows = [*(Flow(node.key, "i", node.size, 5) for node in SMALL), Flow("i", "r", 78)]

    nodes, gathered = gather(
        [*SMALL, *NODES[2:]],
        flows,
        column=0,
        keep=2,
        title=lambda count: f"{count} autres",
        note=lambda size: f"{size} $",
    )

    assert [(node.title, node.note) for node in nodes if node.column == 0] == [
        ("Bailleur 1", ""),
        ("Bailleur 3", ""),
        ("2 autres", "8 $"),
    ]
    assert [flow.size for flow in gathered if flow.target == "i"] == [8, 40, 30]


def test_a_single_small_node_keeps_its_own_name():
    assert gather(SMALL, [], column=0, keep=3, title=str)[0] == SMALL


@pytest.mark.parametrize(
    ("proofs", "told"), [([True, True], True), ([True, False], False), ([True, None], None)]
)
def test_what_is_gathered_is_proven_when_all_of_it_is(proofs, told):
    nodes = [FlowNode(n, 0, "…", is_proven=proof) for n, proof in enumerate(proofs)]

    assert gather(nodes, [], column=0, keep=0, title=str)[0][0].is_proven is told


def test_a_long_name_is_cut_at_its_spaces_then_short():
    assert lines_of("Diagnostics et accompagnement", 130, 16) == ["Diagnostics et", "accompagnement"]
    assert lines_of("un deux trois quatre cinq", 50, 16, most=2) == ["un", "deux…"]
    assert all(width_of(line, 16) <= 60 for line in lines_of("Anticonstitutionnellement", 60, 16))
