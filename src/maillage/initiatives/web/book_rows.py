"""Sums and rows of the book, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.agreements.enums import Currency
from maillage.initiatives.enums import ContributionKind, ContributionPurpose
from maillage.ui.formats import money, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from maillage.initiatives.models import Contribution, Instalment
    from maillage.initiatives.queries.book import Ledger, Sums

Row = dict[str, Any]


def said(amount: Any, currency: str) -> str:
    return money(amount, currency, spoken())


def headline(ledgers: Iterable[Ledger]) -> str:
    """« 1 200 000 $ en tout »; a currency is never turned into another, nor hours into money."""
    sums = " + ".join(said(ledger.total.headline, ledger.currency) for ledger in ledgers)
    return _("%(sums)s en tout") % {"sums": sums} if sums else _("Aucune contribution pour l’instant")


def ledger_rows(ledger: Ledger, *, keep: str, shows_late: bool) -> Row:
    """One currency on the page. `keep`: the address of the page, to narrow it to a funder."""
    largest, most = max(ledger.by_funder, key=lambda pair: pair[1].headline)
    newest = ledger.newest
    return {
        "id": ledger.currency.lower(),
        "title": _("En euros") if ledger.currency == Currency.EUR else _("En dollars canadiens"),
        "stats": [
            {
                "value": said(newest.amount, ledger.currency),
                "label": _("maintenant : %(funder)s, %(day)s")
                % {"funder": newest.funder, "day": plain_day(newest.promised_on, spoken())},
                "url": reverse("initiatives:contribution", args=[newest.pk]),
                "proof": _("Cette contribution"),
            },
            {
                "value": said(most.headline, ledger.currency),
                "label": _("d’un seul bailleur : %(funder)s") % {"funder": largest},
                "url": f"{keep}&bailleur={largest.slug}",
                "proof": _("Ce qu’il donne"),
            },
            {
                "value": said(ledger.total.headline, ledger.currency),
                "label": ngettext(
                    "en tout, en %(number)s contribution",
                    "en tout, en %(number)s contributions",
                    ledger.contributions,
                )
                % {"number": ledger.contributions},
                "url": "#contributions",
                "proof": _("Une à une"),
            },
        ],
        "split": _split(ledger),
        "tables": [
            _table(
                _("Par bailleur"),
                _("Bailleur"),
                [(str(f), f"{keep}&bailleur={f.slug}", s) for f, s in ledger.by_funder],
                ledger,
                shows_late=shows_late,
            ),
            _table(
                _("Par usage"),
                _("Pour quel usage"),
                [(str(ContributionPurpose(key).label), "", s) for key, s in ledger.by_purpose],
                ledger,
                shows_late=shows_late,
            ),
            _table(
                _("Par nature"),
                _("Nature"),
                [(str(ContributionKind(key).label), "", s) for key, s in ledger.by_kind],
                ledger,
                shows_late=shows_late,
            ),
        ],
    }


def _split(ledger: Ledger) -> list[Row]:
    """Money beside what is given in kind; nothing when there is one of them only."""
    in_kind, total = ledger.total.in_kind, ledger.total.amount
    if in_kind in {0, total}:
        return []
    parts = [(_("en argent"), total - in_kind), (_("en nature, valeur déclarée"), in_kind)]
    return [
        {
            "label": label,
            "percent": round(100 * amount / total),
            "value": said(amount, ledger.currency),
        }
        for label, amount in parts
    ]


def _table(
    caption: str, named: str, rows: Iterable[tuple[str, str, Sums]], ledger: Ledger, *, shows_late: bool
) -> Row:
    labels = [_("Promis"), _("Reçu"), *([_("En retard")] if shows_late else [])]

    def cells(sums: Sums) -> list[Row]:
        amounts = [sums.amount, sums.received, *([sums.late] if shows_late else [])]
        return [
            {"text": said(amount, ledger.currency), "number": True, "label": f"{label} :"}
            for label, amount in zip(labels, amounts, strict=True)
        ]

    return {
        "caption": caption,
        "columns": [{"label": named}, *({"label": label, "number": True} for label in labels)],
        "rows": [[{"text": name, "url": url}, *cells(sums)] for name, url, sums in rows],
        "total": [{"text": _("En tout")}, *cells(ledger.total)],
    }


def contribution_link(row: Contribution) -> Row:
    """As `ui/parts/links.html` takes it; the row carries `amount` and its funder."""
    amount: Any = getattr(row, "amount", row.total)
    told = [
        f"{row.get_kind_display()}, {row.get_purpose_display()}",
        _("promise le %(day)s") % {"day": plain_day(row.promised_on, spoken())},
    ]
    tags = ["" if row.is_published else _("non publiée"), _("fictif") if row.is_fictitious else ""]
    return {
        "label": f"{row.funder} : {said(amount, row.currency)}",
        "url": row.get_absolute_url(),
        "note": f"{row.title} – {' – '.join(told)}",
        "tag": ", ".join(filter(None, tags)),
    }


def late_link(row: Instalment, day: date) -> Row:
    gift = row.contribution
    days = (day - row.due_on).days
    return {
        "label": f"{gift.funder} : {said(row.amount, gift.currency)}",
        "url": gift.get_absolute_url(),
        "note": ngettext(
            "%(title)s – attendu le %(day)s, %(number)s jour de retard",
            "%(title)s – attendu le %(day)s, %(number)s jours de retard",
            days,
        )
        % {"title": gift.title, "day": plain_day(row.due_on, spoken()), "number": days},
        "tag": "" if row.invoiced_on else _("pas encore facturé"),
    }
