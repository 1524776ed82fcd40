"""What proves an outcome: a link or a file, added, withdrawn. Certainty follows, and the history says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.agreements.operations.documents import keep_file
from maillage.initiatives.models.recorded import LONGEST_REASON
from maillage.outcomes.enums import Certainty
from maillage.outcomes.errors import EvidenceGone, LinkOrFile, WhyNeeded
from maillage.outcomes.models import Evidence, EvidenceFile
from maillage.outcomes.operations.outcomes import restate, statement_locked
from maillage.outcomes.queries.outcomes import is_proved
from maillage.outcomes.rules.statements import certainty_from

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from maillage.common.file_kinds import FileKind
    from maillage.people.models import User


@transaction.atomic
def add_evidence(
    *,
    outcome_id: int,
    title: str,
    by: User | None,
    now: datetime,
    url: str = "",
    file: File[bytes] | None = None,
    kind: FileKind | None = None,
    is_public: bool = False,
) -> Evidence:
    """A link, or a file of this kind. What was claimed is then documented. is_public: whoever reads the outcome opens the file too.

    Raises LinkOrFile, AlreadyWithdrawn.
    """
    if bool(url) == (file is not None):
        raise LinkOrFile
    current = statement_locked(outcome_id)
    evidence = Evidence.objects.create(
        outcome=current.outcome, title=title, url=url, added_by=by, added_at=now
    )
    if current.certainty == Certainty.CLAIMED:
        reason = _("Preuve ajoutée : %(title)s") % {"title": title}
        restate(current, reason=reason, by=by, now=now, certainty=Certainty.DOCUMENTED)
    if file is not None and kind is not None:  # last: nothing after it may fail and leave a file behind
        document = EvidenceFile(evidence=evidence, title=title, is_public=is_public)
        keep_file(document, file, kind=kind, by=by, now=now)
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence_id: int, reason: str, by: User, now: datetime) -> Evidence:
    """It proves no more, and stays listed with the reason. The last one gone, the outcome is claimed again.

    Raises WhyNeeded, EvidenceGone, AlreadyWithdrawn.
    """
    if not reason.strip():
        raise WhyNeeded
    outcome_id = Evidence.objects.values_list("outcome", flat=True).get(pk=evidence_id)
    current = statement_locked(outcome_id)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence_id)
    if evidence.withdrawn_at is not None:
        raise EvidenceGone
    evidence.withdrawn_at, evidence.withdrawn_reason = now, reason.strip()
    evidence.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    outcome = current.outcome
    certainty = certainty_from(has_proof=is_proved(outcome_id), kind=outcome.kind, origin=outcome.origin)
    if certainty == Certainty.CLAIMED != current.certainty:
        said = (_("Preuve retirée : %(reason)s") % {"reason": reason.strip()})[:LONGEST_REASON]
        restate(current, reason=said, by=by, now=now, certainty=certainty, verified_by=None)
    return evidence
