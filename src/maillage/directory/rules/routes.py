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
