"""Reading a module, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.assessments.operations import note_shown
from maillage.learning.errors import AnotherVersion, ModuleIsWithdrawn, NoSuchBlock
from maillage.learning.models import BlockDone, Reading
from maillage.learning.operations.following import alone, finish_paths
from maillage.learning.queries import items_named
from maillage.learning.rules.text import blocks_of, items_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.models import ModuleVersion
    from maillage.learning.rules.text import Block
    from maillage.people.models import User


@transaction.atomic
def finish_block(*, version: ModuleVersion, position: int, person: User, now: datetime) -> Reading:
    """Note that she read a block to its end; the last one finishes the module, then the paths that waited for it.

    The first one begins her reading, in this version. A second call changes nothing.
    Raises NoSuchBlock, AnotherVersion when she reads another version elsewhere, ModuleIsWithdrawn.
    """
    blocks = blocks_of(version.text)
    several = len(blocks)
    if not 1 <= position <= several:
        raise NoSuchBlock
    alone(person.pk)
    reading = _reading_of(version, person, now)
    _block, is_new = BlockDone.objects.get_or_create(
        reading=reading, position=position, defaults={"done_at": now}
    )
    if is_new:
        _show(version, blocks[position - 1], person, now)
    if reading.finished_at is None and reading.blocks.count() == several:
        reading.finished_at = now
        reading.save(update_fields=["finished_at"])
        finish_paths(person_id=person.pk, now=now)
    return reading


def _show(version: ModuleVersion, block: Block, person: User, now: datetime) -> None:
    """Its questions are no longer asked of her in a placement."""
    if codes := items_of([block]):
        note_shown(items=items_named(codes).values(), person=person, where=version.module.code, now=now)


def _reading_of(version: ModuleVersion, person: User, now: datetime) -> Reading:
    hers = Reading.objects.filter(person=person, module=version.module_id).select_related("version")
    same = hers.filter(version=version).first()
    if same is not None:
        return same
    other = hers.filter(finished_at=None).first()
    if other is not None:
        raise AnotherVersion(number=other.version.number)
    if version.withdrawn_at is not None or version.published_at is None:
        raise ModuleIsWithdrawn
    return Reading.objects.create(person=person, module=version.module, version=version, started_at=now)
