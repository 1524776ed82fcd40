"""`maillage match`: the search of the site, from a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table

from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.common.viewer import Viewer
from maillage.directory.models import Network
from maillage.matching.queries import help_for

if TYPE_CHECKING:
    from maillage.matching.queries import Help, Suggestion


def match(*, text: str, network_slug: str, most: int, as_json: bool) -> None:
    """Print the help that a member of the network would see; without a network, what everyone sees.

    Exits with 2 and one line on standard error when the network is unknown or the text is refused.
    """
    viewer = Viewer(day=clock.today(), network_ids=_network_ids(network_slug))
    try:
        answer = help_for(text, viewer, most=most)
    except Refusal as refusal:
        raise _stop(str(refusal)) from refusal
    if as_json:
        typer.echo(json.dumps(_as_json(answer, text, network_slug, viewer), ensure_ascii=False))
    else:
        _print(answer)


def _network_ids(slug: str) -> frozenset[int]:
    if not slug:
        return frozenset()
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True))
        hint = (
            f"Réseaux connus : {known}."
            if known
            else "Aucun réseau encore : essayez `maillage demo --load-only`."
        )
        raise _stop(f"Le réseau « {slug} » n’existe pas. {hint}")
    return frozenset({network.pk})


def _stop(words: str) -> typer.Exit:
    typer.echo(words, err=True)
    return typer.Exit(2)


def _as_json(answer: Help, text: str, network_slug: str, viewer: Viewer) -> dict[str, Any]:
    return {
        "text": text,
        "network": network_slug or None,
        "day": viewer.day.isoformat(),
        "words_only": answer.words_only,
        "offers": [_row(suggestion) for suggestion in answer.suggestions],
    }


def _row(suggestion: Suggestion) -> dict[str, Any]:
    offer = suggestion.offer
    return {
        "rank": suggestion.rank,
        "offer": offer.pk,
        "title": offer.title,
        "organisation": offer.organisation.slug,
        "network": offer.network.slug,
        "kind": offer.kind,
        "strand": offer.strand.slug if offer.strand else None,
        "agreement": suggestion.agreement.slug if suggestion.agreement else None,
        "fit": suggestion.fit.value,
        "score": round(suggestion.score, 3),
        "reasons": [reason.text for reason in suggestion.reasons],
    }


def _print(answer: Help) -> None:
    console = Console()
    if not answer.suggestions:
        console.print("Aucune piste. Dites-le autrement, avec les mots de tous les jours.")
        return
    table = Table("", "Offre", "Organisation", "Réseau", "Pourquoi", show_lines=True)
    for suggestion in answer.suggestions:
        offer = suggestion.offer
        why = "\n".join(reason.text for reason in suggestion.reasons)
        table.add_row(
            str(suggestion.rank),
            offer.title,
            str(offer.organisation),
            str(offer.network),
            f"{suggestion.fit.label}\n{why}",
        )
    console.print(table)
    if answer.words_only:
        console.print("Mots seulement : la comparaison du sens n’est pas disponible.")
