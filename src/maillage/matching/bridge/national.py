"""Every firm of a country against every offer: eligibility first, then nearness among what is left."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from maillage.engines.eligibility import Catalogue, profiles_of
from maillage.engines.relevance import top_matches
from maillage.matching.bridge.eligibility import condition_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from maillage.engines.relevance import Nearest
    from maillage.matching.rules.conditions import Tree
    from maillage.matching.rules.firm_facts import FactValue


@dataclass(frozen=True, kw_only=True)
class NationalMatch:
    """The best offers of each firm, and what it took in seconds of processor, all cores together.

    `eligible`: the share of pairs that no condition excludes; `profiles`: firms that no condition tells apart are one.
    """

    nearest: Nearest
    profiles: int
    eligible: float
    eligibility_seconds: float
    matching_seconds: float


def national_match(
    *,
    conditions: Sequence[Tree],
    offer_vectors: NDArray[np.float32],
    firms: Sequence[Mapping[str, FactValue]],
    firm_vectors: NDArray[np.float32],
    day: date,
    most: int,
) -> NationalMatch:
    """For each firm, the `most` offers nearest in meaning among those whose conditions do not exclude it.

    What is not known of a firm excludes nothing. Position i of `conditions` and of `offer_vectors` is offer i.
    """
    started = process_time()
    catalogue = Catalogue([condition_of(tree) for tree in conditions])
    profiles = profiles_of(catalogue, firms, day)
    judged = process_time()
    nearest = top_matches(firm_vectors, offer_vectors, profiles.of_firm, profiles.not_no, most)
    done = process_time()
    sizes = np.bincount(profiles.of_firm, minlength=len(profiles.not_no))
    opened = np.bitwise_count(profiles.not_no).sum(axis=1)
    return NationalMatch(
        nearest=nearest,
        profiles=len(profiles.not_no),
        eligible=float(sizes @ opened) / max(1, len(firms) * len(conditions)),
        eligibility_seconds=judged - started,
        matching_seconds=done - judged,
    )
