"""Tokens that carry their own proof: facts signed for one purpose, fit for an address."""

from __future__ import annotations

from typing import Any

from django.core import signing


def token_of(purpose: str, *facts: str | int) -> str:
    """What lets whoever holds it do this one thing: a token for one purpose says nothing to another."""
    return _signer(purpose).sign_object(list(facts))


def facts_behind(token: str, purpose: str) -> list[Any] | None:
    """What a token says, or None when we did not sign it for this purpose. Its age is for the caller to judge."""
    try:
        facts: list[Any] = _signer(purpose).unsign_object(token)
    except signing.BadSignature:
        return None
    return facts


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=purpose, sep=".")
