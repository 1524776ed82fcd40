from maillage.ui.weaving import THICKEST, THINNEST, weave

NODES = {"a": [{"key": 1, "name": "Mauricie", "note": ""}], "b": [{"key": 2, "name": "Savoie", "note": ""}]}


def flow(giver, taker, number):
    return {"giver": giver, "taker": taker, "number": number, "text": ""}


def test_a_thread_leaves_above_the_middle_of_who_gives_and_arrives_below_that_of_who_is_helped():
    (thread,) = weave(NODES, [flow(("b", 2), ("a", 1), 1)])["threads"]

    assert thread["path"] == "M100 370.0C50 370.0 50 630.0 0 630.0"
    assert thread["knot"] == "M0 630.0h0"
    assert thread["shore"] == "b"


def test_two_places_of_one_shore_are_joined_by_an_arc_that_stays_on_it():
    nodes = {"a": [*NODES["a"], {"key": 3, "name": "Alma", "note": ""}], "b": []}

    (thread,) = weave(nodes, [flow(("a", 1), ("a", 3), 1)])["threads"]

    assert thread["path"] == "M0 185.0C45 185.0 45 815.0 0 815.0"


def test_what_a_place_does_for_itself_is_not_a_thread():
    assert weave(NODES, [flow(("a", 1), ("a", 1), 5)])["threads"] == []


def test_the_most_is_the_thickest_and_what_is_not_told_is_thin():
    threads = weave(NODES, [flow(("a", 1), ("b", 2), 20), flow(("b", 2), ("a", 1), None)])["threads"]

    assert [thread["width"] for thread in threads] == [THICKEST, THINNEST]
    assert [thread["is_told"] for thread in threads] == [True, False]


def test_two_against_one_is_not_thick_against_thin():
    one, two = weave(NODES, [flow(("a", 1), ("b", 2), 1), flow(("b", 2), ("a", 1), 2)])["threads"]

    assert two["width"] - one["width"] == 2.0
