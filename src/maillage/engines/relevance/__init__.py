"""How near a text in free words is to each document of a collection: by its words, by its meaning, by both."""

from maillage.engines.relevance.index import RelevanceIndex, Scores, SharedWord

__all__ = ["RelevanceIndex", "Scores", "SharedWord"]
