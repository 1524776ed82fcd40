"""Small documents written for the demonstration: two of the agreement of 2021, one of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files import File

from maillage.activities.models import Activity
from maillage.activities.operations import attach_document
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
            put = {"file": File(opened), "kind": kind, "by": None, "now": now, "is_fictitious": True}
            _keep(said, put)


def _keep(said: dict[str, Any], put: dict[str, Any]) -> None:
    put |= {"title": said["title"], "is_public": said["is_public"]}
    if "activity" in said:
        attach_document(activity=Activity.objects.get(title=said["activity"]), **put)
        return
    version = AgreementVersion.objects.get(agreement__slug=said["agreement"], number=said["version"])
    add_document(version=version, nature=said["nature"], language=said["language"], **put)
