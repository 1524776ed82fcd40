"""Two small documents of the agreement of 2021, written for the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files import File

from maillage.agreements.models import AgreementVersion
from maillage.agreements.operations import add_document
from maillage.common.file_kinds import kind_of
from maillage.config.demo.files import demo_file, told_in

if TYPE_CHECKING:
    from datetime import datetime


def build_documents(*, now: datetime) -> None:
    """Those of content/demo/documents.json, put by nobody in particular."""
    for said in told_in("documents.json"):
        path = demo_file("documents") / said["file"]
        with path.open("rb") as opened:
            kind = kind_of(path.name, opened)
            assert kind is not None, path.name
            add_document(
                version=AgreementVersion.objects.get(
                    agreement__slug=said["agreement"], number=said["version"]
                ),
                file=File(opened),
                kind=kind,
                title=said["title"],
                nature=said["nature"],
                language=said["language"],
                is_public=said["is_public"],
                by=None,
                now=now,
                is_fictitious=True,
            )
