"""Bitstring Status List v1.0: one bit for each badge of a network, set when it is revoked."""

from __future__ import annotations

import gzip
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH = 131_072  # bits: the least that the standard allows, so that a bit tells little of whose it is
LARGEST = LENGTH // 8


def encoded(revoked: Iterable[int]) -> str:
    """The list as credentials carry it: « u », base64url, GZIP; bit 0 is the leftmost."""
    bits = bytearray(LARGEST)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_set(text: str, index: int) -> bool:
    """Whether the bit of this rank is set in a list that `encoded` wrote."""
    data = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    return bool(data[index // 8] & 0x80 >> index % 8)
