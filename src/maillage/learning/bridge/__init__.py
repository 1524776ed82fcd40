"""What learning asks of others' arithmetic: proofs of credentials, and what keeps their keys; paths are in `pathways`."""

from maillage.learning.bridge.canonical import NotCanonical, canonical
from maillage.learning.bridge.multibase import bytes_of, multibase, multikey, public_of
from maillage.learning.bridge.proofs import is_genuine, new_key, signed, to_sign
from maillage.learning.bridge.status_list import LENGTH, encoded, is_set
from maillage.learning.bridge.vault import Unreadable, opened, sealed

__all__ = [
    "LENGTH",
    "NotCanonical",
    "Unreadable",
    "bytes_of",
    "canonical",
    "encoded",
    "is_genuine",
    "is_set",
    "multibase",
    "multikey",
    "new_key",
    "opened",
    "public_of",
    "sealed",
    "signed",
    "to_sign",
]
