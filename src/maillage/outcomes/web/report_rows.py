"""A report, in the shapes that its page and its paper take. Each figure leads to its rows, as of the same moment."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.common.zones import day_of
from maillage.initiatives.enums import ContributionKind, InclusionGroup
from maillage.initiatives.rules.budget import budget_table
from maillage.outcomes.enums import Certainty, OutcomeKind
from maillage.outcomes.queries.totals import uncredited_in
from maillage.outcomes.rules.addresses import gifts_address, rows_address, with_query
from maillage.outcomes.rules.telling import outcomes_said, sums_said, value_said
from maillage.outcomes.web.flow import picture_of, quantities_said
from maillage.ui.formats import money, number, plain_day
from maillage.ui.language import spoken
from maillage.ui.pictures import TargetRow, targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.outcomes.models import InclusionCount, Story
    from maillage.outcomes.queries.reached import Reached
    from maillage.outcomes.queries.report import Gift, Report
    from maillage.outcomes.queries.totals import Total

Row = dict[str, Any]


def told(report: Report, at: datetime) -> Row:
    """Everything below the head of the page. `at`: the moment that its links carry."""
    return {
        "lead": lead_of(report),
        "flow": picture_of(report),
        "outcomes": outcomes_table(report, at),
        "parts": parts_table(report, at),
        "targets": targets([target_row(row, report, at) for row in report.reached]),
        "money": money_table(report, at),
        "budget": budget_table(report.budget),
        "stories": [story_row(story) for story in report.stories],
        "groups": [group_row(count) for count in report.groups],
        "doubts": doubts_of(report, at, uncredited=uncredited_in(report.credits)),
    }


def _rows_of(report: Report, at: datetime, **narrowed: str) -> str:
    asked = report.asked
    return rows_address(asked.kind, asked.row.slug, asked.span, as_of=at, **narrowed)


def lead_of(report: Report) -> str:
    """What was brought, and how much came of it that somebody documented."""
    whole = report.asked.kind in {"funder", "network"}
    brought = _money(report.gifts, "promised" if whole else "given")
    count = sum(total.outcomes for total in report.totals)
    sure = count - report.doubts.claimed
    words = {"sums": sums_said(brought), "outcomes": outcomes_said(count), "sure": number(sure, spoken())}
    if not count and not brought:
        return _("Rien n’est encore inscrit pour ces jours.")
    if not count:
        return _("%(sums)s de contributions ; aucune retombée inscrite encore.") % words
    if not brought:
        return _("%(outcomes)s, dont %(sure)s avec une preuve ou une vérification.") % words
    return (
        _("%(sums)s de contributions ; %(outcomes)s, dont %(sure)s avec une preuve ou une vérification.")
        % words
    )


def _money(gifts: Iterable[Gift], name: str) -> dict[str, Decimal]:
    """By currency, what is in money: what is in kind is told in its own units."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for gift in gifts:
        if gift.kind == ContributionKind.MONEY and getattr(gift, name):
            sums[gift.currency] += getattr(gift, name)
    return dict(sums)


def outcomes_table(report: Report, at: datetime) -> Row:
    """Whole outcomes, each counted once, with how sure they are."""
    labels = [str(certainty.label).capitalize() for certainty in reversed(Certainty)]
    return {
        "columns": [
            {"label": _("Retombées")},
            {"label": _("En tout"), "number": True},
            *({"label": label, "number": True} for label in labels),
        ],
        "rows": [_outcome_line(total, report, at) for total in report.totals],
    }


def _outcome_line(total: Total, report: Report, at: datetime) -> list[Row]:
    narrowed = {"nature": total.kind} | ({"monnaie": total.currency} if total.currency else {})
    whole = value_said(total.value, total.kind, total.currency)
    if total.full_time_equivalents:
        whole = _("%(value)s (%(fte)s en équivalents temps plein)") % {
            "value": whole,
            "fte": number(total.full_time_equivalents, spoken(), decimals=1),
        }
    cells: list[Row] = [
        {"text": str(OutcomeKind(total.kind).label), "url": _rows_of(report, at, **narrowed)},
        {"text": whole, "number": True, "label": _("En tout :"), "url": _rows_of(report, at, **narrowed)},
    ]
    for certainty in reversed(Certainty):
        value = getattr(total, certainty.value)
        cells.append(
            {
                "text": value_said(value, total.kind, total.currency) if value else "–",
                "url": _rows_of(report, at, **narrowed, certitude=certainty.value) if value else "",
                "number": True,
                "label": _("%(certainty)s :") % {"certainty": str(certainty.label).capitalize()},
            }
        )
    return cells


class Creditor(NamedTuple):
    """Who is credited, and what narrows an address to the rows; nothing leads to those of whom the viewer may not know."""

    name: str
    query: str


def parts_table(report: Report, at: datetime) -> Row | None:
    """Who is credited with which part: parts of an outcome sum to the whole. None when nothing came of it.

    Funders whom the viewer may not know of are one line, without a way to its rows.
    """
    if not report.credits:
        return None
    who, rows = _creditors(report), _rows_of(report, at)
    mine = report.asked.row.pk if report.asked.kind == "funder" else None
    lines = sorted(
        (credit.is_hidden or credit.funder_id != mine, who[credit.funder_id, credit.is_hidden], credit)
        for credit in report.credits
    )
    counted = {(credit.kind, credit.currency) for credit in report.credits}
    found = {(kind, currency): with_query(rows, nature=kind, monnaie=currency) for kind, currency in counted}
    labels = {kind: str(OutcomeKind(kind).label) for kind, _currency in counted}
    what, part, concerned = _("Retombées :"), _("Part créditée :"), _("Retombées concernées :")
    language = spoken()
    return {
        "columns": [
            {"label": _("Crédité à")},
            {"label": _("Retombées")},
            {"label": _("Part créditée"), "number": True},
            {"label": _("Retombées concernées"), "number": True},
        ],
        "rows": [
            [
                {"text": creditor.name},
                {"text": labels[credit.kind], "label": what},
                {
                    "text": value_said(credit.value, credit.kind, credit.currency),
                    "number": True,
                    "label": part,
                },
                {
                    "text": number(credit.outcomes, language),
                    "number": True,
                    "label": concerned,
                    "url": f"{found[credit.kind, credit.currency]}&{creditor.query}"
                    if creditor.query
                    else "",
                },
            ]
            for _other, creditor, credit in lines
        ],
    }


def _creditors(report: Report) -> dict[tuple[int | None, bool], Creditor]:
    """By the funder and whether it is hidden, as credits tell them."""
    slugs = report.names["funder_slug"]
    known: dict[tuple[int | None, bool], Creditor] = {
        (pk, False): Creditor(name, urlencode({"credite": slugs[pk]}))
        for pk, name in report.names["funder"].items()
    }
    return known | {
        (None, True): Creditor(_("D’autres bailleurs"), ""),
        (None, False): Creditor(_("Personne encore"), "non_credite=1"),
    }


def target_row(row: Reached, report: Report, at: datetime) -> TargetRow:
    target = row.target
    kind, currency = target.indicator.kind, target.currency
    several = report.asked.kind != "initiative"
    label = f"{target.indicator} ({target.initiative})" if several else str(target.indicator)
    if target.territory is not None:
        label = _("%(indicator)s, %(place)s") % {"indicator": label, "place": target.territory.name}
    narrowed = {"nature": kind} | ({"territoire": target.territory.path} if target.territory else {})
    is_counted = row.reached is not None
    return TargetRow(
        label=label,
        reached=row.reached,
        target=target.value,
        by=_("d’ici le %(day)s") % {"day": plain_day(target.by_day, spoken())},
        baseline=target.baseline,
        url=rows_address("initiative", target.initiative.slug, _until(report), as_of=at, **narrowed)
        if is_counted
        else "",
        verified=row.verified if is_counted else None,
        documented=row.documented if is_counted else None,
        claimed=row.claimed if is_counted else None,
        write=lambda value: value_said(Decimal(value), kind, currency),
    )


def _until(report: Report) -> Any:
    """A target is reached from the beginning on."""
    return type(report.asked.span)(None, report.asked.span.last)


def money_table(report: Report, at: datetime) -> Row | None:
    """Cumulative, to the cent: what each funder promised, what arrived, what was given to this."""
    if not report.gifts:
        return None
    return {
        "stats": _stats(report, at),
        "columns": [
            {"label": _("Bailleur")},
            {"label": _("Nature")},
            {"label": _("Promis"), "number": True},
            {"label": _("Reçu"), "number": True},
            {"label": _("Affecté"), "number": True},
        ],
        "rows": [_gift_line(gift, report, at) for gift in report.gifts],
    }


def _gifts_of(report: Report, at: datetime, funder: int | None = None) -> str:
    asked, slug = report.asked, report.names["funder_slug"].get(funder, "")
    return gifts_address(asked.kind, asked.row.slug, asked.span, as_of=at, funder=slug)


def _stats(report: Report, at: datetime) -> list[Row]:
    promised, received = _money(report.gifts, "promised"), _money(report.gifts, "received")
    by_funder: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for gift in report.gifts:
        if gift.kind == ContributionKind.MONEY:
            by_funder[gift.funder, gift.currency] += gift.promised
    told: list[tuple[str, str, int | None]] = [
        (sums_said(promised), _("promis à ce jour, en argent"), None),
        (sums_said(received), _("reçus à ce jour, en argent"), None),
    ]
    if len({funder for funder, _currency in by_funder}) > 1:
        (funder, currency), most = max(by_funder.items(), key=lambda pair: pair[1])
        told.append((money(most, currency, spoken()), _("promis par un seul bailleur"), funder))
    proof = _("Voir les contributions")
    return [
        {"value": value, "label": label, "url": _gifts_of(report, at, funder), "proof": proof}
        for value, label, funder in told
    ]


def _gift_line(gift: Gift, report: Report, at: datetime) -> list[Row]:
    kind = str(ContributionKind(gift.kind).label)
    quantities = quantities_said(gift.quantities)
    sums = [
        (_("Promis :"), gift.promised),
        (_("Reçu :"), gift.received),
        (_("Affecté :"), gift.given),
    ]
    return [
        {"text": report.names["funder"][gift.funder], "url": _gifts_of(report, at, gift.funder)},
        {"text": f"{kind} ({quantities})" if quantities else kind, "label": _("Nature :")},
        *(
            {"text": money(sum_, gift.currency, spoken()), "number": True, "label": label}
            for label, sum_ in sums
        ),
    ]


def story_row(story: Story) -> Row:
    return {
        "title": story.title,
        "text": story.text,
        "by": story.outcome.organisation.name if story.outcome.organisation else "",
        "url": story.outcome.get_absolute_url(),
        "source": story.source,
        "is_fictitious": story.outcome.is_fictitious,
    }


def group_row(count: InclusionCount) -> Row:
    return {
        "value": number(count.people, spoken()),
        "label": str(InclusionGroup(count.group).label).lower(),
        "day": day_of(count.counted_at),
    }


def doubts_of(report: Report, at: datetime, *, uncredited: int) -> list[Row]:
    """What is uncertain or missing, said plainly. uncredited: outcomes that nobody is credited with."""
    doubts, claimed = report.doubts, _rows_of(report, at, certitude=Certainty.CLAIMED.value)
    counted = [
        (
            doubts.claimed,
            ngettext(
                "%(count)s retombée est déclarée, sans preuve ni vérification.",
                "%(count)s retombées sont déclarées, sans preuve ni vérification.",
                doubts.claimed,
            ),
            claimed,
        ),
        (
            uncredited,
            ngettext(
                "%(count)s retombée n’est créditée à aucun bailleur.",
                "%(count)s retombées ne sont créditées à aucun bailleur.",
                uncredited,
            ),
            _rows_of(report, at, non_credite="1"),
        ),
        (
            doubts.targets_without_data,
            ngettext(
                "%(count)s cible n’a encore aucune donnée.",
                "%(count)s cibles n’ont encore aucune donnée.",
                doubts.targets_without_data,
            ),
            "",
        ),
    ]
    found = [
        {"text": words % {"count": number(count, spoken())}, "url": url}
        for count, words, url in counted
        if count
    ]
    if doubts.unallocated:
        words = _("%(sums)s ne sont encore affectés à rien.") % {"sums": sums_said(doubts.unallocated)}
        found.append({"text": words, "url": ""})
    if doubts.unplaced:
        words = _("%(sums)s sont affectés, mais placés sur aucune activité.")
        found.append({"text": words % {"sums": sums_said(doubts.unplaced)}, "url": ""})
    return found
