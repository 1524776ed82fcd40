"""One of each thing that people review or put forward as evidence, for the doors."""

from __future__ import annotations

from maillage.learning.tests import cases, peers


def a_real_case() -> dict[str, object]:
    return {"pk": cases.put_forward_by_somebody().pk}


def a_source() -> dict[str, object]:
    return {"source": "introduction-1"}


def a_peer_review() -> dict[str, object]:
    return {"pk": peers.held().pk}
