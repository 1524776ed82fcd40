"""What a search of the catalogue asks, as its address says it: one address for one search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from maillage.matching.enums import CatalogueOrder, Facet, OfferKind, ProgrammeHelp

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_WORDS = 200
LONGEST_VALUE = 80
AMOUNTS = ("5000", "25000", "100000", "500000")  # at least, in the programme's own money
LANGUAGES = ("fr", "en")
OPEN_NOW = "1"
OFFERED: dict[Facet, tuple[str, ...]] = {
    Facet.KIND: tuple(OfferKind.values),
    Facet.GIVES: tuple(ProgrammeHelp.values),
    Facet.AMOUNT: AMOUNTS,
    Facet.OPEN: (OPEN_NOW,),
    Facet.LANGUAGE: LANGUAGES,
}


@dataclass(frozen=True, kw_only=True)
class CatalogueSearch:
    """Words, one value at most by facet, and an order. What is left out narrows nothing."""

    words: str = ""
    chosen: Mapping[Facet, str] = field(default_factory=dict)
    order: CatalogueOrder = CatalogueOrder.RECENT

    @property
    def query(self) -> str:
        """The part of the address after « ? », the same for the same search."""
        told = {"q": self.words} | {facet.value: self.chosen.get(facet, "") for facet in Facet}
        order = "" if self.order == usual_order(self.words) else self.order.value
        return urlencode({name: value for name, value in (told | {"tri": order}).items() if value})

    def without(self, facet: Facet) -> CatalogueSearch:
        kept = {name: value for name, value in self.chosen.items() if name != facet}
        return CatalogueSearch(words=self.words, chosen=kept, order=self.order)

    def without_words(self) -> CatalogueSearch:
        order = CatalogueOrder.RECENT if self.order == CatalogueOrder.RELEVANCE else self.order
        return CatalogueSearch(chosen=self.chosen, order=order)


def search_from(asked: Mapping[str, str]) -> CatalogueSearch:
    """Read an address. A value that no list could offer narrows nothing."""
    words = asked.get("q", "").replace("\x00", "")[:LONGEST_WORDS].strip()
    chosen = {facet: asked.get(facet.value, "") for facet in Facet}
    order = asked.get("tri", "")
    known = order in CatalogueOrder.values and (words or order != CatalogueOrder.RELEVANCE)
    return CatalogueSearch(
        words=words,
        chosen={facet: value for facet, value in chosen.items() if _may_be(facet, value)},
        order=CatalogueOrder(order) if known else usual_order(words),
    )


def search_in(query: str) -> CatalogueSearch:
    """Read a search that was kept."""
    return search_from(dict(parse_qsl(query)))


def usual_order(words: str) -> CatalogueOrder:
    return CatalogueOrder.RELEVANCE if words else CatalogueOrder.RECENT


def _may_be(facet: Facet, value: str) -> bool:
    if facet in OFFERED:
        return value in OFFERED[facet]
    return bool(value) and len(value) <= LONGEST_VALUE and "\x00" not in value
