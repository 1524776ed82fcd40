"""Invented content for the gallery, in the shape that each part takes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator

from maillage.ui.choices import Choice, Group, Option
from maillage.ui.weaving import weave

PAGE = "#specimen"
LONG = (
    "Accompagnement interrégional à l’approvisionnement écoresponsable des microentreprises agroalimentaires"
)

COLOURS = [
    ("paper", "Neige"), ("surface", "Surface"), ("wool", "Laine"), ("wool-2", "Laine foncée"), ("ink", "Encre"), ("ink-2", "Encre douce"),
    ("ink-3", "Encre légère"), ("accent", "Cassis"), ("accent-soft", "Cassis clair"), ("shore-a", "Rive A, lac"), ("shore-b", "Rive B, ocre"),
    ("yes", "Oui"), ("unknown", "Inconnu"), ("no", "Non"), ("danger", "Erreur"), ("d3", "Donnée 3"), ("d4", "Donnée 4"), ("d5", "Donnée 5"), ("d6", "Donnée 6"),
]  # fmt: skip

ICON_WORDS = [
    ("search", "chercher"), ("check", "oui"), ("unknown", "inconnu"), ("no", "non"), ("alert", "à corriger"), ("info", "à savoir"),
    ("person", "personne"), ("people", "équipe"), ("place", "lieu"), ("calendar", "date"), ("document", "document"), ("mail", "courriel"),
    ("lock", "réservé"), ("globe", "langue"), ("plus", "ajouter"), ("arrow", "continuer"), ("back", "revenir"), ("chevron", "ouvrir"),
]  # fmt: skip

TABS = [
    {"label": "Tout", "url": PAGE, "current": True, "count": 7},
    {"label": "Programmes", "url": PAGE, "current": False, "count": 2},
    {"label": "Expertises", "url": PAGE, "current": False, "count": 0},
    {"label": "Partenaires transfrontaliers", "url": PAGE, "current": False},
]

PLACES = [
    {"value": "alma", "label": "Alma", "selected": True},
    {"value": "chambery", "label": "Chambéry", "selected": False},
]

CHOICES = [
    Choice(
        name="territory",
        label="Territoire",
        anything="Tous les territoires",
        groups=[
            Group(
                label="Québec",
                options=[
                    Option(value="alma", label="Alma", is_chosen=True),
                    Option(value="shawinigan", label="Shawinigan", is_chosen=False),
                ],
            ),
            Group(label="France", options=[Option(value="chambery", label="Chambéry", is_chosen=False)]),
        ],
    ),
    Choice(
        name="order",
        label="Dans quel ordre",
        anything="",
        groups=[Group(label="", options=[Option(value="recent", label="Les plus récentes", is_chosen=True)])],
    ),
]

MATCHES = {
    "clear": {
        "verdicts": [
            {"kind": "yes", "text": "Correspond bien"},
            {"kind": "unknown", "text": "Délai à confirmer"},
        ],
        "reasons": [
            {"text": "Conçoit des appareils qui sortent du bureau : vos mots et les siens se rejoignent."},
            {"text": "Le volet numérique de l’entente vous ouvre ses offres."},
            {"text": "Son calendrier n’est pas à jour.", "doubt": True},
        ],
    },
    "refused": {
        "verdicts": [{"kind": "no", "text": "Pas pour ce besoin"}],
        "reasons": [{"text": "Réservé aux exportateurs ; votre contrat est à Paris.", "doubt": True}],
    },
}

QUESTION = [
    {"value": "no", "label": "Non, rien encore"},
    {"value": "yes", "label": "Oui, des achats ou des essais", "checked": True},
    {
        "value": "unknown",
        "label": "Je ne sais pas",
        "note": "C’est une réponse utile : nous demanderons autrement.",
    },
]

THREADS = [
    {"label": "Entrepreneuriat", "url": PAGE},
    {"label": "Numérique", "url": PAGE},
    {"label": "Développement touristique et patrimonial transfrontalier"},
    {"label": "Transition énergétique", "planned": True},
]

VERSIONS = [
    {"label": "2016", "note": "Première entente"},
    {"label": "2018", "note": "Renouvellement"},
    {"label": "2021", "note": "Un volet de plus, un de moins"},
]


def _cells(*states: str) -> list[dict[str, str]]:
    words = {"opened": "ouvert", "renewed": "renouvelé", "absent": "absent", "dropped": "abandonné"}
    return [{"state": state, "text": words[state]} for state in states]


STRANDS = [
    {"name": "Numérique", "cells": _cells("opened", "renewed", "renewed")},
    {"name": "Culture", "cells": _cells("opened", "renewed", "dropped")},
    {"name": "Développement touristique", "cells": _cells("absent", "absent", "opened")},
]

TIMELINE = [
    {"day": date(2027, 3, 1), "title": "Fin prévue", "state": "next"},
    {
        "at": datetime(2026, 11, 21, 14, 30, tzinfo=UTC),
        "title": "Acceptée par Concept Numérique",
        "by": "Direction technique",
        "state": "now",
    },
    {
        "when": "2020",
        "title": "Pas de mission",
        "note": "Pandémie : année passée, motif inscrit.",
        "state": "gap",
    },
    {"day": date(2016, 6, 1), "title": "Première entente", "url": PAGE},
]

STEPS = [
    {"label": "Besoin", "state": "done"},
    {"label": "Piste", "state": "done"},
    {"label": "Mise en relation", "state": "current"},
    {"label": "Suivi", "state": "todo"},
    {"label": "Retombée", "state": "todo"},
]

ROWS = [
    {"name": "Compétences de l’équipe", "value": 39, "margin": 10, "low": 29, "high": 49, "reference": 46},
    {
        "name": "Données",
        "value": Decimal("31.5"),
        "margin": 11,
        "low": Decimal("20.5"),
        "high": Decimal("42.5"),
        "note": "deux réponses seulement",
    },
    {"name": "Cybersécurité", "value": 27, "margin": 6, "low": 21, "high": 33, "reference": 41},
]

PARTS = [
    {"label": "programme d’aide", "percent": 50, "value": "12 500 €"},
    {"label": "fonds propres", "percent": 30, "value": "7 500 €"},
    {"label": "prêt", "percent": 20, "value": "5 000 €"},
]

MIRROR = [
    {
        "name": "Numérique",
        "a": {"whole": 100, "whole_from": 0, "part": 62.5, "part_from": 37.5, "text": "5 sur 8"},
        "b": {"whole": 37.5, "part": 25, "text": "2 sur 3"},
    },
    {
        "name": "Développement touristique",
        "a": {"few": True, "text": "petit nombre"},
        "b": {"whole": 0, "text": "rien"},
    },
]

FLOWS = weave(
    {
        "a": [
            {"key": "mauricie", "name": "Mauricie", "note": "a aidé 5 fois, aidée 4 fois"},
            {"key": "saguenay", "name": "Saguenay–Lac-Saint-Jean", "note": "aidée 2 fois"},
        ],
        "b": [{"key": "savoie", "name": "Auvergne-Rhône-Alpes", "note": "a aidé 5 fois, aidée 4 fois"}],
    },
    [
        {"giver": ("a", "mauricie"), "taker": ("b", "savoie"), "number": 4, "text": "Mauricie a aidé 4 fois"},
        {"giver": ("b", "savoie"), "taker": ("a", "mauricie"), "number": 3, "text": "Aidée 3 fois"},
        {"giver": ("b", "savoie"), "taker": ("a", "saguenay"), "number": None, "text": "Petit nombre"},
        {"giver": ("a", "mauricie"), "taker": ("a", "saguenay"), "number": 1, "text": "Une fois"},
    ],
)

TABLE = {
    "columns": [{"label": "Bailleur"}, {"label": "Nature"}, {"label": "Montant", "number": True}],
    "rows": [
        [
            {"text": "Rio Tinto", "url": PAGE},
            {"text": "Argent", "label": "Nature :"},
            {"text": "250 000 $", "number": True, "label": "Montant :"},
        ],
        [
            {"text": "Desjardins"},
            {"text": "Argent", "label": "Nature :"},
            {"text": "250 000 $", "number": True, "label": "Montant :"},
        ],
    ],
    "total": [{"text": "Total"}, {"text": ""}, {"text": "500 000 $", "number": True}],
}

FACTS = [
    {"label": "Territoire", "value": "Alma, Saguenay–Lac-Saint-Jean"},
    {"label": "Entente", "value": "Shawinigan–Chambéry", "url": PAGE},
    {"label": "En vigueur depuis", "day": date(2021, 11, 1)},
]

LINKS = [
    {"label": "Lire un indice de protection", "url": PAGE, "note": "Module en ligne, 40 min, gratuit"},
    {"label": LONG, "url": PAGE, "tag": "fictif"},
]

SAMPLES: dict[str, Any] = {
    "here": PAGE,
    "long": LONG,
    "colours": COLOURS,
    "icons": ICON_WORDS,
    "tabs": TABS,
    "places": PLACES,
    "choices": CHOICES,
    "old_choices": [
        {"value": 1, "label": "Version 1, 2016", "selected": True},
        {"value": 2, "label": "Version 2, 2018"},
    ],
    "new_choices": [
        {"value": 1, "label": "Version 1, 2016"},
        {"value": 2, "label": "Version 2, 2018", "selected": True},
    ],
    "theirs": [{"label": "Lieu", "value": "DigiHub, Shawinigan"}, {"label": "Fin", "value": "16\u00a0h"}],
    "matches": MATCHES,
    "question": QUESTION,
    "threads": THREADS,
    "versions": VERSIONS,
    "strands": STRANDS,
    "timeline": TIMELINE,
    "steps": STEPS,
    "rows": ROWS,
    "parts": PARTS,
    "mirror": MIRROR,
    "flows": FLOWS,
    "table": TABLE,
    "facts": FACTS,
    "links": LINKS,
    "chips": [{"label": "Subvention", "url": PAGE}, {"label": LONG, "url": PAGE}],
    "crumbs": [{"label": "Accueil", "url": "/"}, {"label": "Composants"}],
    "amount": Decimal(250000),
    "ratio": Decimal("0.145"),
    "first_day": date(2026, 11, 1),
    "instant": datetime(2026, 11, 21, 14, 30, tzinfo=UTC),
    "middle_page": Paginator(range(60), 20).page(2),
}
