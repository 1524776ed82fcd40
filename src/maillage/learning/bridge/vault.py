"""Private keys at rest: sealed with a key that the settings hold, and that the database never sees."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"maillage.learning.signing-keys"


class Unreadable(ValueError):  # noqa: N818 - the secret of the settings is another one
    """What was sealed was sealed with another secret."""


def sealed(private: bytes) -> bytes:
    return _fernet().encrypt(private)


def opened(data: bytes | memoryview) -> bytes:
    """Raises Unreadable."""
    try:
        return _fernet().decrypt(bytes(data))
    except InvalidToken as fault:
        raise Unreadable from fault


def _fernet() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Fernet(urlsafe_b64encode(derived.derive(settings.SIGNING_SECRET.encode())))
