"""What an outcome came through: an activity, an introduction, an initiative, a strand; and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.common.zones import day_of

if TYPE_CHECKING:
    from datetime import date

    from maillage.activities.models import Activity, Participant
    from maillage.agreements.models import Agreement, Strand
    from maillage.directory.models import Organisation, Territory
    from maillage.initiatives.models import Initiative
    from maillage.matching.models import Introduction


@dataclass(frozen=True, kw_only=True)
class Whence:
    """All that is known of it; the rest is None."""

    organisation: Organisation | None = None
    territory: Territory | None = None
    initiative: Initiative | None = None
    agreement: Agreement | None = None
    strand: Strand | None = None
    activity: Activity | None = None
    introduction: Introduction | None = None
    participant: Participant | None = None

    def begins(self) -> list[tuple[date, str]]:
        """The first day of each thing that it came through, and its name."""
        found = [(row.starts_on, row.title) for row in (self.activity, self.initiative) if row is not None]
        if self.introduction is not None:
            found.append((day_of(self.introduction.asked_at), _("La mise en relation")))
        return found
