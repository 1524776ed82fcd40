"""The only doors to agreements and to what lives under them."""

from maillage.agreements.permissions.agreements import (
    agreement_open_to,
    agreement_to_run,
    agreement_with_money,
    commitment_open_to,
    document_open_to,
    document_to_change,
    may_found,
    may_run,
    sees_money,
    version_to_run,
    versions_open_to,
)
from maillage.agreements.permissions.practices import (
    adopters_among,
    may_carry,
    may_write,
    practice_open_to,
    practice_to_adopt,
    practice_to_write,
    transfer_to_carry,
)
from maillage.agreements.permissions.welcome import (
    answers_for,
    sides_of,
    stay_open_to,
    stay_to_move,
    welcome_host_to_ask,
    welcome_host_to_change,
)

__all__ = [
    "adopters_among",
    "agreement_open_to",
    "agreement_to_run",
    "agreement_with_money",
    "answers_for",
    "commitment_open_to",
    "document_open_to",
    "document_to_change",
    "may_carry",
    "may_found",
    "may_run",
    "may_write",
    "practice_open_to",
    "practice_to_adopt",
    "practice_to_write",
    "sees_money",
    "sides_of",
    "stay_open_to",
    "stay_to_move",
    "transfer_to_carry",
    "version_to_run",
    "versions_open_to",
    "welcome_host_to_ask",
    "welcome_host_to_change",
]
