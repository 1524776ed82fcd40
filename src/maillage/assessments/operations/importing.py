"""An instrument enters whole, or not at all. What people answered before keeps its questions and its scale."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.assessments.enums import Origin, Subject
from maillage.assessments.errors import InstrumentIsRefused, NoFramework
from maillage.assessments.models import Instrument, Item, ItemParameters, Scale
from maillage.assessments.rules.content import ContentError, instrument_of_firms, instrument_of_people
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from maillage.assessments.rules.content import InstrumentDraft, ItemDraft
    from maillage.skills.models import FrameworkVersion

INSTRUMENT, QUESTIONS, FACTS, AREAS, PRICES = "instrument", "questions", "context", "area*.json", "prices"


@transaction.atomic
def import_instrument(*, folder: Path, now: datetime) -> bool:
    """Store the instrument of a folder laid out as content/items or content/maturity. False when nothing changes.

    A question that is not there any more is retired. The scale changes when the authors' judgement does: questions that answers
    have calibrated keep what the answers said.
    Raises InstrumentIsRefused, and NoFramework when its competences are not there yet.
    """
    draft = draft_of(folder)
    framework = _framework(draft)
    instrument, is_new = Instrument.objects.select_for_update().get_or_create(
        code=draft.code,
        defaults={
            "subject": draft.subject,
            "number": draft.number,
            "framework": framework,
            "content": draft.content,
            "digest": draft.digest,
            "imported_at": now,
        },
    )
    if not is_new and instrument.digest == draft.digest:
        return False
    instrument.number, instrument.content, instrument.digest = draft.number, draft.content, draft.digest
    instrument.framework, instrument.imported_at = framework, now
    instrument.save()
    items = _store_items(instrument, draft.items, now)
    _store_scale(instrument, draft, items, now)
    return True


def draft_of(folder: Path) -> InstrumentDraft:
    """What the files of a folder say; nothing is stored. Raises InstrumentIsRefused."""
    try:
        told = _json(folder, INSTRUMENT)
        if told.get("subject") == Subject.FIRM:
            return instrument_of_firms(told, _json(folder, QUESTIONS), _json(folder, FACTS))
        questions = [row for path in sorted(folder.glob(AREAS)) for row in _json(folder, path.stem)]
        prices = _json(folder, PRICES) if (folder / f"{PRICES}.json").is_file() else {}
        return instrument_of_people(told, questions, prices)
    except KeyError as missing:
        reason = _("il manque « %(name)s »") % {"name": missing.args[0]}
        raise InstrumentIsRefused(folder=folder.name, reason=reason) from None
    except (OSError, ContentError, ValueError, TypeError, AttributeError) as fault:
        raise InstrumentIsRefused(folder=folder.name, reason=fault) from None


def _json(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _framework(draft: InstrumentDraft) -> FrameworkVersion | None:
    if draft.subject == Subject.FIRM:
        return None
    version = current_version()
    if version is None:
        raise NoFramework
    known = set(version.competences.values_list("code", flat=True))
    if stray := sorted(set(draft.dimensions) - known):
        raise InstrumentIsRefused(
            folder=draft.code, reason=_("compétences inconnues : %(codes)s") % {"codes": ", ".join(stray)}
        )
    return version


def _store_items(instrument: Instrument, drafts: Iterable[ItemDraft], now: datetime) -> dict[str, Item]:
    rows = [
        Item(
            instrument=instrument,
            code=draft.code,
            dimension=draft.dimension,
            kind=draft.kind,
            body=draft.body,
            family=draft.family,
        )
        for draft in drafts
    ]
    Item.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["instrument", "code"],
        update_fields=["dimension", "kind", "body", "family"],
    )
    instrument.items.filter(retired_at=None).exclude(code__in=[row.code for row in rows]).update(
        retired_at=now, retired_reason=_("Elle n’est plus dans la banque.")
    )
    return {item.code: item for item in instrument.items.all()}


def _store_scale(
    instrument: Instrument, draft: InstrumentDraft, items: dict[str, Item], now: datetime
) -> None:
    """A new scale, unless the one in use says the same."""
    before = instrument.scales.order_by("-number").first()
    answered = (
        {row.item_id: row for row in before.parameters.filter(answers__gt=0)} if before is not None else {}
    )
    is_kept = before is not None and before.dimensions == draft.dimensions and bool(answered)
    scale = Scale(
        instrument=instrument,
        number=before.number + 1 if before else 1,
        origin=Origin.ANSWERS if answered else Origin.AUTHOR,
        dimensions=draft.dimensions,
        correlation=before.correlation if before is not None and is_kept else draft.correlation,
        limit=draft.limit,
        adopted_at=now,
    )
    rows = [_parameters(scale, items[one.code], one, answered.get(items[one.code].pk)) for one in draft.items]
    if before is None or _told(before, before.parameters.all()) != _told(scale, rows):
        scale.save()
        ItemParameters.objects.bulk_create(rows)


def _parameters(
    scale: Scale, item: Item, draft: ItemDraft, answered: ItemParameters | None
) -> ItemParameters:
    kept = answered or draft
    return ItemParameters(
        scale=scale,
        item=item,
        slope=kept.slope,
        thresholds=kept.thresholds,
        guess=kept.guess,
        slope_error=answered.slope_error if answered else None,
        threshold_errors=answered.threshold_errors if answered else None,
        price=draft.price,
        ticket=draft.ticket,
        answers=answered.answers if answered else 0,
    )


def _told(scale: Scale, rows: Iterable[ItemParameters]) -> tuple[object, ...]:
    each = {row.item_id: (row.slope, row.thresholds, row.guess, row.price, row.ticket) for row in rows}
    return scale.dimensions, scale.correlation, scale.limit, each
