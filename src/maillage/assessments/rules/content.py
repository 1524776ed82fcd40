"""Instruments as content/ writes them, before anything is stored: questions, and what their authors think of them."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.assessments.enums import ItemKind, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Told = dict[str, Any]
TO_FILL = "competence", "level", "source"  # a converted question leaves them empty
SHOWN = 5  # questions named in one refusal


class ContentError(ValueError):
    """What is missing or misplaced in the files, in words."""


@dataclass(frozen=True, kw_only=True)
class ItemDraft:
    """`slope`, `thresholds` in logits and `guess`: the author's judgement. `price`, `ticket`: of exposure."""

    code: str
    dimension: str
    kind: str
    body: Told
    family: str
    slope: float
    thresholds: list[float]
    guess: float
    price: float = 0.0
    ticket: float = 0.0


@dataclass(frozen=True, kw_only=True)
class InstrumentDraft:
    """`correlation`: one list a dimension, in their order."""

    code: str
    subject: str
    number: str
    content: Told
    items: list[ItemDraft]
    dimensions: list[str]
    correlation: list[list[float]]
    limit: float | None = None
    digest: str = field(default="", compare=False)


def instrument_of_people(
    told: Told, questions: Sequence[Told], prices: Mapping[str, Sequence[float]]
) -> InstrumentDraft:
    """Competences, right or wrong. Raises ContentError."""
    if unfilled := [row["id"] for row in questions if "" in [row.get(name) for name in TO_FILL]]:
        facts = {"names": ", ".join(TO_FILL), "codes": ", ".join(unfilled[:SHOWN])}
        raise ContentError(_("%(names)s sont à remplir : %(codes)s") % facts)
    prior = told["prior"]
    families = _families(questions)
    items = [
        ItemDraft(
            code=row["id"],
            dimension=row["competence"],
            kind=row["kind"],
            body=row,
            family=families[row["id"]],
            slope=prior["slope"],
            thresholds=[prior["levels"][row["level"] - 1]],
            guess=guess_of(row["kind"], len(row["options"])),
            price=prices.get(row["id"], (0.0, 0.0))[0],
            ticket=prices.get(row["id"], (0.0, 0.0))[1],
        )
        for row in questions
    ]
    dimensions = list(dict.fromkeys(item.dimension for item in items))
    links = {True: prior["within_area"], False: prior["across"]}
    correlation = [
        [1.0 if one == other else links[_area(one) == _area(other)] for other in dimensions]
        for one in dimensions
    ]
    return _whole(told, Subject.PERSON, items, dimensions, correlation)


def instrument_of_firms(told: Told, questions: Sequence[Told], facts: Sequence[Told]) -> InstrumentDraft:
    """Graded answers. Raises ContentError."""
    items = [
        ItemDraft(
            code=row["id"],
            dimension=row["dimension"],
            kind=ItemKind.GRADED,
            body=row,
            family="",
            slope=row["prior"]["a"],
            thresholds=list(row["prior"]["thresholds"]),
            guess=0.0,
        )
        for row in questions
    ]
    dimensions = [row["id"] for row in told["dimensions"]]
    link = told["prior"]["correlation"]
    correlation = [[1.0 if one == other else link for other in dimensions] for one in dimensions]
    return _whole(told | {"facts": list(facts)}, Subject.FIRM, items, dimensions, correlation)


def guess_of(kind: str, options: int) -> float:
    """The chance to be right for somebody who chooses blindly: among answers, sets of answers but the empty one, orders."""
    if kind == ItemKind.MULTIPLE:
        return 1 / float(2**options - 1)
    return 1 / math.factorial(options) if kind == ItemKind.ORDER else 1 / options


def _area(competence: str) -> str:
    return competence.partition(".")[0]


def _families(questions: Sequence[Told]) -> dict[str, str]:
    """By question, the first of those it overlaps with, from one to the next; empty for a question alone."""
    family = {row["id"]: {row["id"]} for row in questions}
    for row in questions:
        for other in row["excludes"]:
            if other not in family:
                raise ContentError(f"{row['id']}: {other}")
            joined = family[row["id"]] | family[other]
            for member in joined:
                family[member] = joined
    return {code: min(members) if len(members) > 1 else "" for code, members in family.items()}


def _whole(
    told: Told,
    subject: Subject,
    items: list[ItemDraft],
    dimensions: list[str],
    correlation: list[list[float]],
) -> InstrumentDraft:
    if told["subject"] != subject:
        raise ContentError(f"subject: {told['subject']}")
    codes = [item.code for item in items]
    if len(set(codes)) < len(codes):
        raise ContentError(f"{len(codes) - len(set(codes))} × id")
    if stray := {item.dimension for item in items} ^ set(dimensions):
        raise ContentError(f"dimension: {', '.join(sorted(stray))}")
    everything = json.dumps([told, [asdict(item) for item in items]], sort_keys=True)
    return InstrumentDraft(
        code=told["id"],
        subject=subject,
        number=told["version"],
        content=told,
        items=items,
        dimensions=dimensions,
        correlation=correlation,
        limit=told.get("exposure"),
        digest=hashlib.sha256(everything.encode()).hexdigest(),
    )
