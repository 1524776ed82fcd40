"""`maillage route`: the needs of a day shared out, from a terminal."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import typer
from django.utils.timezone import make_aware

from maillage.common import clock
from maillage.common.zones import day_of
from maillage.directory.models import Network
from maillage.matching.enums import LeftAside
from maillage.matching.operations import route_needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.matching.models import RoutedNeed


def route(*, network_slug: str, day: str, dry_run: bool, as_json: bool) -> None:
    """Share out the needs that wait, print which offer is kept for each, and who was left aside and why.

    Exits with 2 and one line on standard error when the network or the day is unknown.
    """
    networks = list(Network.objects.order_by("slug"))
    chosen = [network for network in networks if network_slug in {"", network.slug}]
    if not chosen:
        known = ", ".join(network.slug for network in networks)
        raise _stop(f"Le réseau « {network_slug} » n’existe pas. Réseaux connus : {known or 'aucun'}.")
    now = _moment(day)
    rows = route_needs(networks=chosen, now=now, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(_as_json(rows, day_of(now), dry_run=dry_run), ensure_ascii=False))
    else:
        _print(rows)


def _moment(day: str) -> datetime:
    """Now; or noon of another day."""
    now = clock.now()
    try:
        asked = date.fromisoformat(day) if day else day_of(now)
    except ValueError as unreadable:
        raise _stop(f"« {day} » n’est pas un jour : écrivez 2026-12-01.") from unreadable
    return now if asked == day_of(now) else make_aware(datetime.combine(asked, time(12)))


def _stop(words: str) -> typer.Exit:
    typer.echo(words, err=True)
    return typer.Exit(2)


def _as_json(rows: Sequence[RoutedNeed], day: date, *, dry_run: bool) -> dict[str, Any]:
    kept = [row for row in rows if row.offer_id is not None]
    return {
        "day": day.isoformat(),
        "dry_run": dry_run,
        "needs": len(rows),
        "routed": [
            {
                "need": row.need_id,
                "network": row.need.network.slug,
                "offer": row.offer_id,
                "score": round(row.score or 0.0, 3),
            }
            for row in kept
        ],
        "left_aside": [
            {"need": row.need_id, "network": row.need.network.slug, "reason": row.left_aside}
            for row in rows
            if row.left_aside
        ],
        "most_for_one_offer": max(Counter(row.offer_id for row in kept).values(), default=0),
    }


def _print(rows: Sequence[RoutedNeed]) -> None:
    kept = [row for row in rows if row.offer is not None]
    typer.echo(f"{len(kept)} besoins répartis sur {len(rows)}.")
    for row in kept:
        typer.echo(f"  {row.need} → {row.offer}")
    for reason in LeftAside:
        aside = [row for row in rows if row.left_aside == reason]
        if aside:
            typer.echo(f"{reason.label} : {len(aside)}")
            for row in aside:
                typer.echo(f"  {row.need}")
