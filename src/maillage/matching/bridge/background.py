"""What a text about nothing in particular looks like to the encoder, so that offers near to everything gain nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from maillage.matching.bridge.encoder import Encoder, Vector

# Needs as people write them, in several manners, about nothing that one offer could answer.
USUAL_NEEDS = (
    "on perd un temps fou chaque semaine et je ne sais pas à qui demander",
    "j’ai besoin d’aide pour un problème dans mon entreprise",
    "on fait tout à la main et ça ne suffit plus",
    "mes clients se plaignent et je ne trouve pas de solution",
    "je n’ai personne à l’interne pour s’en occuper",
    "ça coûte trop cher et la banque ne suit pas",
    "notre équipement est vieux et il lâche au pire moment",
    "je cherche quelqu’un de confiance, pas trop loin, qui connaît notre métier",
    "on aimerait grandir mais on ne sait pas par où commencer",
    "mes employés partent et j’ai du mal à les remplacer",
    "la loi a changé et je ne suis pas sûre d’être en règle",
    "on voudrait vendre ailleurs, mais on ne connaît personne là-bas",
    "le fournisseur ne répond plus et tout est arrêté",
    "j’ai une idée, mais il faudrait l’essayer avant d’investir",
    "est-ce qu’il existe une aide pour une petite entreprise comme la mienne ?",
    "tout est dans des papiers et dans ma tête",
    "l’hiver on tourne au ralenti et l’été on ne fournit pas",
    "on m’a parlé d’un programme, mais je n’y comprends rien",
    "Financement d’un projet. Obtenir un appui pour réaliser un investissement.",
    "Formation des équipes. Acquérir de nouvelles compétences dans l’entreprise.",
    "Plan d’action. Structurer la démarche de l’entreprise et suivre ses progrès.",
    "Réduction des coûts. Diminuer les dépenses d’exploitation.",
    "Achat de matériel. Remplacer ou moderniser un équipement.",
    "Accompagnement par un expert. Réaliser un diagnostic et mettre en œuvre ses recommandations.",
    "Développement commercial. Trouver de nouveaux clients ou de nouveaux marchés.",
    "Recrutement. Trouver et garder du personnel qualifié.",
    "Recherche d’un partenaire. Réaliser un projet à plusieurs.",
    "Amélioration des procédés. Produire mieux avec moins de ressources.",
    "conseil pour petite entreprise",
    "subvention investissement",
    "expert disponible dans la région",
    "partenaire pour un projet commun",
    "we are a small company and we need help with a project",
    "our equipment keeps failing and we do not know who can fix it",
    "looking for funding to grow our business",
    "we cannot find the right people",
)
WORTH = 12  # these sentences together weigh as much as this many needs that people really wrote


def background_of(encoder: Encoder, needs: Vector | None = None) -> Vector:
    """Mean vector of usual needs, shape (dimensions,): ours, and those already known, which soon outweigh ours.

    `needs` has shape (n, dimensions), made by `encoder.query`. That the need being served is one of them changes
    no ranking: it only shortens every centred similarity alike.
    """
    ours = _mean_of_usual_needs(encoder)  # type: ignore[arg-type]  # every object without __eq__ is hashable
    if needs is None or not len(needs):
        return ours
    mean: Vector = ((WORTH * ours + needs.sum(axis=0)) / (WORTH + len(needs))).astype(np.float32)
    return mean


@lru_cache(maxsize=4)
def _mean_of_usual_needs(encoder: Encoder) -> Vector:
    mean: Vector = np.mean([encoder.query(text) for text in USUAL_NEEDS], axis=0).astype(np.float32)
    mean.flags.writeable = False
    return mean
