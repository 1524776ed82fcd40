"""Sittings of invented people and firms: their answers are drawn from a fixed ability, and are never counted as real."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.assessments.enums import ItemKind, Unsaid
from maillage.assessments.models import Instrument, Item
from maillage.assessments.operations import answer, begin_sitting
from maillage.assessments.queries import live, scale_in_use
from maillage.config.demo.files import told_in
from maillage.directory.models import Organisation
from maillage.people.models import User
from maillage.skills.models import RequiredLevel, RoleProfile

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.assessments.models import Sitting
    from maillage.assessments.rules.scoring import Response

READING = timedelta(seconds=40)  # of a question
UNSURE = 0.06  # the chance that she says she does not know


def build_assessments(*, now: datetime) -> None:
    """Those of content/demo/sittings.json; `answers` leaves one open after so many."""
    for told in told_in("sittings.json"):
        begun = now - timedelta(days=told["days_ago"])
        answered(_begun(told, begun), told, begun)


def _begun(told: dict[str, Any], now: datetime) -> Sitting:
    instrument = Instrument.objects.get(code=told["instrument"])
    scale = scale_in_use(instrument)
    assert scale is not None  # imported just before
    role = RoleProfile.objects.filter(slug=told.get("role"), version=instrument.framework).first()
    asked = RequiredLevel.objects.filter(role=role).order_by("pk").values_list("competence__code", flat=True)
    return begin_sitting(
        instrument=instrument,
        person=User.objects.get(email=told["person"]),
        dimensions=list(asked) if role else scale.dimensions,
        most=told["most"],
        error=instrument.content["length"]["error"],
        role=role,
        organisation=Organisation.objects.filter(slug=told.get("organisation")).first(),
        facts=told.get("facts", {}),
        seed=told["seed"],
        consented_at=now,
        now=now,
    )


def answered(sitting: Sitting, told: dict[str, Any], now: datetime) -> Sitting:
    """Answer as somebody of `ability` would, until it ends or after `answers`; `seed`: the chance."""
    chance = np.random.default_rng(told["seed"])
    bank, given = live(sitting).bank, 0
    ability = np.full((1, len(bank.dimensions)), told["ability"])
    worth = dict(zip(bank.items, bank.tables.bank.drawn(ability, chance)[0].tolist(), strict=True))
    items = Item.objects.in_bulk(bank.items)
    while sitting.finished_at is None and given < told.get("answers", sitting.most):
        asked = live(sitting).next_item
        assert asked is not None  # or the sitting would be finished
        given += 1
        sitting = answer(
            sitting_id=sitting.pk,
            item_id=asked,
            response=Unsaid.DONT_KNOW.value
            if chance.random() < UNSURE
            else _response(items[asked], worth[asked]),
            now=now + given * READING,
        )
    return sitting


def _response(item: Item, category: int) -> Response:
    """One that is worth this category."""
    options = item.body["options"]
    ranks = list(range(len(options)))
    if item.kind == ItemKind.GRADED:
        return [next(rank for rank in ranks if options[rank]["grade"] == category)]
    if item.kind == ItemKind.ORDER:
        right = sorted(ranks, key=lambda rank: options[rank]["position"])
        return right if category else right[::-1]
    right = [rank for rank in ranks if options[rank]["correct"]]
    return right if category else [next(rank for rank in ranks if rank not in right)]
