"""How near a text in free words is to each document of a collection: by its words, its meaning, its kind of need, and what helped before."""

from maillage.engines.relevance.blend import nearness, order_of, points
from maillage.engines.relevance.history import History, Votes
from maillage.engines.relevance.index import RelevanceIndex, Scores, SharedWord
from maillage.engines.relevance.kinds import KindIndex, KindTexts
from maillage.engines.relevance.nearest import Nearest, top_matches
from maillage.engines.relevance.synonyms import Notion, Term, Thesaurus

__all__ = [
    "History",
    "KindIndex",
    "KindTexts",
    "Nearest",
    "Notion",
    "RelevanceIndex",
    "Scores",
    "SharedWord",
    "Term",
    "Thesaurus",
    "Votes",
    "nearness",
    "order_of",
    "points",
    "top_matches",
]
