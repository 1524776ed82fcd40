"""Two hundred thousand outcomes: how long counting takes, each page of results, and a report on paper.

`python benchmarks/outcomes.py` serves the site as a deployment does, on a data folder of its own; writing it the first time takes
some minutes. One reader asks for each page twenty times. It writes one JSON object.
"""

from __future__ import annotations

import http.client
import io
import json
import time
from dataclasses import asdict
from statistics import median
from typing import Any

from machine import this_machine
from own_data import own_environment, run_module
from pages.measure import percentile
from pages.readers import HOST, OK
from pages.server import served
from pypdf import PdfReader

OUTCOMES, TIMES, PAPERS, PATIENCE = 200_000, 20, 3, 60
PAGE_MS, RECOUNT_MS, PAPER_SECONDS = 200, 2_000, 5  # targets
FOR_EVERYBODY = {
    "results": "resultats/",
    "one page": "resultats/reseau-0/",
    "report, initiative": "rapports/initiatives/initiative-0/",
    "list": "retombees/",
    "contributions": "contributions/",
}
FOR_COORDINATORS = {
    "board": "retombees/tableau/",
    "report, network": "rapports/reseaux/reseau-0/",
    "report, funder": "rapports/bailleurs/mesure-0/",
    "her list": "retombees/",
    "her book": "contributions/",
}
PAPER = "rapports/reseau/reseau-0/papier/"


def read(port: int, page: str, cookie: str) -> tuple[bytes, float]:
    """The page and its milliseconds, to the last byte. Raises RuntimeError when it does not come."""
    visit = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    started = time.perf_counter()
    visit.request("GET", f"/fr-ca/{page}", headers={"Cookie": cookie} if cookie else {})
    answer = visit.getresponse()
    body = answer.read()
    visit.close()
    if answer.status != OK:
        raise RuntimeError(f"{page}: {answer.status}")
    return body, 1000 * (time.perf_counter() - started)


def timed(port: int, page: str, cookie: str) -> dict[str, int]:
    read(port, page, cookie)  # what a process reads once
    waits = sorted(read(port, page, cookie)[1] for _ in range(TIMES))
    return {"p50_ms": round(median(waits)), "p95_ms": round(percentile(waits, 95))}


def on_paper(port: int, cookie: str) -> dict[str, Any]:
    papers = [read(port, PAPER, cookie) for _ in range(PAPERS)]
    pages = len(PdfReader(io.BytesIO(papers[0][0])).pages)
    return {"pages": pages, "seconds": round(median(ms for _paper, ms in papers) / 1000, 2)}


def main() -> None:
    environment = own_environment("maillage-mesures-retombees")
    told = json.loads(run_module("outcome_rows", str(OUTCOMES), environment=environment))
    for_coordinators = FOR_COORDINATORS | {"chain": f"chaine/initiative/{told['initiative']}/"}
    with served(environment, workers=None) as server:
        pages = {name: timed(server.port, page, "") for name, page in FOR_EVERYBODY.items()}
        pages |= {name: timed(server.port, page, told["cookie"]) for name, page in for_coordinators.items()}
        paper = on_paper(server.port, told["cookie"])
    figures = {
        "outcomes": OUTCOMES,
        "shares": told["shares"],
        "counted": told["counted"],
        "pages": pages,
        "paper": paper,
        "targets": {"page_p95_ms": PAGE_MS, "recount_ms": RECOUNT_MS, "paper_seconds": PAPER_SECONDS},
        "machine": asdict(this_machine()),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
