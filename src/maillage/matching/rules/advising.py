"""What a firm accepts when it brings a need to an advisor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ADVISOR_CONSENT = _(
    "J’accepte que %(advisor)s (%(organisation)s) lise ce besoin, ses pistes et l’avancement de ses mises en relation, pour nous accompagner et pour rien d’autre. Nous pouvons y mettre fin quand nous voulons."
)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another
TOKEN_LENGTH = 12  # 59 bits: nobody finds an address by trying
