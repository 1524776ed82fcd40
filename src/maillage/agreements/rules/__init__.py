"""What an agreement decides, without reading or writing."""

from maillage.agreements.rules.expiry import months_before, stage_of

__all__ = ["months_before", "stage_of"]
