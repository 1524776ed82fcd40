"""A condition in plain words: those of its source when they were kept, else ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, ngettext_lazy

from maillage.matching.rules.conditions import HIGH, LOW, MONTHS
from maillage.ui.formats import money, number
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.matching.rules.conditions import Tree

SUBJECTS = {
    "territory": gettext_lazy("Être établi ici : %(values)s"),
    "industry": gettext_lazy("Exercer dans un de ces secteurs : %(values)s"),
    "legal_form": gettext_lazy("Avoir une de ces formes juridiques : %(values)s"),
    "themes": gettext_lazy("Travailler à l’un de ces thèmes : %(values)s"),
}
FLAGS = {
    ("micro_entrepreneur", True): gettext_lazy("Être une micro-entreprise"),
    ("micro_entrepreneur", False): gettext_lazy("Ne pas être une micro-entreprise"),
    ("public_body", True): gettext_lazy("Être une administration publique"),
    ("public_body", False): gettext_lazy("Ne pas être une administration publique"),
}
PEOPLE = {
    "at_least": ngettext_lazy("Au moins %(n)s personne", "Au moins %(n)s personnes", "n"),
    "above": ngettext_lazy("Plus de %(n)s personne", "Plus de %(n)s personnes", "n"),
    "at_most": ngettext_lazy("Au plus %(n)s personne", "Au plus %(n)s personnes", "n"),
    "below": ngettext_lazy("Moins de %(n)s personne", "Moins de %(n)s personnes", "n"),
}
REVENUE = {
    "at_least": gettext_lazy("Au moins %(amount)s de chiffre d’affaires"),
    "above": gettext_lazy("Plus de %(amount)s de chiffre d’affaires"),
    "at_most": gettext_lazy("Au plus %(amount)s de chiffre d’affaires"),
    "below": gettext_lazy("Moins de %(amount)s de chiffre d’affaires"),
}
YEARS = {
    "at_least": ngettext_lazy("Au moins %(n)s an d’activité", "Au moins %(n)s ans d’activité", "n"),
    "at_most": ngettext_lazy("Au plus %(n)s an d’activité", "Au plus %(n)s ans d’activité", "n"),
    "below": ngettext_lazy("Moins de %(n)s an d’activité", "Moins de %(n)s ans d’activité", "n"),
}
IN_MONTHS = {
    "at_least": ngettext_lazy("Au moins %(n)s mois d’activité", "Au moins %(n)s mois d’activité", "n"),
    "at_most": ngettext_lazy("Au plus %(n)s mois d’activité", "Au plus %(n)s mois d’activité", "n"),
    "below": ngettext_lazy("Moins de %(n)s mois d’activité", "Moins de %(n)s mois d’activité", "n"),
}
GROUPS = {
    "all": gettext_lazy("Toutes ces conditions :"),
    "any": gettext_lazy("Au moins une de ces conditions :"),
    "not": gettext_lazy("Le contraire de ceci :"),
}
NONE_OF = gettext_lazy("Aucune de ces conditions :")
INTAKE = gettext_lazy("Les demandes sont reçues en ce moment")


@dataclass(frozen=True, kw_only=True)
class Outlined:
    """One condition, or a group and what it holds, as a person reads them."""

    text: str
    leaf: Tree | None = None
    parts: tuple[Outlined, ...] = ()


def outline_of(tree: Tree, names: Mapping[str, str]) -> tuple[Outlined, ...]:
    """The whole condition in plain words; the outermost "all" goes without saying."""
    if "all" in tree:
        return tuple(_outlined(part, names) for part in tree["all"])
    return (_outlined(tree, names),)


def _outlined(tree: Tree, names: Mapping[str, str]) -> Outlined:
    if "not" in tree and "any" in tree["not"]:
        parts = tuple(_outlined(part, names) for part in tree["not"]["any"])
        return Outlined(text=str(NONE_OF), parts=parts)
    for group, words in GROUPS.items():
        if group in tree:
            held = [tree[group]] if group == "not" else tree[group]
            return Outlined(text=str(words), parts=tuple(_outlined(part, names) for part in held))
    return Outlined(text=reading_of(tree, names), leaf=tree)


def reading_of(leaf: Tree | None, names: Mapping[str, str]) -> str:
    """One plain sentence; `names` gives the name of a territory or sector by its path. None is the intake window."""
    if leaf is None:
        return str(INTAKE)
    if leaf.get("text"):
        return str(leaf["text"])
    fact = leaf["fact"]
    if fact in SUBJECTS:
        values = leaf.get("within") or leaf["any_of"]
        return SUBJECTS[fact] % {"values": ", ".join(names.get(value, value) for value in values)}
    if "is" in leaf:
        return str(FLAGS[fact, leaf["is"]])
    return " ; ".join(_bounds(leaf))


def _bounds(leaf: Tree) -> list[str]:
    told = [(name, leaf[name]) for name in (*LOW, *HIGH) if leaf.get(name) is not None]
    if leaf["fact"] == "revenue":
        return [REVENUE[name] % {"amount": _amount(bound, leaf.get("currency", ""))} for name, bound in told]
    words = PEOPLE if leaf["fact"] == "employees" else IN_MONTHS if leaf.get("unit") == MONTHS else YEARS
    return [words[name] % {"n": bound} for name, bound in told]


def _amount(amount: float, currency: str) -> str:
    return money(amount, currency, spoken()) if currency else number(amount, spoken())
