"""Pictures of modules: kept, never changed, removed as long as no published text shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.learning.errors import PictureIsRead, PictureIsThere, PictureIsUnreadable
from maillage.learning.models import Module, ModulePicture
from maillage.learning.queries.pictures import is_published
from maillage.learning.rules.picture_files import PictureError, cleaned, picture_file

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.rules.picture_files import PictureFile


def add_picture(*, module: Module, name: str, content: bytes, now: datetime) -> ModulePicture:
    """What an author sends, without what the file says of her. Raises PictureIsUnreadable, PictureIsThere."""
    try:
        return _kept(module, name, cleaned(content), now)
    except PictureError as fault:
        raise PictureIsUnreadable(name=name, reason=fault) from None


def import_picture(*, module: Module, name: str, content: bytes, now: datetime) -> ModulePicture:
    """What stands beside a file, as it is; the same again changes nothing. Raises PictureIsUnreadable, PictureIsThere."""
    there = module.pictures.filter(name=name).first()
    if there is not None and bytes(there.content) == content:
        return there
    try:
        return _kept(module, name, picture_file(content), now)
    except PictureError as fault:
        raise PictureIsUnreadable(name=name, reason=fault) from None


def _kept(module: Module, name: str, file: PictureFile, now: datetime) -> ModulePicture:
    try:
        with transaction.atomic():
            return ModulePicture.objects.create(
                module=module,
                name=name,
                kind=file.kind,
                content=file.content,
                size=len(file.content),
                width=file.width,
                height=file.height,
                added_at=now,
            )
    except IntegrityError:  # another author may be the first by an instant
        raise PictureIsThere(name=name) from None


@transaction.atomic
def remove_picture(*, module: Module, name: str) -> None:
    """Take it away; a second call changes nothing. Raises PictureIsRead when somebody may be looking at it."""
    Module.objects.select_for_update().get(pk=module.pk)  # nobody publishes it meanwhile
    if is_published(module.code, name):
        raise PictureIsRead(name=name)
    module.pictures.filter(name=name).delete()
