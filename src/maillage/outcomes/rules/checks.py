"""What a value of an open format must be. Each raises ValueError with the rule that does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maillage.common.text import writable

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

_ADDRESS = re.compile(r"https?://[!-~]+")


def must(holds: bool, rule: str) -> None:
    if not holds:
        raise ValueError(rule)


def must_say(*told: str) -> None:
    must(all(writable(one) for one in told), f"something is said: {told!r}")


def must_be_an_address(told: str, *, may_lack: bool = False) -> None:
    must((may_lack and not told) or _ADDRESS.fullmatch(told) is not None, f"an address of the web: {told!r}")


def must_be_a_currency(told: str) -> None:
    """ISO 4217, in its shape."""
    must(re.fullmatch("[A-Z]{3}", told) is not None, f"a currency has three letters: {told!r}")


def must_be_a_country(told: str) -> None:
    """ISO 3166-1, in its shape."""
    must(re.fullmatch("[A-Z]{2}", told) is not None, f"a country has two letters: {told!r}")


def must_be_a_number(told: Decimal) -> None:
    must(told.is_finite(), f"a number is finite: {told}")


def must_have_its_zone(told: datetime) -> None:
    must(told.tzinfo is not None, f"a moment has its time zone: {told}")


def must_follow(first: date, last: date) -> None:
    must(first <= last, f"what ends has started: {first} to {last}")
