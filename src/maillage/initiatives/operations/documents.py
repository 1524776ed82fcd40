"""Documents of a contribution: attached, and taken out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.agreements.operations import keep_file
from maillage.initiatives.models import ContributionDocument

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from maillage.common.file_kinds import FileKind
    from maillage.initiatives.models import Contribution
    from maillage.people.models import User


def attach_document(
    *,
    contribution: Contribution,
    file: File[bytes],
    kind: FileKind,
    title: str,
    is_public: bool,
    by: User | None,
    now: datetime,
    is_fictitious: bool = False,
) -> ContributionDocument:
    """Keep a file with a contribution: for whoever reads it, or for its funder and its book."""
    document = ContributionDocument(
        contribution=contribution, title=title, is_public=is_public, is_fictitious=is_fictitious
    )
    keep_file(document, file, kind=kind, by=by, now=now)
    return document


@transaction.atomic
def archive_document(*, document_id: int, now: datetime) -> None:
    """From now on those who keep the book alone read it. A second call changes nothing."""
    ContributionDocument.objects.filter(pk=document_id, archived_at=None).update(archived_at=now)
