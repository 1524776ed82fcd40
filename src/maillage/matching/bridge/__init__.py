"""The way to the engines: what an offer means, and how texts are ranked."""

from maillage.matching.bridge.corpus import Candidate, Ranking, ranking_of, warm_up
from maillage.matching.bridge.encoder import Encoder, Vector, current_encoder
from maillage.matching.bridge.reference import Kind, known_kinds, reference_print
from maillage.matching.bridge.vectors import known_vector, vector_stamp

__all__ = [
    "Candidate",
    "Encoder",
    "Kind",
    "Ranking",
    "Vector",
    "current_encoder",
    "known_kinds",
    "known_vector",
    "ranking_of",
    "reference_print",
    "vector_stamp",
    "warm_up",
]
