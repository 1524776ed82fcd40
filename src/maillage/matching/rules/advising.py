"""What a firm accepts when it brings a need to an advisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from maillage.directory.models import Membership

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another
TOKEN_LENGTH = 12  # 59 bits: nobody finds an address by trying


def organisation_of(membership: Membership) -> str:
    """For whom the advisor works: an organisation, else her network."""
    return str(membership.organisation or membership.network)


def consent_to(membership: Membership) -> str:
    """The very words that a firm reads before it opens a need to this advisor."""
    text = _(
        "J’accepte que %(advisor)s (%(organisation)s) lise ce besoin, ses pistes et l’avancement de ses mises en relation, pour nous accompagner et pour rien d’autre. Nous pouvons y mettre fin quand nous voulons."
    )
    return text % {"advisor": membership.user, "organisation": organisation_of(membership)}
