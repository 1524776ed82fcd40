"""From a condition being written to what its form takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.agreements.enums import Currency
from maillage.matching.queries.programmes import sectors_meant, territories_meant
from maillage.matching.rules.condition_editing import GROUP_KINDS, KINDS, ROOT, STATEMENT, tree_of
from maillage.matching.rules.conditions import AGE, AMOUNTS, FLAGS, LABELS, MONTHS, PLACES

if TYPE_CHECKING:
    from maillage.matching.rules.condition_editing import Node
    from maillage.matching.rules.conditions import Tree


def tree_written(root: Node) -> Tree:
    """The tree of what can be kept, its places and sectors looked up; faults stay on the nodes."""
    lines = {
        kind: [line for _path, node in root.walk() if node.kind == kind for line in node.lines]
        for kind in PLACES
    }
    names = {"territory": territories_meant(lines["territory"]), "industry": sectors_meant(lines["industry"])}
    return tree_of(root, names)


def node_row(node: Node, path: str, *, position: int = 0, siblings: int = 1) -> dict[str, Any]:
    """What `matching/parts/condition_node.html` takes."""
    return {
        "path": path,
        "is_root": path == ROOT,
        "is_group": node.is_group,
        "kind": node.kind,
        "label": str(KINDS.get(node.kind, "")),
        "groups": _options(_groups(), node.kind) if node.is_group else [],
        "kinds": list(KINDS.items()) if node.is_group else [],
        "inputs": _inputs(node, path),
        "error": node.error,
        "is_first": position == 0,
        "is_last": position == siblings - 1,
        "parts": [
            node_row(part, f"{path}.{number}", position=number, siblings=len(node.parts))
            for number, part in enumerate(node.parts)
        ],
    }


def _groups() -> dict[str, str]:
    words = (_("Toutes ces conditions"), _("Au moins une de ces conditions"), _("Aucune de ces conditions"))
    return dict(zip(GROUP_KINDS, words, strict=True))


def _inputs(node: Node, path: str) -> list[dict[str, Any]]:
    """The fields of one condition, then those that a person does not see."""
    if node.is_group:
        return []
    told = node.told
    drawn = [*_own_inputs(node), _input("text", "text", _("Dans les mots de l’opérateur (facultatif)"))]
    if node.kind == STATEMENT:
        drawn = [_input("text", "lines", _("Ce que l’entreprise confirme"))]
    hidden = [_input(name, "hidden", "") for name in ("id", "was", STATEMENT) if told.get(name)]
    rows = []
    for one in (*drawn, *hidden):
        value = told.get(one["name"], "")
        rows.append(
            one
            | {
                "id": f"c-{path.replace('.', '-')}-{one['name']}",
                "field": f"c.{path}.{one['name']}",
                "value": value,
                "options": _options(one["choices"], value),
            }
        )
    return rows


def _own_inputs(node: Node) -> list[dict[str, Any]]:
    if node.kind in (*PLACES, *LABELS):
        hints = {
            "territory": _("Territoires, un par ligne : « Mauricie », ou un code comme CA/24"),
            "industry": _("Secteurs, un par ligne : naf2/C, scian2017/54"),
        }
        return [_input("values", "lines", hints.get(node.kind, _("Valeurs admises, une par ligne")))]
    if node.kind in FLAGS:
        return [
            _input("is", "select", _("L’entreprise doit"), {"yes": _("l’être"), "no": _("ne pas l’être")})
        ]
    low = {"at_least": _("au moins")} | ({} if node.kind == AGE else {"above": _("plus de")})
    inputs = [
        _input("low_how", "select", _("À partir de"), low),
        _input("low", "number", _("Minimum")),
        _input("high_how", "select", _("Jusqu’à"), {"at_most": _("au plus"), "below": _("moins de")}),
        _input("high", "number", _("Maximum")),
    ]
    if node.kind == AGE:
        inputs.append(_input("unit", "select", _("Compté en"), {"": _("années"), MONTHS: _("mois")}))
    if node.kind == AMOUNTS[1]:
        inputs.append(_input("currency", "select", _("Monnaie"), dict(Currency.choices)))
    return inputs


def _input(name: str, kind: str, label: str, choices: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "label": label, "choices": choices or {}}


def _options(choices: dict[str, Any], value: str) -> list[dict[str, Any]]:
    return [{"value": key, "label": label, "selected": key == value} for key, label in choices.items()]
