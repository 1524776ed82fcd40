"""Programmes as files tell them, for tests: small ones of our own."""

import json
from typing import Any

from maillage.matching.models import Programme
from maillage.matching.tests.factories import OfferFactory

REGION, DEPARTMENT = "FR/84", "FR/84/73"


def tee_record(**changes: Any) -> dict[str, Any]:
    """A programme for firms of ten people or more, in industry, in one region."""
    return {
        "id": "diagnostic-eau",
        "titre": "Diagnostic eau",
        "promesse": "Mesurez vos consommations d’eau",
        "description": "Une visite, un rapport.",
        "opérateur de contact": "Agence de l’essai",
        "contact question": "contact@example.org",
        "url": "https://example.org/eau",
        "nature de l'aide": "étude",
        "objectifs": [
            {"description": "Écrivez-nous.", "liens": [{"lien": "https://example.org", "texte": "Ici"}]}
        ],
        "conditions d'éligibilité": {
            "taille de l'entreprise": ["Plus de 10 salariés"],
            "secteur géographique": ["Auvergne-Rhône-Alpes"],
            "secteur d'activité": ["Industrie"],
            "nombre d'années d'activité": ["Éligible à toutes les entreprises"],
        },
        "eligibilityData": {
            "company": {
                "allowedNafSections": ["C"],
                "minEmployees": "10",
                "excludeMicroentrepreneur": True,
                "allowedRegion": ["Auvergne-Rhône-Alpes"],
            },
            "priorityObjectives": ["water"],
        },
    } | changes


def said(**changes: list[str]) -> dict[str, Any]:
    """The same programme, its conditions said otherwise."""
    record = tee_record()
    return record | {"conditions d'éligibilité": record["conditions d'éligibilité"] | changes}


def tee_file(folder, *records):
    path = folder / "programmes.json"
    path.write_text(json.dumps(records, ensure_ascii=False))
    return path


def lines_file(folder, name, *rows):
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def firm(name, **facts):
    """A firm that the programme of `tee_record` serves, but for what is given; None leaves a fact out."""
    told = {
        "sector": "NAF:10.51C",
        "employees": 12,
        "founded_on": "2020-01-15",
        "micro_entrepreneur": False,
        "public_body": False,
        "territories": ["FR", "INSEE-REG:84", "INSEE-DEP:73", "INSEE-COM:73065"],
        "themes": ["water"],
    } | facts
    return {"id": name, "facts": {fact: value for fact, value in told.items() if value is not None}}


def programme(text, *conditions, **facts):
    """A programme open to everyone, on these conditions."""
    offer = OfferFactory(text=text, kind="programme", visibility="public", strand=None)
    return Programme.objects.create(
        offer=offer,
        slug=f"programme-{offer.pk}",
        operator="Agence de l’essai",
        gives="grant",
        time_zone="Europe/Paris",
        condition={"all": list(conditions)},
        **facts,
    )
