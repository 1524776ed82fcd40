"""Documents of an activity: attached, and taken out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.activities.models import ActivityDocument
from maillage.agreements.operations import keep_file

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from maillage.activities.models import Activity
    from maillage.common.file_kinds import FileKind
    from maillage.people.models import User


def attach_document(
    *,
    activity: Activity,
    file: File[bytes],
    kind: FileKind,
    title: str,
    is_public: bool,
    by: User | None,
    now: datetime,
    is_fictitious: bool = False,
) -> ActivityDocument:
    """Keep a file with an activity: for whoever reads it, or for those who take part."""
    document = ActivityDocument(
        activity=activity, title=title, is_public=is_public, is_fictitious=is_fictitious
    )
    keep_file(document, file, kind=kind, by=by, now=now)
    return document


@transaction.atomic
def archive_document(*, document_id: int, now: datetime) -> None:
    """From now on its coordination alone reads it. A second call changes nothing."""
    ActivityDocument.objects.filter(pk=document_id, archived_at=None).update(archived_at=now)
