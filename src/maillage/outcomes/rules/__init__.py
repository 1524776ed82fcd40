from maillage.outcomes.rules.sharing import WHOLE, parts_of

__all__ = ["WHOLE", "parts_of"]
