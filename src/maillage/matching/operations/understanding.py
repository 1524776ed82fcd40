"""What a need is about, when its owner says it better than its words do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.jobs import later
from maillage.matching.bridge import known_kinds
from maillage.matching.errors import UnknownKind
from maillage.matching.models import Need

if TYPE_CHECKING:
    from collections.abc import Sequence


@transaction.atomic
def correct_kinds(*, need_id: int, kinds: Sequence[str] | None) -> Need:
    """Say of which kinds a need is, in place of those that we guess; none is a choice too. None guesses again.

    Raises UnknownKind.
    """
    if not set(kinds or ()) <= {kind.id for kind in known_kinds()}:
        raise UnknownKind
    need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
    need.kinds_corrected = None if kinds is None else list(dict.fromkeys(kinds))
    need.save(update_fields=["kinds_corrected"])
    later("matching.match_need", need_id=need.pk)
    return need
