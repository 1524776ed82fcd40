"""A condition while a person writes it: a form that is drawn again at each step, until it is a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.matching.rules.conditions import (
    AGE,
    AMOUNTS,
    FLAGS,
    HIGH,
    LABELS,
    LOW,
    MONTHS,
    PLACES,
    ConditionIsWrong,
    checked_condition,
    statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from maillage.matching.rules.conditions import Tree

KEPT = ["text", "id", "currency", "unit"]
ROOT, NONE, STATEMENT = "0", "none", "statement"
GROUP_KINDS = ("all", "any", NONE)
KINDS = {
    "territory": gettext_lazy("Territoire"),
    "industry": gettext_lazy("Secteur d’activité"),
    "employees": gettext_lazy("Nombre de personnes"),
    "founded_on": gettext_lazy("Âge de l’entreprise"),
    "revenue": gettext_lazy("Chiffre d’affaires"),
    "legal_form": gettext_lazy("Forme juridique"),
    "micro_entrepreneur": gettext_lazy("Micro-entreprise"),
    "public_body": gettext_lazy("Administration publique"),
    "themes": gettext_lazy("Thèmes du projet"),
    STATEMENT: gettext_lazy("Énoncé à confirmer par une personne"),
}
DEEPEST = 6
_PATH = re.compile(r"0(\.\d{1,3})*", re.ASCII)

Names = dict[str, list[str]]  # what a person typed → the paths that it may mean


@dataclass(kw_only=True)
class Node:
    """One group or condition being written: `told` is what was typed, `error` why it cannot be kept as it is."""

    kind: str
    told: dict[str, str] = field(default_factory=dict)
    parts: list[Node] = field(default_factory=list)
    error: str = ""

    @property
    def is_group(self) -> bool:
        return self.kind in GROUP_KINDS

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.told.get("values", "").splitlines() if line.strip()]

    def walk(self, path: str = ROOT) -> Iterator[tuple[str, Node]]:
        """The node and all it holds, each with its path, in reading order."""
        yield path, self
        for number, part in enumerate(self.parts):
            yield from part.walk(f"{path}.{number}")


def node_of(tree: Tree) -> Node:
    """The form of a stored condition; the outermost node is always a group."""
    node = _node(tree)
    return node if node.is_group else Node(kind="all", parts=[node])


def _node(tree: Tree) -> Node:
    for group in ("all", "any"):
        if group in tree:
            return Node(kind=group, parts=[_node(part) for part in tree[group]])
    if "not" in tree:
        held = tree["not"]["any"] if "any" in tree["not"] else [tree["not"]]
        return Node(kind=NONE, parts=[_node(part) for part in held])
    told: dict[str, str] = {name: str(tree[name]) for name in KEPT if name in tree}
    if STATEMENT in tree:
        return Node(kind=STATEMENT, told=told | {"was": tree["text"], STATEMENT: tree[STATEMENT]})
    told["values"] = "\n".join(tree.get("within") or tree.get("any_of") or ())
    for end, names in (("low", LOW), ("high", HIGH)):
        how = next((name for name in names if tree.get(name) is not None), None)
        told |= {end: str(tree[how]), f"{end}_how": how} if how else {}
    return Node(
        kind=tree["fact"], told=told | ({"is": "yes" if tree["is"] else "no"} if "is" in tree else {})
    )


def node_sent(data: Mapping[str, str]) -> Node:
    """The form as it was sent; fields are named c.<path>.<name>. What no form of ours sends is passed over."""
    fields: dict[str, dict[str, str]] = {}
    for key, value in data.items():
        start, _dot, rest = key.partition(".")
        path, _dot, name = rest.rpartition(".")
        if start == "c" and _PATH.fullmatch(path) and path.count(".") <= DEEPEST:
            fields.setdefault(path, {})[name] = value
    root = _sent(ROOT, fields)
    return root if root and root.is_group else Node(kind="all")


def _sent(path: str, fields: dict[str, dict[str, str]]) -> Node | None:
    told = dict(fields.get(path, {}))
    kind = told.pop("kind", "")
    if kind not in GROUP_KINDS and kind not in KINDS:
        return None
    node = Node(kind=kind, told=told)
    number = 0
    while node.is_group and (part := _sent(f"{path}.{number}", fields)) is not None:
        node.parts.append(part)
        number += 1
    return node


def changed(root: Node, action: str, kind: str) -> None:
    """Do what a button asks: add (a condition of this kind), group, remove, up or down, and where."""
    verb, _colon, path = action.partition(":")
    places = dict(root.walk())
    node = places.get(path)
    if node is None:
        return
    if verb in {"add", "group"} and node.is_group and path.count(".") < DEEPEST:
        node.parts.append(Node(kind="any") if verb == "group" else _new(root, kind))
    above, _dot, number = path.rpartition(".")
    if not above:
        return
    siblings, position = places[above].parts, int(number)
    if verb == "remove":
        del siblings[position]
    elif verb in {"up", "down"}:
        other = position + (1 if verb == "down" else -1)
        if 0 <= other < len(siblings):
            siblings[position], siblings[other] = siblings[other], siblings[position]


def _new(root: Node, kind: str) -> Node:
    """An empty condition, with an identifier that no other one of the programme has."""
    kind = kind if kind in KINDS else STATEMENT
    taken = {node.told.get("id") for _path, node in root.walk()}
    number = next(n for n in range(1, len(taken) + 2) if f"{kind}-{n}" not in taken)
    return Node(kind=kind, told={"id": f"{kind}-{number}"})


def tree_of(root: Node, names: Mapping[str, Names]) -> Tree:
    """The tree of all that can be kept; what cannot says why in its `error`.

    `names` gives, for « territory » and « industry », the paths that each typed line may mean.
    """
    root.error = ""
    parts = []
    for part in root.parts:
        try:
            part.error = ""
            parts.append(tree_of(part, names) if part.is_group else checked_condition(_leaf(part, names)))
        except (ConditionIsWrong, ValueError) as fault:
            part.error = str(fault)
    if root.kind == "all":
        return {"all": parts}
    if not parts:
        raise ConditionIsWrong(_("Ce groupe est vide : ajoutez-y une condition, ou retirez-le."))
    return {"any": parts} if root.kind == "any" else {"not": {"any": parts}}


def faults(root: Node) -> list[str]:
    """What keeps the form from being a tree, in reading order."""
    return [node.error for _path, node in root.walk() if node.error]


def _leaf(node: Node, names: Mapping[str, Names]) -> Tree:
    told = {name: node.told[name].strip() for name in ("text", "id") if node.told.get(name, "").strip()}
    if node.kind == STATEMENT:
        return _statement(node, told)
    leaf: Tree = {"fact": node.kind} | told
    if node.kind in PLACES:
        return leaf | {"within": [_path(line, names[node.kind]) for line in _some(node)]}
    if node.kind in LABELS:
        return leaf | {"any_of": _some(node)}
    if node.kind in FLAGS:
        return leaf | {"is": node.told.get("is") != "no"}
    return leaf | _bounds(node)


def _statement(node: Node, told: dict[str, str]) -> Tree:
    if "text" not in told:
        raise ConditionIsWrong(_("Écrivez la phrase que l’entreprise devra confirmer."))
    if told["text"] == node.told.get("was") and node.told.get(STATEMENT):
        return {STATEMENT: node.told[STATEMENT]} | told
    return statement(told["text"]) | told


def _some(node: Node) -> list[str]:
    if not node.lines:
        raise ConditionIsWrong(_("Écrivez au moins une valeur, une par ligne."))
    return node.lines


def _path(line: str, found: Names) -> str:
    paths = found.get(line, [])
    if len(paths) == 1:
        return paths[0]
    if not paths:
        raise ConditionIsWrong(_("« %(line)s » ne se trouve pas dans le répertoire.") % {"line": line})
    raise ConditionIsWrong(
        _("« %(line)s » peut désigner plusieurs choses : écrivez l’un de ces codes : %(codes)s.")
        % {"line": line, "codes": ", ".join(paths[:8])}
    )


def _bounds(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for end, allowed in (("low", LOW), ("high", HIGH)):
        typed = re.sub(r"\s", "", node.told.get(end, "")).replace(",", ".")
        how = node.told.get(f"{end}_how", "")
        if typed:
            told[how if how in allowed else allowed[0]] = _number(typed)
    if not told:
        raise ConditionIsWrong(_("Écrivez un nombre minimal, un maximal, ou les deux."))
    if node.kind == AGE and node.told.get("unit") == MONTHS:
        told["unit"] = MONTHS
    if node.kind in AMOUNTS and node.told.get("currency"):
        told["currency"] = node.told["currency"]
    return told


def _number(typed: str) -> float:
    try:
        number = float(typed)
    except ValueError as fault:
        raise ConditionIsWrong(_("« %(typed)s » n’est pas un nombre.") % {"typed": typed}) from fault
    return int(number) if number.is_integer() else number
