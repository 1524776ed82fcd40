"""Questions in plain words, by the keys of rules.answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from maillage.matching.rules.answers import STATEMENT

QUESTIONS = {
    "employees": gettext_lazy("Combien de personnes travaillent dans votre entreprise ?"),
    "revenue": gettext_lazy("Quel est le chiffre d’affaires de votre dernier exercice ?"),
    "founded_on": gettext_lazy("Quel jour votre entreprise a-t-elle commencé son activité ?"),
    "micro_entrepreneur": gettext_lazy("Votre entreprise est-elle une micro-entreprise ?"),
    "public_body": gettext_lazy("Êtes-vous une administration publique ?"),
    "legal_form": gettext_lazy("Votre entreprise a-t-elle cette forme juridique : %(label)s ?"),
    "themes": gettext_lazy("Votre projet touche-t-il à ce thème : %(label)s ?"),
    STATEMENT: gettext_lazy("Est-ce vrai de votre entreprise ? « %(text)s »"),
    "territory": gettext_lazy("Où votre entreprise est-elle établie ?"),
    "industry": gettext_lazy("Dans quel secteur votre entreprise travaille-t-elle ?"),
}
NAMES = {
    "employees": gettext_lazy("Effectif"),
    "revenue": gettext_lazy("Chiffre d’affaires"),
    "founded_on": gettext_lazy("Début de l’activité"),
    "micro_entrepreneur": gettext_lazy("Micro-entreprise"),
    "public_body": gettext_lazy("Administration publique"),
    "legal_form": gettext_lazy("Forme juridique, %(label)s"),
    "themes": gettext_lazy("Thème, %(label)s"),
    STATEMENT: gettext_lazy("« %(text)s »"),
}


def question_of(key: str, text: str) -> str:
    """What a person is asked. `text`: the words of a statement."""
    fact, _colon, label = key.partition(":")
    return QUESTIONS[fact] % {"label": label, "text": text}


def name_of(key: str, text: str) -> str:
    """What the answer is about, as a list names it."""
    fact, _colon, label = key.partition(":")
    return NAMES[fact] % {"label": label, "text": text}
