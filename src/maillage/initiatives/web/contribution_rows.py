"""A contribution in rows: its instalments, what it is given to, what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.initiatives.models import Allocation, Initiative, Instalment
from maillage.initiatives.web.book_rows import said
from maillage.ui.editing import alone
from maillage.ui.formats import number, plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django import forms
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer
    from maillage.initiatives.models import Contribution, ContributionDocument

Row = dict[str, Any]


def book_address() -> str:
    return reverse("initiatives:contributions")


def withdraw_address(row: Instalment) -> str:
    return reverse("initiatives:instalment_withdraw", args=[row.contribution_id, row.pk])


def crumbs(contribution: Contribution | None, here: str = "") -> list[dict[str, str]]:
    """From the book to this page; without `here`, to the contribution."""
    above = [{"label": _("Contributions"), "url": book_address()}]
    if contribution is None:
        return [*above, {"label": here}]
    name = {"label": contribution.title}
    return (
        [*above, name | {"url": contribution.get_absolute_url()}, {"label": here}] if here else [*above, name]
    )


def form_page(
    request: Request,
    form: forms.BaseForm,
    contribution: Contribution,
    title: str,
    button: str,
    *,
    lead: str = "",
    away: Mapping[str, str] | None = None,
) -> HttpResponse:
    return alone(
        request,
        form,
        title=title,
        kicker=f"{contribution.funder} – {contribution.title}",
        lead=lead,
        button=button,
        crumbs=crumbs(contribution, title),
        back=contribution.get_absolute_url(),
        away=away,
    )


def lead(contribution: Contribution, instalments: Iterable[Instalment]) -> str:
    """« 500 000 $ promis, 250 000 $ reçus »."""
    received = sum(row.amount for row in instalments if row.ended_at is None and row.received_on)
    return _("%(total)s promis, %(received)s reçus, %(left)s à affecter") % {
        "total": said(contribution.total, contribution.currency),
        "received": said(received, contribution.currency),
        "left": said(contribution.left, contribution.currency),
    }


def facts(contribution: Contribution, *, readable_by: Viewer) -> list[Row]:
    told: list[Row] = [
        {
            "label": _("Bailleur"),
            "value": str(contribution.funder),
            "url": contribution.funder.get_absolute_url(),
        },
        {"label": _("Nature"), "value": str(contribution.get_kind_display())},
        {"label": _("Pour quel usage"), "value": str(contribution.get_purpose_display())},
        {"label": _("Promise le"), "day": contribution.promised_on},
        {
            "label": _("Dans le livre de"),
            "value": str(contribution.network),
            "url": contribution.network.get_absolute_url(),
        },
    ]
    reserved = contribution.restricted_to
    if reserved is not None and Initiative.objects.visible_to(readable_by).filter(pk=reserved.pk).exists():
        told.append({"label": _("Réservée à"), "value": reserved.title, "url": reserved.get_absolute_url()})
    if contribution.source:
        told.append({"label": _("Source"), "value": contribution.source})
    return told


def left(contribution: Contribution) -> Row:
    """How far it is given, as a bar."""
    given = said(contribution.allocated, contribution.currency)
    percent = round(100 * contribution.allocated / contribution.total) if contribution.total else 0
    return {
        "percent": percent,
        "text": _("%(given)s affectés") % {"given": given},
        "aside": _("%(left)s à affecter") % {"left": said(contribution.left, contribution.currency)},
    }


def instalment(row: Instalment, contribution: Contribution, day: date, *, may_keep: bool, sees: bool) -> Row:
    """`state`: received, invoiced, awaited; late, for those who see accounts."""
    address = reverse("initiatives:instalment", args=[contribution.pk, row.pk])
    actions = [
        *(
            [(_("Noter la facture"), f"{address}?noter=facture")]
            if not (row.invoiced_on or row.received_on)
            else []
        ),
        *([(_("Noter la réception"), f"{address}?noter=recu")] if row.received_on is None else []),
        (_("Corriger"), address),
    ]
    is_late = sees and row.received_on is None and row.due_on < day
    return {
        "amount": said(row.amount, contribution.currency),
        "due": plain_day(row.due_on, spoken()),
        "state": _("En retard") if is_late else _state(row),
        "kind": "unknown" if is_late or row.received_on is None else "yes",
        "days": _days(row),
        "kind_note": _in_kind(row, contribution),
        "actions": [{"label": label, "url": url} for label, url in actions] if may_keep else [],
    }


def _state(row: Instalment) -> str:
    if row.received_on is not None:
        return _("Reçu")
    return _("Facturé") if row.invoiced_on is not None else _("Promis")


def _days(row: Instalment) -> str:
    told = [
        (_("facturé le %(day)s"), row.invoiced_on),
        (_("reçu le %(day)s"), row.received_on),
    ]
    return ", ".join(text % {"day": plain_day(day, spoken())} for text, day in told if day)


def _in_kind(row: Instalment, contribution: Contribution) -> str:
    """« 120 heures à 85 $ : salaire chargé »."""
    if row.quantity is None or row.unit_value is None:
        return ""
    return _("%(quantity)s × %(unit)s, à %(value)s : %(method)s") % {
        "quantity": number(row.quantity, spoken()),
        "unit": row.unit,
        "value": said(row.unit_value, contribution.currency),
        "method": row.method,
    }


def allocation(row: Allocation, contribution: Contribution, readable: set[int], *, may_keep: bool) -> Row:
    label, url = target(row, readable)
    placed = (
        _("%(placed)s pris par des activités") % {"placed": said(row.placed, contribution.currency)}
        if row.placed
        else ""
    )
    return {
        "label": label,
        "url": url,
        "amount": said(row.amount, contribution.currency),
        "note": " – ".join(filter(None, [row.note, placed])),
        "change": reverse("initiatives:allocation", args=[contribution.pk, row.pk]) if may_keep else "",
    }


def target(row: Allocation, readable: set[int]) -> tuple[str, str]:
    """What it is given to; the name of an initiative that is not hers to read is not told."""
    if row.initiative is not None:
        if row.initiative.pk in readable:
            return row.initiative.title, row.initiative.get_absolute_url()
        return _("Une initiative qui n’est pas encore publiée"), ""
    assert row.agreement is not None  # one or the other, says the database
    return f"{row.agreement} – {row.strand}", row.agreement.get_absolute_url()


def past(
    contribution: Contribution,
    instalments: Iterable[Instalment],
    allocations: Iterable[Allocation],
    readable: set[int],
) -> list[Row]:
    """Rows that count no more, the last one ended first, as `ui/parts/timeline.html` takes them."""
    ended: list[tuple[Instalment | Allocation, str]] = [
        *((row, _("versement")) for row in instalments if row.ended_at),
        *((row, target(row, readable)[0]) for row in allocations if row.ended_at),
    ]
    return [
        {
            "title": f"{said(row.amount, contribution.currency)} – {label}",
            "at": row.ended_at,
            "note": row.ended_reason,
            "by": str(row.ended_by or ""),
            "state": "gap",
        }
        for row, label in sorted(ended, key=lambda pair: (pair[0].ended_at, pair[0].pk), reverse=True)
    ]


def document(row: ContributionDocument, *, may_keep: bool) -> Row:
    where = [row.contribution_id, row.pk]
    if row.archived_at is not None:
        who = _("archivé, pour la coordination seule")
    elif row.is_public:
        who = _("pour qui lit cette contribution")
    else:
        who = _("pour la coordination et le bailleur")
    return {
        "label": row.title,
        "url": reverse("initiatives:document", args=where),
        "note": f"{row.file_kind.word} – {who}",
        "is_fictitious": row.is_fictitious,
        "archive": reverse("initiatives:document_archive", args=where)
        if may_keep and row.archived_at is None
        else "",
    }
