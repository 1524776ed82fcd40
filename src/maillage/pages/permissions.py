"""Who may read the history of a record: those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from maillage.agreements.models import Agreement, Practice
from maillage.agreements.permissions import may_run, may_write
from maillage.directory.models import Organisation
from maillage.initiatives.models import Contribution, Initiative
from maillage.matching.models import Introduction, Need, Offer
from maillage.matching.permissions import sees
from maillage.matching.queries import introductions_of
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer

KINDS: dict[str, type[Model]] = {
    "besoin": Need,
    "offre": Offer,
    "mise-en-relation": Introduction,
    "entente": Agreement,
    "pratique": Practice,
    "initiative": Initiative,
    "contribution": Contribution,
    "organisation": Organisation,
    "personne": User,
}
ANSWERS: dict[type[Model], Callable[[Viewer, Any], bool]] = {
    User: lambda viewer, user: user.pk == viewer.user_id,
    Organisation: lambda viewer, organisation: organisation.pk in viewer.organisation_ids,
    Agreement: may_run,
    Practice: may_write,
    Introduction: lambda viewer, row: introductions_of(viewer).filter(pk=row.pk).exists(),
    Initiative: lambda viewer, row: Initiative.objects.run_by(viewer).filter(pk=row.pk).exists(),
    Contribution: lambda viewer, row: row.network_id in viewer.coordinated_network_ids,
}


def record_with_history(request: Request, kind: str, pk: int) -> Model:
    """The record, for those entitled to its audit trail. Raises Http404 for everyone else."""
    model = KINDS.get(kind)
    record = model._default_manager.filter(pk=pk).first() if model else None  # noqa: SLF001 - Django's public name
    if record is None or not _answers_for(request.viewer, record):
        raise Http404
    return record


def _answers_for(viewer: Viewer, record: Model) -> bool:
    if isinstance(record, Need | Offer):
        coordinates = record.network_id in viewer.coordinated_network_ids
        return record.organisation_id in viewer.organisation_ids or (coordinates and sees(viewer, record))
    return ANSWERS[type(record)](viewer, record)
