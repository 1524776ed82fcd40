"""The picture of a report: from who gives, through what it was given to, to what came of it. And its table."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.initiatives.enums import ContributionKind
from maillage.outcomes.enums import WHOLE_KINDS, ChainKind, OutcomeKind
from maillage.outcomes.rules.telling import kind_said, value_said
from maillage.ui.formats import money, number
from maillage.ui.language import spoken
from maillage.ui.pictures import Flow, FlowNode, money_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from maillage.outcomes.queries.report import Aim, Fruit, Moved, Report
    from maillage.ui.pictures import MoneyFlow

KEPT = 5  # of a column; the others are one
SHORT = 7  # signs that a knot shows large
OTHERS: Hashable = "others"
HIDDEN: Hashable = "hidden"  # what the viewer may not know of, as one
NOTHING = Decimal(0)
Row = dict[str, Any]


class Stops:
    """What a report's money passes through, in one currency: the largest of each column, and the others as one."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.currency = _main_currency(report)
        self.given = [move for move in report.given if self._counts(move)]
        self.placed = [move for move in report.placed if self._counts(move)]
        whole = report.asked.kind in {"funder", "network"}
        self.held = {
            gift.funder: gift.promised if whole else gift.given
            for gift in report.gifts
            if gift.kind == ContributionKind.MONEY and gift.currency == self.currency
        }
        self.in_kind = [gift for gift in report.gifts if gift.kind != ContributionKind.MONEY]
        self.funders = _kept(self.held)
        self.aims = _kept(_sums(self.given, lambda move: move.aim))
        sizes = dict.fromkeys((fruit.activity for fruit in report.fruits), NOTHING)
        sizes |= _sums(self.placed, lambda move: move.activity)
        hidden = sizes.keys() - report.names["activity"].keys()
        known = {pk: size for pk, size in sizes.items() if pk not in hidden}
        self.activities = _kept(known) | dict.fromkeys(hidden, HIDDEN)

    def _counts(self, move: Moved) -> bool:
        return move.purse[1] == ContributionKind.MONEY and move.purse[2] == self.currency

    def funder(self, pk: Hashable) -> str:
        return self._name("funder", pk, _("Autres bailleurs"), _("Bailleur non publié"))

    def aim(self, aim: Aim | Hashable) -> str:
        if not isinstance(aim, tuple):
            return _("Le reste")
        initiative, agreement, strand = aim
        if initiative is not None:
            return self._name("initiative", initiative, "", _("Initiative non publiée"))
        name = self.report.names["agreement"].get(agreement)
        strand_name = self.report.names["strand"].get(strand, "")
        return f"{strand_name} ({name})" if name else strand_name

    def activity(self, pk: Hashable) -> str:
        return self._name("activity", pk, _("Autres activités"), _("Activités non publiées"))

    def aim_url(self, aim: Aim | Hashable) -> str:
        """Its place in the chain, when the viewer may know of it."""
        if not isinstance(aim, tuple):
            return ""
        initiative, agreement, strand = aim
        if initiative in self.report.names["initiative"]:
            return _chain(ChainKind.INITIATIVE, str(initiative))
        if agreement in self.report.names["agreement"]:
            return _chain(ChainKind.STRAND, f"{agreement}-{strand}")
        return ""

    def activity_url(self, pk: Hashable) -> str:
        return _chain(ChainKind.ACTIVITY, str(pk)) if pk in self.report.names["activity"] else ""

    def _name(self, kind: str, pk: Hashable, others: str, unknown: str) -> str:
        return others if pk == OTHERS else self.report.names[kind].get(pk, unknown)


def _chain(kind: ChainKind, pk: str) -> str:
    return reverse("outcomes:chain", args=[kind, pk])


def _main_currency(report: Report) -> str:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for gift in report.gifts:
        sums[gift.currency] += gift.promised
    return max(sorted(sums), key=lambda currency: sums[currency], default="CAD")


def _sums(moves: Iterable[Moved], key: Callable[[Moved], Any]) -> dict[Any, Decimal]:
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for move in moves:
        sums[key(move)] += move.amount
    return dict(sums)


def _kept(sizes: dict[Any, Decimal]) -> dict[Any, Hashable]:
    """Each key under its own name when it is among the largest, else under OTHERS; largest first."""
    keys = sorted(sizes, key=lambda key: (-sizes[key], str(key)))
    few = len(keys) <= KEPT + 1
    return {key: key if few or rank < KEPT else OTHERS for rank, key in enumerate(keys)}


def picture_of(report: Report) -> Row | None:
    """What the part of ui takes, with its label and its table; None when no money is told."""
    stops = Stops(report)
    if not stops.held and not stops.in_kind:
        return None
    nodes = [*_givers(stops), *_aims(stops), *_activities(stops), *_fruits(stops)]
    columns = [_("Contributions"), _aims_called(report.asked.kind), _("Activités"), _("Retombées")]
    last = max(node.column for node in nodes)
    return {
        "picture": _drawn(stops, nodes, columns[: max(last + 1, 2)]),
        "label": _("De la contribution à la retombée ; le tableau dit la même chose."),
        "caption": _others_said(report, stops),
        "table": table_of(stops),
    }


def _drawn(stops: Stops, nodes: list[FlowNode], columns: list[str]) -> MoneyFlow:
    order = list(dict.fromkeys(stops.funders.values()))
    return money_flow(
        columns=columns,
        nodes=nodes,
        flows=list(_flows(stops, order)),
        worth=lambda unit: _("Un fil vaut %(sum)s.") % {"sum": money(unit, stops.currency, spoken())},
        funders=[stops.funder(pk) for pk in order] if len(order) > 1 else [],
    )


def _aims_called(kind: str) -> str:
    called = {"initiative": _("Initiative"), "agreement": _("Volets")}
    return called.get(kind, _("Initiatives et volets"))


def _givers(stops: Stops) -> Iterable[FlowNode]:
    sizes: dict[Hashable, Decimal] = defaultdict(Decimal)
    for pk, key in stops.funders.items():
        sizes[key] += stops.held[pk]
    for key, size in sizes.items():
        yield FlowNode(
            key=("funder", key),
            column=0,
            title=stops.funder(key),
            note=money(size, stops.currency, spoken()),
            size=size,
        )
    for gift in stops.in_kind:
        yield FlowNode(
            key=("kind", gift.funder, gift.kind, gift.currency),
            column=0,
            title=stops.funder(gift.funder),
            note=quantities_said(gift.quantities) or str(ContributionKind(gift.kind).label),
        )


def quantities_said(quantities: dict[str, Decimal]) -> str:
    return ", ".join(f"{number(sum_, spoken())}\u00a0{unit}" for unit, sum_ in sorted(quantities.items()))


def _aims(stops: Stops) -> Iterable[FlowNode]:
    sizes: dict[Hashable, Decimal] = defaultdict(Decimal)
    for move in stops.given:
        sizes[stops.aims[move.aim]] += move.amount
    for move in _in_kind_moves(stops):
        sizes[stops.aims.get(move.aim, move.aim)] += NOTHING
    for key, size in sizes.items():
        note = money(size, stops.currency, spoken()) if size else ""
        yield FlowNode(
            key=("aim", key),
            column=1,
            title=stops.aim(key),
            note=note,
            url=stops.aim_url(key),
            size=size or None,
        )


def _in_kind_moves(stops: Stops) -> list[Moved]:
    return [move for move in stops.report.given if move.purse[1] != ContributionKind.MONEY]


def _activities(stops: Stops) -> Iterable[FlowNode]:
    sizes: dict[Hashable, Decimal] = defaultdict(Decimal)
    for move in stops.placed:
        sizes[stops.activities[move.activity]] += move.amount
    for key in dict.fromkeys(stops.activities.values()):
        size = sizes[key]
        note = money(size, stops.currency, spoken()) if size else _("aucun argent placé")
        yield FlowNode(
            key=("activity", key),
            column=2,
            title=stops.activity(key),
            note=note,
            url=stops.activity_url(key),
            size=size or None,
        )


def _fruits(stops: Stops) -> Iterable[FlowNode]:
    """One knot for what came through each activity: filled when somebody documented all of it."""
    by_stop: dict[Hashable, list[Fruit]] = defaultdict(list)
    for fruit in stops.report.fruits:
        by_stop[stops.activities[fruit.activity]].append(fruit)
    for key, fruits in by_stop.items():
        title, note = _fruit_said(fruits)
        proven = not any(fruit.claimed for fruit in fruits)
        url = stops.activity_url(key)
        yield FlowNode(key=("fruit", key), column=3, title=title, note=note, url=url, is_proven=proven)


def _fruit_said(fruits: list[Fruit]) -> tuple[str, str]:
    kinds = {(fruit.kind, fruit.currency) for fruit in fruits}
    if len(kinds) == 1:
        kind, currency = kinds.pop()
        value = sum((fruit.value for fruit in fruits), NOTHING)
        said, label = value_said(value, kind, currency), kind_said(kind, value)
        if kind in WHOLE_KINDS and len(said) <= SHORT:
            return said, label
        return label.capitalize(), said
    count = sum(fruit.outcomes for fruit in fruits)
    labels = [str(OutcomeKind(kind).label).lower() for kind in dict.fromkeys(fruit.kind for fruit in fruits)]
    note = ngettext("retombée : %(kinds)s", "retombées : %(kinds)s", count) % {"kinds": ", ".join(labels)}
    return number(count, spoken()), note


def _flows(stops: Stops, order: list[Hashable]) -> Iterable[Flow]:
    given: dict[tuple[Hashable, Hashable], Decimal] = defaultdict(Decimal)
    for move in stops.given:
        given[stops.funders[move.purse[0]], stops.aims[move.aim]] += move.amount
    placed: dict[tuple[Hashable, Hashable, Hashable], Decimal] = defaultdict(Decimal)
    for move in stops.placed:
        key = (stops.funders[move.purse[0]], stops.aims[move.aim], stops.activities[move.activity])
        placed[key] += move.amount
    through: dict[tuple[Hashable, Hashable], Decimal] = defaultdict(Decimal)
    bearing = {stops.activities[fruit.activity] for fruit in stops.report.fruits}
    for (funder, aim), size in given.items():
        yield Flow(source=("funder", funder), target=("aim", aim), size=size, funder=order.index(funder))
    for (funder, aim, activity), size in placed.items():
        through[funder, activity] += size
        yield Flow(source=("aim", aim), target=("activity", activity), size=size, funder=order.index(funder))
    for (funder, activity), size in through.items():
        if activity in bearing:
            yield Flow(
                source=("activity", activity),
                target=("fruit", activity),
                size=size,
                funder=order.index(funder),
            )
    for move in _in_kind_moves(stops):
        yield Flow(
            source=("kind", *move.purse), target=("aim", stops.aims.get(move.aim, move.aim)), in_kind=True
        )


def _others_said(report: Report, stops: Stops) -> str:
    """What the picture leaves to the tables."""
    said = []
    if any(gift.currency != stops.currency for gift in report.gifts):
        said.append(
            _("Le dessin montre la monnaie la plus présente ; le tableau des contributions dit les autres.")
        )
    beside = sum(total.outcomes for total in report.totals) - sum(fruit.outcomes for fruit in report.fruits)
    if beside:
        words = ngettext(
            "%(count)s retombée ne passe par aucune activité : elle est au tableau des retombées.",
            "%(count)s retombées ne passent par aucune activité : elles sont au tableau des retombées.",
            beside,
        )
        said.append(words % {"count": number(beside, spoken())})
    return " ".join(said)


def table_of(stops: Stops) -> Row:
    """To the cent: what each funder gave, to what, for which activity; and what still waits."""
    lines: dict[tuple[Hashable, str, str], Decimal] = defaultdict(Decimal)
    left = dict(stops.held)
    unplaced: dict[tuple[Hashable, Hashable], Decimal] = defaultdict(Decimal)
    for move in stops.given:
        left[move.purse[0]] -= move.amount
        unplaced[stops.funders[move.purse[0]], stops.aims[move.aim]] += move.amount
    for move in stops.placed:
        funder, aim = stops.funders[move.purse[0]], stops.aims[move.aim]
        unplaced[funder, aim] -= move.amount
        lines[funder, stops.aim(aim), stops.activity(stops.activities[move.activity])] += move.amount
    for (funder, aim), amount in unplaced.items():
        lines[funder, stops.aim(aim), _("pas encore placé")] += amount
    for pk, amount in left.items():
        lines[stops.funders[pk], _("pas encore affecté"), ""] += amount
    labels = [_("Bailleur"), _("Donné à"), _("Placé sur")]
    to, on, how_much, language = _("Donné à :"), _("Placé sur :"), _("Montant :"), spoken()
    return {
        "columns": [*({"label": label} for label in labels), {"label": _("Montant"), "number": True}],
        "rows": [
            [
                {"text": stops.funder(funder)},
                {"text": aim, "label": to},
                {"text": activity, "label": on},
                {"text": money(amount, stops.currency, language), "number": True, "label": how_much},
            ]
            for (funder, aim, activity), amount in lines.items()
            if amount
        ],
    }
