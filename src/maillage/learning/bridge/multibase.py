"""Bytes as short texts: base58btc behind a « z », and the Multikey form of an Ed25519 key."""

from __future__ import annotations

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC = b"\xed\x01"  # the multicodec of a public key
KEY_LENGTH = 32


def multibase(data: bytes) -> str:
    """« z » and base58btc; each zero at the front is a 1."""
    number, text = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def bytes_of(text: str) -> bytes:
    """What `multibase` wrote. Raises ValueError for anything else."""
    if not text.startswith("z"):
        raise ValueError("not base58btc")
    number = 0
    for letter in text[1:]:
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def multikey(public: bytes) -> str:
    return multibase(ED25519_PUBLIC + public)


def public_of(text: str) -> bytes:
    """The 32 bytes of an Ed25519 Multikey. Raises ValueError."""
    data = bytes_of(text)
    if not data.startswith(ED25519_PUBLIC) or len(data) != len(ED25519_PUBLIC) + KEY_LENGTH:
        raise ValueError("not an Ed25519 key")
    return data[len(ED25519_PUBLIC) :]
