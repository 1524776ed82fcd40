"""A condition in plain words: those of its source when they were kept, else ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, ngettext

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
BOUNDS = {
    "employees": (gettext_lazy("Au moins %(bound)s personnes"), gettext_lazy("Au plus %(bound)s personnes")),
    "revenue": (
        gettext_lazy("Au moins %(bound)s de chiffre d’affaires"),
        gettext_lazy("Au plus %(bound)s de chiffre d’affaires"),
    ),
}
INTAKE = gettext_lazy("Les demandes sont reçues en ce moment")


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
    bounds = [leaf.get("at_least"), leaf.get("at_most")]
    if leaf["fact"] in BOUNDS:
        words = BOUNDS[leaf["fact"]]
        return [
            word % {"bound": bound} for word, bound in zip(words, bounds, strict=True) if bound is not None
        ]
    least, most = bounds
    said = []
    if least is not None:
        said.append(
            ngettext("Au moins %(n)s an d’activité", "Au moins %(n)s ans d’activité", least) % {"n": least}
        )
    if most is not None:
        said.append(
            ngettext("Au plus %(n)s an d’activité", "Au plus %(n)s ans d’activité", most) % {"n": most}
        )
    return said
