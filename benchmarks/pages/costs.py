"""`python -m pages.costs < PLAN`: what one page of each kind asks of the database, as one JSON object.

Read in this process, once so that what is kept is kept, then a few times under the counter.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import django

django.setup()

from django.db import connection  # noqa: E402 - applications must be ready first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pages.kinds import KINDS, READ_AGAIN  # noqa: E402
from pages.readers import OK  # noqa: E402

if TYPE_CHECKING:
    from pages.measure import Plan

TIMES = 7


def main() -> None:
    plan: Plan = json.load(sys.stdin)
    client = Client(headers={"host": "localhost"})
    costs = {
        kind.name: _cost_of(client, plan[kind.name][: 1 if kind.name == READ_AGAIN else 1 + TIMES])
        for kind in KINDS
    }
    sys.stdout.write(json.dumps(costs))


def _cost_of(client: Client, reads: list[tuple[str, str]]) -> dict[str, float]:
    """Medians: queries, milliseconds that the database took, milliseconds of the whole page."""
    reads = [*reads, *[reads[0]] * TIMES][: 1 + TIMES]
    _read(client, *reads[0])
    seen = [_read(client, *read) for read in islice(reads, 1, None)]
    return {
        "queries": median(queries for queries, _, _ in seen),
        "sql_ms": round(median(sql for _, sql, _ in seen), 1),
        "ms": round(median(ms for _, _, ms in seen), 1),
    }


def _read(client: Client, path: str, cookie: str) -> tuple[int, float, float]:
    with CaptureQueriesContext(connection) as asked:
        started = perf_counter()
        answer = client.get(path, headers={"cookie": cookie})
        ms = 1000 * (perf_counter() - started)
    if answer.status_code != OK:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return len(asked), 1000 * sum(float(query["time"]) for query in asked.captured_queries), ms


if __name__ == "__main__":
    main()
