"""Where the texts of modules and paths lead: addresses in their form, told once, spelled one way."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from maillage.learning.enums import Part
from maillage.learning.rules.rendering import READER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.learning.rules.text import Block

PAGE = re.compile(r"^/(?:(?:fr-ca|fr-fr|en)/)?apprendre/(?P<kind>modules|parcours)/(?P<code>[\w-]+)/")


@dataclass(frozen=True, kw_only=True, order=True)
class Finding:
    """What is wrong in one file, or what deserves a look when it is no fault."""

    where: str
    said: str
    is_fault: bool = True


@dataclass(frozen=True, kw_only=True, order=True)
class Link:
    """Somewhere a file leads."""

    where: str
    address: str

    @property
    def is_outside(self) -> bool:
        return "://" in self.address or self.address.startswith("//")


def addresses_in(text: str) -> list[str]:
    """Those of the links of some CommonMark, in order."""
    tokens = [inner for token in READER.parse(text) for inner in token.children or ()]
    return [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]


def addresses_of(blocks: Iterable[Block]) -> list[str]:
    """Those of a module: its links and its films."""
    found = []
    for block in blocks:
        for piece in block.all_pieces:
            if piece.kind is None:
                found += addresses_in(piece.text)
            elif piece.kind == Part.VIDEO:
                found.append(piece.told.partition(" ")[0])
    return found


def findings_about(link: Link) -> list[Finding]:
    """Of the form of an outside address."""
    try:
        parts = urlsplit(link.address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - read, it says whether it is one
    except ValueError:
        return [_finding(link, _("« %(address)s » n’est pas une adresse"))]
    if parts.scheme == "http":
        return [_finding(link, _("« %(address)s » n’est pas en https"), is_fault=False)]
    if parts.scheme != "https" or "@" in parts.netloc:
        return [_finding(link, _("« %(address)s » ne commence pas par https://"))]
    if "." not in host or host.startswith(".") or host.endswith(".") or re.search(r"\s", link.address):
        return [_finding(link, _("« %(address)s » n’a pas le nom d’un site"))]
    return []


def two_spellings(links: Iterable[Link]) -> list[Finding]:
    """One page under several addresses: whoever mends one would miss the other."""
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for link in sorted(links):
        known[spelled(link.address)].setdefault(link.address, link.where)
    return [
        Finding(
            where=where,
            said=_("« %(address)s » s’écrit aussi « %(first)s », dans %(file)s")
            % {"address": address, "first": next(iter(forms)), "file": next(iter(forms.values()))},
        )
        for forms in known.values()
        for address, where in list(forms.items())[1:]
    ]


def spelled(address: str) -> str:
    """The same for every way to write the address of one page."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80").rstrip(".")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"


def _finding(link: Link, said: str, *, is_fault: bool = True) -> Finding:
    return Finding(where=link.where, said=said % {"address": link.address}, is_fault=is_fault)
