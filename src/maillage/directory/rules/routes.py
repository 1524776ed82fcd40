"""Which classification leads to which: links exist between neighbours only."""

from collections import deque

from maillage.directory.enums import Scheme

NEIGHBOURS: dict[str, tuple[str, ...]] = {
    Scheme.NAF_2: (Scheme.NACE_2,),
    Scheme.NACE_2: (Scheme.NAF_2, Scheme.NAICS_2017),
    Scheme.NAICS_2017: (Scheme.NACE_2, Scheme.SCIAN_2017, Scheme.NAICS_2022),
    Scheme.SCIAN_2017: (Scheme.NAICS_2017,),
    Scheme.NAICS_2022: (Scheme.NAICS_2017,),
}


def route(start: str, goal: str) -> list[str]:
    """The classifications to go through after `start`, `goal` last. Empty when both are the same."""
    waiting, seen = deque([[start]]), {start}
    while waiting:
        path = waiting.popleft()
        if path[-1] == goal:
            return path[1:]
        for neighbour in NEIGHBOURS[path[-1]]:
            if neighbour not in seen:
                seen.add(neighbour)
                waiting.append([*path, neighbour])
    raise ValueError(f"no route from {start} to {goal}")


def tour(start: str) -> list[tuple[str, str]]:
    """Every other classification once, each with the one it is reached from, the closest first."""
    steps: list[tuple[str, str]] = []
    seen = [start]
    for here in seen:
        for neighbour in NEIGHBOURS[here]:
            if neighbour not in seen:
                seen.append(neighbour)
                steps.append((here, neighbour))
    return steps
