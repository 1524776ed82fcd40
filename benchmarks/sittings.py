"""Five hundred people before their questions at once: how long the next one takes, whole page.

`python benchmarks/sittings.py` serves the site as a deployment does, on a data folder of its own. Each person answers once every
25 seconds of reading; what is timed is what she waits for: her answer sent, the redirection, the next page read to its last
byte, counted from the moment when she was due to press. It lasts 20 seconds and writes one JSON object.
"""

from __future__ import annotations

import html
import http.client
import json
import multiprocessing
import os
import re
import time
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from machine import this_machine
from own_data import own_environment, run_module
from pages.cores import cores_now, taken_by_others
from pages.measure import percentile
from pages.readers import HOST, OK, PATIENCE
from pages.server import served

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE, READING, SECONDS = 500, 25.0, 20.0  # seconds of reading, and of the measure
READERS = 10  # processes of their own: each looks after some of the people
TARGET = 100  # ms, 95 times in 100
FOUND, GATHER = 302, 1.0  # seconds, for all readers to stand ready
HIDDEN = re.compile(r'name="(question|csrfmiddlewaretoken)" value="([^"]*)"')
TICKED = {"reponse": "dont_know"}


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One answer: milliseconds until the next page is whole, from the moment it was due; `fault` says what is wrong."""

    ms: float
    late_ms: float  # of the reader itself, before it sent
    fault: str


class Person:
    """Somebody before a question. Her connection closes after each page, as a browser's does between two questions."""

    def __init__(self, port: int, page: str, cookie: str) -> None:
        self.port, self.page, self.cookie = port, page, cookie
        self.hidden: dict[str, str] = {}

    def opens(self) -> str:
        """Her question, remembered for her next answer. Returns what is wrong, or nothing."""
        status, body, cookies = self._asked("GET", "")
        token = re.search(r"csrftoken=([^;]+)", cookies)
        if token:
            self.cookie = f"{self.cookie.split('; ')[0]}; csrftoken={token[1]}"
        self.hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(body)}
        return "" if status == OK and "question" in self.hidden else f"page {status}"

    def answers(self) -> str:
        status, _body, _cookies = self._asked("POST", urlencode(self.hidden | TICKED))
        return self.opens() if status == FOUND else f"answer {status}"

    def _asked(self, method: str, body: str) -> tuple[int, str, str]:
        visit = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            visit.request(method, self.page, body=body or None, headers=headers)
            answer = visit.getresponse()
            return (
                answer.status,
                answer.read().decode(),
                "; ".join(answer.headers.get_all("Set-Cookie") or []),
            )
        except (OSError, http.client.HTTPException) as broken:
            return 0, type(broken).__name__, ""
        finally:
            visit.close()


def opened(port: int, told: Sequence[tuple[str, str]]) -> list[Person]:
    """Everybody before her question. Raises RuntimeError when a page does not come."""
    people = [Person(port, page, cookie) for page, cookie in told]
    for person in people:
        if fault := person.opens():
            raise RuntimeError(fault)
    return people


def waited(people: Sequence[Person], first: int, gate: float, seconds: float) -> list[Wait]:
    """These people answer in turn, evenly spread over the time that one takes to read; `first`: the rank of theirs."""
    waits = []
    for rank, person in enumerate(people):
        due = gate + READING * (first + rank * READERS) / PEOPLE
        if due >= gate + seconds:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        sent = time.monotonic()
        fault = person.answers()
        ended = time.monotonic()
        waits.append(Wait(ms=1000 * (ended - due), late_ms=1000 * (sent - due), fault=fault))
    return waits


def measured(environment: dict[str, str], seconds: float) -> dict[str, Any]:
    told = json.loads(run_module("sitting_people", str(PEOPLE), environment=environment))
    spawned = multiprocessing.get_context("spawn")
    with (
        served(environment, workers=None) as server,
        ProcessPoolExecutor(READERS, mp_context=spawned) as readers,
    ):
        before_questions = [
            job.result()
            for job in [readers.submit(opened, server.port, told[first::READERS]) for first in range(READERS)]
        ]
        before, gate = cores_now([os.getpid()]), time.monotonic() + GATHER
        jobs = [
            readers.submit(waited, people, first, gate, seconds)
            for first, people in enumerate(before_questions)
        ]
        waits = [wait for job in jobs for wait in job.result()]
        others = taken_by_others(before, cores_now([os.getpid()]))
    return _figures(waits, seconds) | {
        "cores_of_postgresql_and_others": others,
        "machine": asdict(this_machine()),
    }


def _figures(waits: Sequence[Wait], seconds: float) -> dict[str, Any]:
    ordered = sorted(wait.ms for wait in waits if not wait.fault)
    faults = [wait.fault for wait in waits if wait.fault]
    figures: dict[str, Any] = {
        "people": PEOPLE,
        "answers": len(ordered),
        "faults": faults[:5],
        "failed": len(faults),
    }
    if ordered:
        figures |= {
            "answers_a_second": round(len(ordered) / seconds, 1),
            "p50_ms": round(percentile(ordered, 50)),
            "p95_ms": round(percentile(ordered, 95)),
            "longest_ms": round(ordered[-1]),
            "reader_late_p95_ms": round(percentile(sorted(wait.late_ms for wait in waits), 95)),
            "target_p95_ms": TARGET,
        }
    return figures


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of the measure, 25 at most")
    asked = parser.parse_args()
    environment = own_environment("maillage-mesures-passations")
    print(json.dumps(measured(environment, min(asked.seconds, READING)), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
