"""Documents of an agreement: added, opened to everybody or to the parties alone, archived."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.agreements.errors import DocumentArchived
from maillage.agreements.models import AgreementDocument
from maillage.agreements.models.documents import random_name

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from maillage.agreements.models import AgreementVersion
    from maillage.agreements.models.documents import AttachedFile
    from maillage.common.file_kinds import FileKind
    from maillage.people.models import User


def add_document(
    *,
    version: AgreementVersion,
    file: File[bytes],
    kind: FileKind,
    title: str,
    nature: str,
    language: str,
    is_public: bool,
    by: User | None,
    now: datetime,
    is_fictitious: bool = False,
) -> AgreementDocument:
    """Keep a file with a version."""
    document = AgreementDocument(
        version=version,
        title=title,
        nature=nature,
        language=language,
        is_public=is_public,
        is_fictitious=is_fictitious,
    )
    keep_file(document, file, kind=kind, by=by, now=now)
    return document


def keep_file(
    document: AttachedFile, file: File[bytes], *, kind: FileKind, by: User | None, now: datetime
) -> None:
    """Store a file with what is said of it. Refused by the database, it leaves nothing on the disk."""
    document.kind, document.added_by, document.added_at = kind.key, by, now
    storage = document.storage()
    document.stored_as, document.size = storage.save(random_name(), file), file.size
    with ExitStack() as undo:
        undo.callback(storage.delete, document.stored_as)
        with transaction.atomic():
            document.save()
        undo.pop_all()


@transaction.atomic
def open_document(*, document_id: int, is_public: bool) -> AgreementDocument:
    """Say who reads it: everybody, or the parties. Raises DocumentArchived."""
    document = AgreementDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    if document.archived_at is not None:
        raise DocumentArchived
    document.is_public = is_public
    document.save(update_fields=["is_public"])
    return document


@transaction.atomic
def archive_document(*, document_id: int, now: datetime) -> AgreementDocument:
    """Take it out of the current documents: from now on the parties alone read it. Raises DocumentArchived."""
    document = AgreementDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    if document.archived_at is not None:
        raise DocumentArchived
    document.archived_at = now
    document.save(update_fields=["archived_at"])
    return document
