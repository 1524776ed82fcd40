"""How near a text in free words is to each document of a collection: by its words, its meaning, its kind of need."""

from maillage.engines.relevance.blend import nearness, order_of, points
from maillage.engines.relevance.index import RelevanceIndex, Scores, SharedWord
from maillage.engines.relevance.kinds import KindIndex, KindTexts

__all__ = [
    "KindIndex",
    "KindTexts",
    "RelevanceIndex",
    "Scores",
    "SharedWord",
    "nearness",
    "order_of",
    "points",
]
