"""The canonical form of a credential (RDFC-1.0), read with the contexts that are here: nothing is ever fetched."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from maillage.learning.rules.badges import CREDENTIALS, OPEN_BADGES

FOLDER = Path(__file__).parent / "contexts"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
FILES = {
    CREDENTIALS: "credentials-v2.jsonld",
    OPEN_BADGES: "open-badges-3.0.3.jsonld",
    DATA_INTEGRITY: "data-integrity-v2.jsonld",
}


class NotCanonical(ValueError):  # noqa: N818 - the document is at fault
    """The document says something that its contexts do not define: a proof would not cover it."""


def canonical(document: dict[str, Any]) -> str:
    """The document as canonical N-Quads. Raises NotCanonical for a term or a context that nothing here defines."""
    from pyld import jsonld  # noqa: PLC0415 - a quarter of a second that pages without a badge do not need

    options = {"base": "", "documentLoader": _load}
    try:
        jsonld.expand(document, options, on_property_dropped=_refuse)
        quads: str = jsonld.normalize(
            document, options | {"algorithm": "URDNA2015", "format": "application/n-quads"}
        )
    except (jsonld.JsonLdError, TypeError, AttributeError, RecursionError) as fault:
        raise NotCanonical(str(fault)) from fault
    return quads


def _refuse(name: str | None) -> None:
    raise NotCanonical(f"undefined: {name}")


def _load(address: str, _options: Any) -> dict[str, Any]:
    if address not in FILES:
        raise NotCanonical(f"unknown context: {address}")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _document(address),
    }


@cache
def _document(address: str) -> Any:
    return json.loads((FOLDER / FILES[address]).read_text(encoding="utf-8"))
