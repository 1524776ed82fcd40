"""Decisions that need neither reading nor writing."""

from maillage.matching.rules.reasons import (
    CONSENT_TEXT,
    FEWEST_FIRMS,
    LONGEST_TITLE,
    PARTIAL_FIT,
    STRONG_FIT,
    Reason,
    checked_text,
    fit_of,
    is_worth_showing,
    past_reason,
    reasons_for,
    title_from,
)

__all__ = [
    "CONSENT_TEXT",
    "FEWEST_FIRMS",
    "LONGEST_TITLE",
    "PARTIAL_FIT",
    "STRONG_FIT",
    "Reason",
    "checked_text",
    "fit_of",
    "is_worth_showing",
    "past_reason",
    "reasons_for",
    "title_from",
]
