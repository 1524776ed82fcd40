"""The way to the engines: what an offer means, and how texts are ranked."""

from maillage.matching.bridge.corpus import RankedOffer, Ranking, ranked_offers, vector_stamp
from maillage.matching.bridge.encoder import Encoder, Vector, current_encoder

__all__ = ["Encoder", "RankedOffer", "Ranking", "Vector", "current_encoder", "ranked_offers", "vector_stamp"]
