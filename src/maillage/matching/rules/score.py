"""The named parts of a score: what is known of an offer for a need, each in [0, 1] or unknown.

A new part is a name in `PartName`, its points in `DEFAULT_WEIGHTS`, and a function here that makes it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from maillage.matching.enums import Answer, AvailabilityState, PartName
from maillage.matching.errors import WeightOutOfBounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RULES_VERSION = 1  # one more whenever the same facts would give another score
RELEVANCE_POINTS = 100  # not to be chosen: what texts say comes first
MOST_POINTS = 20
DEFAULT_WEIGHTS: dict[str, int] = {
    PartName.ELIGIBILITY: 8,
    PartName.TERRITORY: 4,
    PartName.SECTOR: 4,
    PartName.STRAND: 4,
    PartName.FRESHNESS: 2,
    PartName.TRACK_RECORD: 6,
    PartName.AVAILABILITY: 10,
}
ORDINARY = 0.5
SAME_TOWN, SAME_REGION, SAME_NETWORK, TWIN, ELSEWHERE = 1.0, 0.9, 0.8, 0.7, 0.3
SAME_CLASS, SAME_SECTION = 1.0, 0.75
HALF_LIFE = 365  # days after which an offer that nobody touched is as ordinary
PRIOR_WORTH = 4  # the mean of all offers weighs as much as this many introductions
PRIOR_MEAN = 0.6  # before anybody has a record
DEPTH_OF_REGION = 3  # CA/24/51: what has the same three codes is in the same region
DEPTH_OF_SECTION = 2  # naf2/C: the widest heading


class Part(NamedTuple):
    """One part of a score. None is unknown: its weight is left out. At its `ordinary` value it says nothing."""

    name: str
    value: float | None
    ordinary: float = ORDINARY
    facts: Mapping[str, Any] = MappingProxyType({})

    def stored(self) -> dict[str, Any]:
        return {
            "name": str(self.name),
            "value": self.value,
            "ordinary": self.ordinary,
            "facts": dict(self.facts),
        }


def checked_weights(weights: Mapping[str, int]) -> dict[str, int]:
    """Every part that can be weighed, each from 0 to MOST_POINTS; those left out are as by default.

    Raises WeightOutOfBounds.
    """
    given = {str(name): points for name, points in weights.items() if name in DEFAULT_WEIGHTS}
    for points in given.values():
        if not 0 <= points <= MOST_POINTS:
            raise WeightOutOfBounds(points=points, limit=MOST_POINTS)
    return {str(name): given.get(str(name), points) for name, points in DEFAULT_WEIGHTS.items()}


def eligibility_part(answer: Answer | None) -> Part:
    """None: the offer states no condition."""
    value = {Answer.YES: 1.0, Answer.NO: 0.0}.get(answer) if answer else None
    return Part(name=PartName.ELIGIBILITY, value=value, facts={"answer": answer.value if answer else None})


def territory_part(*, here: str | None, there: str | None, in_network: bool | None, twin: bool) -> Part:
    """`here` and `there` are paths of places; `in_network` is None when nobody knows where the asker is."""
    if in_network is None:
        return Part(name=PartName.TERRITORY, value=None)
    near, value = "elsewhere", ELSEWHERE
    if here and there and here == there and here.count("/") >= DEPTH_OF_REGION:
        near, value = "town", SAME_TOWN
    elif here and there and _region(here) == _region(there) and here.count("/") >= DEPTH_OF_REGION - 1:
        near, value = "region", SAME_REGION
    elif in_network:
        near, value = "network", SAME_NETWORK
    elif twin:
        near, value = "twin", TWIN
    return Part(name=PartName.TERRITORY, value=value, facts={"near": near})


def sector_part(*, reach: Iterable[str], theirs: Iterable[str], stated: bool) -> Part:
    """Whether the firm's sectors, as `reach` leads to them in every classification, meet `theirs`.

    A seller of another sector may serve anyone: that is unknown. `stated`: theirs are those that a programme names,
    and then another sector is against it.
    """
    ours, known = list(reach), list(theirs)
    met = [path for path in known if any(_meets(path, own) for own in ours)]
    if not ours or not known or (not met and not stated):
        return Part(name=PartName.SECTOR, value=None)
    if not met:
        return Part(name=PartName.SECTOR, value=0.0)
    deepest = max(met, key=lambda path: (path.count("/"), path))
    value = SAME_CLASS if deepest.count("/") >= DEPTH_OF_SECTION else SAME_SECTION
    return Part(name=PartName.SECTOR, value=value, facts={"path": deepest})


def strand_part(ours: int | None, theirs: int | None) -> Part:
    """Unknown as soon as one of the two says none."""
    if ours is None or theirs is None:
        return Part(name=PartName.STRAND, value=None)
    return Part(name=PartName.STRAND, value=float(ours == theirs))


def freshness_part(days: int) -> Part:
    """½ ^ (days / HALF_LIFE): an offer of today counts in full, one of a year ago is ordinary."""
    return Part(
        name=PartName.FRESHNESS, value=0.5 ** (max(days, 0) / HALF_LIFE), facts={"days": max(days, 0)}
    )


def record_part(*, good: int, tried: int, firms: int, mean: float) -> Part:
    """(good + PRIOR_WORTH · mean) / (tried + PRIOR_WORTH): a record of one introduction says little.

    `firms` is how many had their need solved. Nothing tried is unknown.
    """
    facts = {"good": good, "tried": tried, "firms": firms, "mean": round(mean, 4)}
    if not tried:
        return Part(name=PartName.TRACK_RECORD, value=None, ordinary=mean, facts=facts)
    value = (good + PRIOR_WORTH * mean) / (tried + PRIOR_WORTH)
    return Part(name=PartName.TRACK_RECORD, value=value, ordinary=mean, facts=facts)


def availability_part(state: AvailabilityState) -> Part:
    """Who never stated a capacity is neither free nor full."""
    known = state != AvailabilityState.UNKNOWN
    value = float(state == AvailabilityState.FREE) if known else None
    return Part(name=PartName.AVAILABILITY, value=value, facts={"state": state.value})


def mean_record(*, good: int, tried: int) -> float:
    """The share of all introductions that helped, itself drawn towards PRIOR_MEAN while there are few."""
    return (good + PRIOR_WORTH * PRIOR_MEAN) / (tried + PRIOR_WORTH)


def _region(path: str) -> list[str]:
    return path.split("/")[:DEPTH_OF_REGION]


def _meets(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")
