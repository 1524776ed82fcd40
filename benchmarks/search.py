"""`python -m search`: the search of the site without its pages, in one process, as one JSON object."""

from __future__ import annotations

import argparse
import json
import random
import sys
from itertools import islice
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import django

django.setup()

import numpy as np  # noqa: E402 - applications must be ready first
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from pages.data import BOUND_NETWORKS  # noqa: E402
from pages.measure import percentile  # noqa: E402
from pages.texts import new_searches, sources_in  # noqa: E402

from maillage.common import clock  # noqa: E402
from maillage.common.viewer import Viewer  # noqa: E402
from maillage.config import database  # noqa: E402
from maillage.directory.models import Network  # noqa: E402
from maillage.engines.relevance import RelevanceIndex  # noqa: E402
from maillage.matching.bridge import current_encoder  # noqa: E402
from maillage.matching.models import Offer  # noqa: E402
from maillage.matching.queries import help_for  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SEED = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    times = parser.parse_args().times
    database.ready()
    texts = list(islice(_texts(), 2 * times + 1))
    visitor, member = _viewers()
    encoder = current_encoder()
    first = _ms(lambda: help_for(texts[0], visitor))
    new, others = texts[1 : times + 1], texts[times + 1 :]
    answer = help_for(texts[0], visitor)
    report: dict[str, object] = {
        "encoder": encoder.name if encoder else "none",
        "words_only": answer.words_only,
        "first_search_ms": round(first),
        "index_build_ms": _index_build_ms(),
        "new_text_visitor": _timed(lambda text: help_for(text, visitor), new),
        "same_text_visitor": _timed(lambda text: help_for(text, visitor), new),
        "new_text_member": _timed(lambda text: help_for(text, member), others),
        "queries_visitor": _queries(new[0], visitor),
        "queries_member": _queries(new[0], member),
    }
    if encoder is not None:
        report["encoding"] = _timed(encoder.query, [f"{text} !" for text in new])
    sys.stdout.write(json.dumps(report))


def _texts() -> Iterable[str]:
    return new_searches(sources_in(settings.CONTENT / "demo" / "needs.csv"), random.Random(SEED))


def _viewers() -> tuple[Viewer, Viewer]:
    """Everybody, and a member of a network that an agreement binds."""
    networks = Network.objects.filter(slug=BOUND_NETWORKS[0]).values_list("pk", flat=True)
    day = clock.today()
    return Viewer(day=day), Viewer(day=day, network_ids=frozenset(networks))


def _index_build_ms() -> int:
    """The index of all open offers, texts and vectors already read."""
    rows = list(Offer.objects.open().order_by("pk").values_list("title", "text", "vector"))
    documents = [(title, text) for title, text, _ in rows]
    known = [vector for _, _, vector in rows if vector is not None]
    vectors = (
        np.array([np.frombuffer(vector, dtype="<f2") for vector in known])
        if len(known) == len(rows)
        else None
    )
    return round(_ms(lambda: RelevanceIndex(documents, vectors)))


def _timed(work: Callable[[str], object], texts: list[str]) -> dict[str, float]:
    started = process_time()
    waits, cores = [], []
    for text in texts:
        waits.append(_ms(lambda text=text: work(text)))  # type: ignore[misc]
        started, before = process_time(), started
        cores.append(1000 * (started - before))
    waits.sort()
    return {
        "times": len(waits),
        "median": round(median(waits), 1),
        "p95": round(percentile(waits, 95), 1),
        "cpu_p95": round(percentile(sorted(cores), 95), 1),
        "longest": round(waits[-1], 1),
    }


def _ms(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return 1000 * (perf_counter() - started)


def _queries(text: str, viewer: Viewer) -> int:
    with CaptureQueriesContext(connection) as asked:
        help_for(text, viewer)
    return len(asked)


if __name__ == "__main__":
    main()
