"""The way to the engines: what an offer means, and how texts are ranked."""

from maillage.matching.bridge.corpus import RankedOffer, Ranking, ranked_offers, vector_stamp
from maillage.matching.bridge.encoder import Encoder, Vector, current_encoder
from maillage.matching.bridge.reference import Kind

__all__ = [
    "Encoder",
    "Kind",
    "RankedOffer",
    "Ranking",
    "Vector",
    "current_encoder",
    "ranked_offers",
    "vector_stamp",
]
