"""The doors of assessments."""

from maillage.assessments.permissions.bank import author, instrument_of_author, item_of_author

__all__ = ["author", "instrument_of_author", "item_of_author"]
