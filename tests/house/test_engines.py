"""Engines are arithmetic: what they return depends on what they are given, and on nothing else."""

import ast

from tests.house.places import PACKAGE, dotted, here, listed, tree

FORBIDDEN_NAMES = {"open", "print", "input", "exec", "eval", "__import__"}
FORBIDDEN_METHODS = {
    "now",
    "today",
    "utcnow",
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
    "unlink",
}


def engine_files():
    return [path for path in (PACKAGE / "engines").rglob("*.py") if "tests" not in path.parts]


def test_an_engine_reads_no_clock_no_file_and_no_chance():
    impure = [
        f"{here(path, node.lineno)}: {dotted(node.func)}()"
        for path in engine_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _is_impure(dotted(node.func))
    ]

    assert not impure, listed(impure)


def _is_impure(name: str) -> bool:
    """`np.random.…` draws from chance of its own; a Generator handed in is fine."""
    steps = name.split(".")
    return (
        name in FORBIDDEN_NAMES
        or (len(steps) > 1 and steps[-1] in FORBIDDEN_METHODS)
        or (len(steps) > 1 and "random" in steps[:-1] and steps[0] in {"np", "numpy"})
        or steps[-1] in {"default_rng", "RandomState"}
    )


def test_an_engine_keeps_nothing_between_two_calls():
    keeping = [
        here(path, node.lineno)
        for path in engine_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Global)
    ]

    assert not keeping, listed(keeping)
