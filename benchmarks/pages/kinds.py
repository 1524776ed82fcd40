"""The kinds of pages that are read, and what is asked of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Target:
    """Milliseconds at most, for ten readers at once. None: nothing is asked."""

    median: float | None = None
    p95: float | None = None


PAGE = Target(median=100, p95=250)
NEW_TEXT = Target(p95=400)
FREE = Target()
READ_AGAIN = "own_need_again"  # the server has met these texts before
MOST_MEMORY = 600  # MiB, for each process that serves


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`share`: how often the kind is read when readers wander from page to page."""

    name: str
    label: str
    target: Target
    share: int


KINDS = (
    Kind(name="home", label="Accueil", target=FREE, share=2),
    Kind(name="directory", label="Répertoire", target=PAGE, share=3),
    Kind(name="organisation", label="Organisation", target=PAGE, share=3),
    Kind(name="needs", label="Besoins", target=PAGE, share=2),
    Kind(name="needs_member", label="Besoins, membre", target=PAGE, share=2),
    Kind(name="need", label="Besoin public", target=PAGE, share=3),
    Kind(name=READ_AGAIN, label="Son besoin et ses pistes, relu", target=PAGE, share=2),
    Kind(name="own_need_first", label="Son besoin et ses pistes, première fois", target=NEW_TEXT, share=1),
    Kind(name="offers", label="Offres", target=FREE, share=2),
    Kind(name="offer", label="Offre", target=FREE, share=2),
    Kind(name="agreement", label="Entente", target=PAGE, share=1),
    Kind(name="agreement_member", label="Entente, membre", target=PAGE, share=1),
    Kind(name="search", label="Recherche, texte nouveau", target=NEW_TEXT, share=3),
    Kind(name="search_member", label="Recherche, texte nouveau, membre", target=NEW_TEXT, share=3),
)
