"""Decisions that need neither reading nor writing."""

from maillage.matching.rules.reasons import (
    CONSENT_TEXT,
    LONGEST_TITLE,
    PARTIAL_FIT,
    STRONG_FIT,
    Reason,
    checked_text,
    fit_of,
    is_worth_showing,
    reasons_for,
    reasons_of_parts,
    title_from,
)

__all__ = [
    "CONSENT_TEXT",
    "LONGEST_TITLE",
    "PARTIAL_FIT",
    "STRONG_FIT",
    "Reason",
    "checked_text",
    "fit_of",
    "is_worth_showing",
    "reasons_for",
    "reasons_of_parts",
    "title_from",
]
