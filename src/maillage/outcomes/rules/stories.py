"""What somebody agrees to when a network wants to tell an outcome."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

INCLUSION_TEXT = gettext_lazy(
    "À votre choix : je veux bien que ces réponses soient comptées avec celles des autres personnes de l’initiative. "
    "Rien n’est dit de moins de dix personnes. Je peux les reprendre quand je veux : elles sont alors effacées."
)


def consent_to_a_story(*, network: str, title: str, text: str) -> str:
    """The words that she reads and that are kept: which network, where, and the story itself."""
    asked = _("J’accepte que %(network)s raconte ceci dans ses rapports, que tout le monde peut lire.")
    return f"{asked % {'network': network}}\n\n{title}\n{text}"
