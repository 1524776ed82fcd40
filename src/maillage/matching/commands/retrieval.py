"""Measure the ranking of texts on a collection judged by people, in BEIR's layout."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.common.refusals import Refusal
from maillage.matching.bridge.measuring import Collection, Past, trial_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

    from maillage.matching.bridge.encoder import Encoder
    from maillage.matching.bridge.measuring import Trial

COLUMNS = 3
COUNTRIES = ("CA", "FR")
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


class BadLabFile(Refusal):
    """A file of the collection cannot be used: facts say which (`path`), where (`line`, None for the whole) and why."""

    def __init__(self, path: Path, why: str, line: int | None = None) -> None:
        super().__init__(path=path, why=why, line=line)

    def __str__(self) -> str:
        line = self.facts["line"]
        place = f"{self.facts['path']}, ligne {line}" if line else str(self.facts["path"])
        return f"{place} : {self.facts['why']}"


@dataclass(frozen=True, kw_only=True)
class PastFiles:
    """Where past needs and what helped them are, and into how many folds they are parted."""

    queries: Path
    qrels: Path
    folds: int


def retrieval(
    *,
    corpus: Path,
    queries: Path,
    qrels: Path,
    run_out: Path | None,
    encoder: Encoder | None,
    kinds: bool = True,
    history: PastFiles | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Any]:
    """Rank the corpus for each query, measure against the judgements, and write the run when asked to.

    Means are over the queries judged to have an answer; the run holds them all. With a history, the measures are
    those of the ranking that learns from it, and `without_history` tells what the other gets. Raises BadLabFile before
    any long work, also when the run could not be written.
    """
    collection = collection_in(corpus=corpus, queries=queries, qrels=qrels)
    past = None if history is None else _past_in(history, collection, seed)
    if run_out is not None:
        _check_writable(run_out)
    trial = trial_of(collection, encoder, progress, kinds=kinds, past=past)
    name = encoder.name if encoder else "none"
    if run_out is not None:
        lines = trial.run_lines(f"maillage-{name}")
        run_out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    report = {
        **{measure: round(value, 4) for measure, value in trial.measures(collection.grades).items()},
        "ndcg@10_interval": _rounded(trial.interval(collection.grades, seed=seed)),
        "ms_per_query": round(trial.ms_per_query, 2),
        "queries": len(collection.grades),
        "documents": len(collection.documents),
        "encoder": name,
    }
    if past is None:
        return report
    without = trial_of(collection, encoder, progress, kinds=kinds)
    return report | _beside(trial, without, collection, past)


def _beside(trial: Trial, without: Trial, collection: Collection, past: Past) -> dict[str, Any]:
    """What the ranking gets without its history, and what the history brings."""
    gain, interval = trial.gain_over(without, collection.grades, seed=past.seed)
    return {
        "without_history": {
            "ndcg@10": round(without.measures(collection.grades)["ndcg@10"], 4),
            "ndcg@10_interval": _rounded(without.interval(collection.grades, seed=past.seed)),
        },
        "gain": round(gain, 4),
        "gain_interval": _rounded(interval),
        "history": len(past.grades),
        "folds": past.folds,
        "seed": past.seed,
    }


def _rounded(interval: tuple[float, float]) -> list[float]:
    return [round(bound, 4) for bound in interval]


def _past_in(history: PastFiles, collection: Collection, seed: int) -> Past:
    texts = _texts(history.queries)
    grades = _grades(history.qrels, collection.documents, texts)
    return Past(queries=texts, grades=grades, folds=history.folds, seed=seed)


def collection_in(*, corpus: Path, queries: Path, qrels: Path) -> Collection:
    """The collection that the three files hold. Raises BadLabFile."""
    documents = {name: (row.get("title") or "", row["text"]) for name, row in _rows(corpus)}
    texts = _texts(queries)
    countries = {name: row["country"] for name, row in _rows(queries) if row.get("country") in COUNTRIES}
    return Collection(
        documents=documents, queries=texts, grades=_grades(qrels, documents, texts), countries=countries
    )


def grades_in(*, queries: Path, qrels: Path, documents: Container[str]) -> dict[str, dict[str, int]]:
    """The grades of each judged query, by document. Raises BadLabFile, for a document that is not there too."""
    return _grades(qrels, documents, _texts(queries))


def _texts(queries: Path) -> dict[str, str]:
    texts = {}
    for name, row in _rows(queries):
        if not row["text"].strip():
            raise BadLabFile(queries, f"le besoin « {name} » n’a pas de texte.")
        texts[name] = row["text"]
    return texts


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's identifier and object; a file without any line is refused, and so is an identifier that comes twice."""
    seen: set[str] = set()
    for number, line in _lines(path):
        try:
            row = _row(line)
        except ValueError as mistake:
            raise BadLabFile(path, str(mistake), number) from None
        name = row["_id"]
        if name in seen:
            raise BadLabFile(path, f"« {name} » est déjà plus haut.", number)
        seen.add(name)
        yield name, row
    if not seen:
        raise BadLabFile(path, "le fichier est vide.")


def _row(line: str) -> dict[str, Any]:
    """The object of one line, with its `_id` and `text`. Raises ValueError, with the reason in French."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as mistake:
        raise ValueError(f"ce n’est pas du JSON ({mistake.msg}, colonne {mistake.colno}).") from None
    why = _wrong_with_row(row)
    if why:
        raise ValueError(why)
    return dict(row)


def _wrong_with_row(row: object) -> str:
    """What keeps a document or a query from being read; empty when nothing does."""
    if not isinstance(row, dict):
        return "un objet JSON est attendu."
    if not isinstance(row.get("title"), str | None):
        return "le champ « title » n’est pas un texte."
    for field in ("_id", "text"):
        if not isinstance(row.get(field), str):
            return f"le champ « {field} » manque ou n’est pas un texte."
    return (
        ""
        if row["_id"].split() == [row["_id"]]
        else f"« _id » n’est pas un mot sans espace : « {row['_id']} »."
    )


def _grades(path: Path, documents: Container[str], queries: dict[str, str]) -> dict[str, dict[str, int]]:
    """Grades by query, those without any relevant document left out."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1 and cells[-1] == "score":
            continue
        why = _wrong_with_cells(cells, documents, queries)
        if why:
            raise BadLabFile(path, why, number)
        query, document, score = cells
        grades.setdefault(query, {})[document] = int(score)
    answered = {query: judged for query, judged in grades.items() if max(judged.values()) > 0}
    if not answered:
        raise BadLabFile(path, "aucun document n’est jugé pertinent : il n’y a rien à mesurer.")
    return answered


def _wrong_with_cells(cells: list[str], documents: Container[str], queries: dict[str, str]) -> str:
    """What keeps a judgement from being read; empty when nothing does."""
    if len(cells) != COLUMNS:
        return f"trois colonnes séparées par des tabulations sont attendues, pas {len(cells)}."
    query, document, score = cells
    if query not in queries:
        return f"aucun besoin ne porte l’identifiant « {query} »."
    if document not in documents:
        return f"aucun document ne porte l’identifiant « {document} »."
    return "" if WHOLE.fullmatch(score) else f"la note « {score} » n’est pas un entier."


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, blank ones passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as mistake:
        raise BadLabFile(path, f"le fichier n’est pas en UTF-8 (octet {mistake.start}).") from None
    except FileNotFoundError:
        raise BadLabFile(path, "le fichier n’existe pas.") from None
    except OSError as mistake:
        raise BadLabFile(path, f"le fichier ne se lit pas ({mistake.strerror}).") from None
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _check_writable(path: Path) -> None:
    if path.is_dir() or not path.parent.is_dir():
        raise BadLabFile(path, "on ne peut pas écrire ici : c’est un dossier, ou son dossier n’existe pas.")
