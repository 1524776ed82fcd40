"""A budget in rows, and what the fund's rules answer, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.agreements.enums import Currency, FundRuleKey, MoneyKind, Verdict
from maillage.agreements.rules.money import Reading, Sum, added
from maillage.ui.formats import money, number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maillage.agreements.models import Agreement, ExchangeRate
    from maillage.agreements.rules.fund import Check, Fund

RATE_DECIMALS = 6


def said_sum(total: Sum, currency: str) -> str:
    """« 12 500 € », and what is missing from it."""
    text = money(total.known, currency, spoken())
    if total.is_whole:
        return text
    return _("%(sum)s + %(number)s à confirmer") % {"sum": text, "number": total.unknown}


def rate_in_words(rate: ExchangeRate) -> str:
    """« 1 EUR = 1,5 CAD, 3 mars 2026 – source »."""
    text = f"1 {rate.base} = {number(rate.rate, spoken(), decimals=RATE_DECIMALS)} {rate.quote}, {plain_day(rate.day, spoken())} – {rate.source}"
    return _("%(rate)s (fictif)") % {"rate": text} if rate.is_fictitious else text


def totals_table(readings: Sequence[Reading], currency: str) -> dict[str, Any]:
    """By year and party: own funds, grants, and what they add up to."""
    groups = defaultdict[tuple[int, str, str], list[Reading]](list)
    for reading in readings:
        party = reading.line.party
        groups[-reading.line.year, party.shore, party.name].append(reading)
    rows = [
        [
            {"text": f"{-year}"},
            {"text": name, "label": _("Partie :")},
            *_three_sums(groups[year, shore, name], currency),
        ]
        for year, shore, name in sorted(groups)
    ]
    labels = [_("Année"), _("Partie"), _("Fonds propres"), _("Subventions"), _("Ensemble")]
    return {
        "columns": [{"label": label, "number": place > 1} for place, label in enumerate(labels)],
        "rows": rows,
        "total": [{"text": _("En tout")}, {"text": ""}, *_three_sums(readings, currency)],
    }


def _three_sums(readings: Sequence[Reading], currency: str) -> list[dict[str, Any]]:
    own = [reading for reading in readings if reading.line.kind == MoneyKind.OWN]
    granted = [reading for reading in readings if reading.line.kind != MoneyKind.OWN]
    labels = [_("Fonds propres :"), _("Subventions :"), _("Ensemble :")]
    return [
        {"text": said_sum(added(part), currency), "number": True, "label": label}
        for label, part in zip(labels, (own, granted, readings), strict=True)
    ]


def line_rows(readings: Iterable[Reading], agreement: Agreement, *, may_change: bool) -> list[dict[str, Any]]:
    """Each line: what it says, what it is worth in the currency of the page, and at which rate."""
    return [
        {
            "label": reading.line.label,
            "url": reverse("agreements:money_line", args=[agreement.slug, reading.line.pk])
            if may_change
            else "",
            "kind": reading.line.get_kind_display(),
            "party": reading.line.party.name,
            "year": reading.line.year,
            "day": reading.line.day,
            "source": reading.line.source,
            "amount": _amount(reading),
            "rate": _rate_note(reading),
        }
        for reading in readings
    ]


def _amount(reading: Reading) -> str:
    line = reading.line
    return money(line.amount, line.currency, spoken()) if line.amount else _("à confirmer")


def _rate_note(reading: Reading) -> str:
    if reading.lacks_a_rate:
        return _("Aucun taux de change connu ce jour-là : ce montant n’est pas compté.")
    if reading.rate is None or reading.worth is None:
        return ""
    other = Currency.CAD if reading.line.currency == Currency.EUR else Currency.EUR
    worth = money(reading.worth, other, spoken())
    return _("≈ %(worth)s au taux : %(rate)s") % {"worth": worth, "rate": rate_in_words(reading.rate)}


def check_groups(fund: Fund, checks: Sequence[Check]) -> list[dict[str, Any]]:
    """By rule: its words, its sources, and one line for each answer."""
    return [
        {
            "title": rule.key.label,
            "rule": rule,
            "answers": [
                {"kind": check.verdict.value, "verdict": check.verdict.label, "text": check_in_words(check)}
                for check in checks
                if check.rule == rule.key
            ],
        }
        for rule in fund.rules
    ]


def check_in_words(check: Check) -> str:
    """« Il manque 3 500 € de fonds propres côté Chambéry… »."""
    words = {
        FundRuleKey.MATCH: _match_in_words,
        FundRuleKey.CEILING: _ceiling_in_words,
        FundRuleKey.SPAN: _span_in_words,
        FundRuleKey.RECIPROCITY: _reciprocity_in_words,
    }
    return words[check.rule](check)


def _facts(check: Check) -> dict[str, str]:
    assert check.side is not None
    currency = check.side.currency
    return {
        "side": check.side.name,
        "gap": money(check.gap, currency, spoken()),
        "own": said_sum(check.own, currency) if check.own else "",
        "granted": said_sum(check.granted, currency) if check.granted else "",
        "limit": money(check.limit, currency, spoken()) if check.limit is not None else "",
        "year": str(check.year),
    }


def _match_in_words(check: Check) -> str:
    assert check.granted is not None
    if check.verdict == Verdict.NO:
        text = _(
            "Il manque %(gap)s de fonds propres côté %(side)s : %(own)s pour %(granted)s demandés au Fonds."
        )
    elif check.verdict == Verdict.UNKNOWN and check.gap:
        text = _(
            "Côté %(side)s, il manque %(gap)s de fonds propres tant que les montants à confirmer ne sont pas connus : "
            "%(own)s pour %(granted)s demandés au Fonds."
        )
    elif check.verdict == Verdict.UNKNOWN:
        text = _(
            "Côté %(side)s, le montant demandé au Fonds reste à confirmer : %(own)s de fonds propres pour %(granted)s."
        )
    elif not check.granted.known:
        text = _("Côté %(side)s, rien n’est demandé au Fonds : rien à égaler.")
    else:
        text = _("Côté %(side)s, %(own)s de fonds propres pour %(granted)s demandés au Fonds.")
    return text % _facts(check)


def _ceiling_in_words(check: Check) -> str:
    text = {
        Verdict.YES: _("Côté %(side)s, %(year)s : %(granted)s, dans la limite de %(limit)s."),
        Verdict.NO: _("Côté %(side)s, %(year)s : %(gap)s de trop. %(granted)s demandés, %(limit)s au plus."),
        Verdict.UNKNOWN: _(
            "Côté %(side)s, %(year)s : un montant reste à confirmer. %(granted)s, %(limit)s au plus."
        ),
    }[check.verdict]
    return text % _facts(check)


def _span_in_words(check: Check) -> str:
    first, last = check.years[0], check.years[-1]
    if check.verdict == Verdict.NO:
        text = _("De %(first)s à %(last)s : %(number)s années, c’est trop long.")
    else:
        text = _("%(first)s et %(last)s.") if first < last else _("%(first)s seulement.")
    return text % {"first": first, "last": last, "number": last - first + 1}


def _reciprocity_in_words(check: Check) -> str:
    text = {
        Verdict.YES: _("Côté %(side)s, %(own)s de fonds propres."),
        Verdict.NO: _("Côté %(side)s, aucun fonds propre n’est inscrit."),
        Verdict.UNKNOWN: _("Côté %(side)s, des fonds propres sont inscrits, sans montant encore."),
    }[check.verdict]
    return text % _facts(check)
