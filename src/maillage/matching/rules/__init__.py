"""Decisions that need neither reading nor writing."""

from maillage.matching.rules.introductions import (
    DEFAULT_TERMS,
    FOLLOW_UP_LETTERS,
    MOVES,
    NEXT_TEXT,
    REMINDER_LETTERS,
    Mover,
    Terms,
    follow_ups,
    may_become,
)
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
    "DEFAULT_TERMS",
    "FOLLOW_UP_LETTERS",
    "LONGEST_TITLE",
    "MOVES",
    "NEXT_TEXT",
    "PARTIAL_FIT",
    "REMINDER_LETTERS",
    "STRONG_FIT",
    "Mover",
    "Reason",
    "Terms",
    "checked_text",
    "fit_of",
    "follow_ups",
    "is_worth_showing",
    "may_become",
    "reasons_for",
    "reasons_of_parts",
    "title_from",
]
