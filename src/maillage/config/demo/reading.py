"""How invented people read: block by block, by the operation that everybody reads by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from maillage.learning.operations import finish_block
from maillage.learning.queries import version_given
from maillage.learning.rules.text import blocks_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.models import Module, ModuleVersion
    from maillage.people.models import User

READING = timedelta(minutes=4)  # of a block


def given(module: Module) -> ModuleVersion:
    version = version_given(module)
    assert version is not None  # imported before
    return version


def read(module: Module, person: User, *, at: datetime, several: int | None = None) -> None:
    """Its first blocks, one after the other; all of them without `several`."""
    version = given(module)
    for block in blocks_of(version.text)[:several]:
        finish_block(
            version=version, position=block.position, person=person, now=at + block.position * READING
        )
