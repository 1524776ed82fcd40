"""An outcome in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.outcomes.enums import Certainty
from maillage.outcomes.rules.telling import value_said
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from maillage.outcomes.models import Outcome, Statement

STATE = {Certainty.CLAIMED: "unknown", Certainty.DOCUMENTED: "yes", Certainty.VERIFIED: "yes"}


def title_of(outcome: Outcome, statement: Statement) -> str:
    """« Emplois créés : 12 »."""
    return _("%(kind)s : %(value)s") % {
        "kind": outcome.get_kind_display(),
        "value": value_said(statement.value, outcome.kind, statement.currency),
    }


def row(statement: Statement) -> dict[str, Any]:
    """What `ui/parts/links.html` takes."""
    outcome = statement.outcome
    told = [
        str(outcome.organisation or outcome.network),
        str(outcome.territory or ""),
        plain_day(statement.happened_on, spoken()),
        statement.get_certainty_display(),
    ]
    return {
        "label": title_of(outcome, statement),
        "url": outcome.get_absolute_url(),
        "note": " · ".join(part for part in told if part),
        "tag": _("fictif") if outcome.is_fictitious else "",
    }
