"""Why another engine may answer otherwise: it reads neither a minimum age nor a département."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.matching.enums import Difference
from maillage.matching.rules.conditions import AGE, leaves_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.matching.rules.conditions import Tree

BELOW_A_REGION = 2  # slashes in « FR/75/40 »


def difference_of(leaves: Sequence[Tree | None], *, judged: bool, condition: Tree) -> tuple[Difference, str]:
    """Why we refuse where the other does not, and the words that say so.

    `leaves` made our refusal (None: the intake window); empty when we do not refuse. `judged`: the other engine
    answers for this programme at least once. Any leaf that it reads too leaves the difference unexplained.
    """
    told = [leaf for leaf in leaves if leaf is not None]
    if told and len(told) == len(leaves):
        if all(_names_a_department(leaf) for leaf in told):
            return Difference.DEPARTMENT, _words(told)
        if all(leaf.get("fact") == AGE or _names_a_department(leaf) for leaf in told):
            return Difference.AGE, _words(told)
    departments = [leaf for leaf in leaves_of(condition) if _names_a_department(leaf)]
    if not leaves and not judged and departments:
        return Difference.NOT_JUDGED, _words(departments)
    return Difference.UNEXPLAINED, _words(told)


def _names_a_department(leaf: Tree) -> bool:
    return leaf.get("fact") == "territory" and any(
        path.count("/") >= BELOW_A_REGION for path in leaf["within"]
    )


def _words(leaves: Sequence[Tree]) -> str:
    return " ; ".join(leaf.get("text", "") for leaf in leaves)
