"""Banks, correlations and answers written in CSV, in the forms that docs/reference/evaluation.md tells."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.assessments.errors import UnreadableTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BANK = {"item", "a", "b", "c", "dimension"}
NEEDED = {"item", "a", "b"}


@dataclass(frozen=True, kw_only=True)
class BankRow:
    """`thresholds`: one for an item right or wrong."""

    item: str
    slope: float
    thresholds: list[float]
    guess: float
    dimension: str


@dataclass(frozen=True, kw_only=True)
class AnswerTable:
    """`rows`: one a person, one answer an item, None where there is none. `weights` and `groups`: of these people."""

    items: list[str]
    rows: list[list[int | None]]
    weights: list[float]
    groups: list[str]

    def refuse_above(self, highest: int) -> None:
        """Raises UnreadableTable when somebody answered above this category."""
        for line, row in enumerate(self.rows, start=2):
            for item, answer in zip(self.items, row, strict=True):
                if answer is not None and answer > highest:
                    raise UnreadableTable(where=f"ligne {line}, {item}", what=f"{answer} dépasse {highest}")


def read_bank(lines: Iterable[str]) -> list[BankRow]:
    """Raises UnreadableTable, which says where the mistake is."""
    rows = list(csv.DictReader(lines, restval=""))
    found = set(rows[0]) if rows else set()
    if not found >= NEEDED or None in found or found - BANK:
        raise UnreadableTable(
            where="banque", what="les colonnes sont item, a, b, et au besoin c et dimension"
        )
    bank = [_bank_row(row, f"ligne {number}") for number, row in enumerate(rows, start=2)]
    if len({row.item for row in bank}) < len(bank):
        raise UnreadableTable(where="item", what="deux items portent le même nom")
    return bank


def dimensions_of(bank: Iterable[BankRow]) -> list[str]:
    """Each once, numbers in their order, then names in theirs."""
    names = {row.dimension for row in bank}
    return sorted(names, key=lambda name: (not name.isdigit(), int(name) if name.isdigit() else 0, name))


def read_correlation(lines: Iterable[str], dimensions: Sequence[str]) -> list[list[float]]:
    """A square of numbers, in the order of `dimensions`, or under a first row that names them in its own order."""
    rows = [row for row in csv.reader(lines) if row]
    names = rows.pop(0) if len(rows) == len(dimensions) + 1 else list(dimensions)
    if set(names) != set(dimensions):
        raise UnreadableTable(
            where="corrélations", what="les noms ne sont pas ceux des dimensions de la banque"
        )
    if len(rows) != len(names) or any(len(row) != len(names) for row in rows):
        raise UnreadableTable(
            where="corrélations", what=f"il faut {len(names)} lignes de {len(names)} nombres"
        )
    square = [
        [number(cell, f"corrélations, ligne {line}") for cell in row] for line, row in enumerate(rows, 1)
    ]
    order = [names.index(name) for name in dimensions]
    return [[square[first][second] for second in order] for first in order]


def read_answers(
    lines: Iterable[str],
    *,
    items: Sequence[str] | None = None,
    weights: str | None = None,
    groups: str | None = None,
) -> AnswerTable:
    """Without `items`, every column is one, but those of weights and groups. An empty cell, NA or . is no answer."""
    rows = list(csv.DictReader(lines, restval=""))
    if not rows or any(None in row for row in rows):
        raise UnreadableTable(
            where="réponses", what="il faut un en-tête, puis une ligne par personne, sans cellule de trop"
        )
    others = [name for name in (weights, groups) if name is not None]
    names = list(items) if items is not None else [name for name in rows[0] if name not in others]
    for name in (*names, *others):
        if name not in rows[0]:
            raise UnreadableTable(where="réponses", what=f"la colonne {name} n’y est pas")
    numbered = list(enumerate(rows, start=2))
    return AnswerTable(
        items=names,
        rows=[[_answer(row[name], f"ligne {line}, {name}") for name in names] for line, row in numbered],
        weights=[number(row[weights], f"ligne {line}") if weights else 1.0 for line, row in numbered],
        groups=[row[groups] if groups else "" for row in rows],
    )


def number(cell: str, where: str) -> float:
    try:
        found = float(cell)
    except ValueError:
        raise UnreadableTable(where=where, what=f"« {cell} » n’est pas un nombre") from None
    if not math.isfinite(found):
        raise UnreadableTable(where=where, what=f"« {cell} » n’est pas un nombre")
    return found


def _bank_row(row: Mapping[str, str], where: str) -> BankRow:
    return BankRow(
        item=row["item"],
        slope=number(row["a"], where),
        thresholds=[number(one, where) for one in row["b"].split(";")],
        guess=number(row.get("c") or "0", where),
        dimension=row.get("dimension") or "",
    )


def _answer(cell: str, where: str) -> int | None:
    if cell.strip() in {"", "NA", "."}:
        return None
    try:
        found = int(cell)
    except ValueError:
        raise UnreadableTable(where=where, what=f"« {cell} » n’est pas une réponse") from None
    if found < 0:
        raise UnreadableTable(where=where, what="une réponse se compte à partir de 0")
    return found
