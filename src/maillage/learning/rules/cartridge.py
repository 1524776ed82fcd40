"""Pages of an IMS Common Cartridge (1.1 to 1.3), as drafts of modules."""

from __future__ import annotations

import json
import posixpath
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from maillage.common.text import free_name
from maillage.common.xml_files import XmlFaultError, read_xml
from maillage.learning.errors import UnreadableCartridge
from maillage.learning.models.modules import LONGEST_CODE, LONGEST_TEXT, LONGEST_TITLE
from maillage.learning.rules.from_html import Page
from maillage.learning.rules.text import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maillage.common.xml_files import Element

MANIFEST, SCHEMA, VERSIONS = "imsmanifest.xml", "IMS Common Cartridge", ("1.1", "1.2", "1.3")
MOST_FILES = 5_000
LARGEST_MANIFEST, LARGEST_PAGE, LARGEST_PAGES = 10_000_000, 2_000_000, 50_000_000  # bytes once unzipped
WEB, HTML = "webcontent", (".html", ".htm", ".xhtml")
HEAD = """---
id: {name}
version: "1"
title: {title}
summary: ""
minutes: null
language: {language}
audience: []
gains: {{}}
requires: {{}}
author: ""
reviewed_on: null
sources: []
---

"""


@dataclass(kw_only=True)
class Cartridge:
    """drafts: the text of each file, by name. left_out: what does not enter, with the reason. lost: what a page loses."""

    drafts: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def drafts_of(file: IO[bytes], *, language: str) -> Cartridge:
    """Read whole, or refused. Raises UnreadableCartridge."""
    with _unzipping():
        archive = ZipFile(file)
    with archive:
        _check(archive)
        return _read(archive, language)


@contextmanager
def _unzipping() -> Iterator[None]:
    """All that a zip raises when it is none, is damaged, ciphered (RuntimeError) or leads outside its bytes (OSError)."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
        raise UnreadableCartridge(reason=_("ce n’est pas un zip, ou il est abîmé ou chiffré")) from None


def _check(archive: ZipFile) -> None:
    names = archive.namelist()
    if len(names) > MOST_FILES:
        raise UnreadableCartridge(reason=_("il tient plus de %(most)s fichiers") % {"most": MOST_FILES})
    for name in names:
        if "\\" in name or name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise UnreadableCartridge(reason=_("un chemin sort du dossier : %(name)s") % {"name": name[:80]})
    # a zip gives no more of a file than what it declares
    pages = sum(one.file_size for one in archive.infolist() if one.filename.lower().endswith(HTML))
    if pages > LARGEST_PAGES:
        told = {"most": LARGEST_PAGES // 1_000_000}
        raise UnreadableCartridge(reason=_("ses pages passent %(most)s millions d’octets") % told)
    if MANIFEST not in names:
        raise UnreadableCartridge(reason=_("il n’y a pas de « %(name)s »") % {"name": MANIFEST})


def _read(archive: ZipFile, language: str) -> Cartridge:
    found = Cartridge()
    manifest = _manifest(archive)
    names = set(archive.namelist())
    for resource, title in _resources(manifest):
        kind, address = resource.attributes.get("type", ""), _address(resource)
        shown = title or address or resource.attributes.get("identifier", "?")
        if kind != WEB:
            found.left_out.append(_left_out(shown, _reason(kind)))
        elif not address.lower().endswith(HTML):
            found.left_out.append(_left_out(shown, _("un fichier, non une page")))
        elif address not in names:
            found.left_out.append(_left_out(shown, _("le fichier manque, ou il est déjà repris")))
        else:
            names.remove(address)
            _take(found, _bytes(archive, address, LARGEST_PAGE), title, address, language)
    return found


def _manifest(archive: ZipFile) -> Element:
    try:
        root = read_xml(_bytes(archive, MANIFEST, LARGEST_MANIFEST))
    except XmlFaultError as fault:
        reason = _("« %(name)s », ligne %(line)s, ne se lit pas") % {"name": MANIFEST, "line": fault.line}
        raise UnreadableCartridge(reason=reason) from None
    metadata = root.first("metadata")
    schema, version = (
        (one.text.strip() if metadata and (one := metadata.first(name)) else "")
        for name in ("schema", "schemaversion")
    )
    if root.tag != "manifest" or schema != SCHEMA or not version.startswith(VERSIONS):
        told = {"schema": schema[:40] or "?", "version": version[:20] or "?"}
        raise UnreadableCartridge(
            reason=_("ce n’est pas une Common Cartridge 1.1 à 1.3, mais « %(schema)s %(version)s »") % told
        )
    return root


def _resources(manifest: Element) -> Iterator[tuple[Element, str]]:
    """Each resource once, with its title: in the order of the course, then those that the course does not name."""
    holder = manifest.first("resources")
    waiting = {one.attributes.get("identifier", ""): one for one in holder.each("resource")} if holder else {}
    organizations = manifest.first("organizations")
    for item in _items(organizations) if organizations else ():
        resource = waiting.pop(item.attributes.get("identifierref", ""), None)
        if resource is not None:
            title = item.first("title")
            yield resource, " ".join(title.text.split()) if title else ""
    yield from ((resource, "") for resource in waiting.values())


def _items(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.tag == "item":
            yield child
        yield from _items(child)


def _address(resource: Element) -> str:
    href = resource.attributes.get("href", "").partition("?")[0].partition("#")[0]
    return posixpath.normpath(unquote(href)) if href else ""


def _reason(kind: str) -> str:
    reasons = {
        "imsqti": _("un questionnaire : « maillage instruments convert » lit GIFT et Moodle XML"),
        "imsdt": _("une discussion"),
        "imswl": _("un lien"),
        "imsbasiclti": _("un outil extérieur"),
    }
    return next((reason for start, reason in reasons.items() if kind.startswith(start)), kind[:60])


def _take(found: Cartridge, data: bytes, title: str, address: str, language: str) -> None:
    """One page: a draft more, or the reason why not."""
    try:
        page = Page(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        found.left_out.append(_left_out(title or address, _("la page n’est pas en UTF-8")))
        return
    plain = "".join(sign for sign in title or " ".join(page.title.split()) if sign.isprintable())
    heading = (plain or posixpath.splitext(posixpath.basename(address))[0])[:LONGEST_TITLE]
    text = page.text(heading)
    if not text or len(text) > LONGEST_TEXT or faults_of(text):
        reason = (
            _("la page est trop longue, ou dit ce qu’un module ne peut tenir")
            if text
            else _("la page est vide")
        )
        found.left_out.append(_left_out(heading, reason))
        return
    name = free_name(heading, found.drafts, longest=LONGEST_CODE - 4, otherwise="module")
    head = HEAD.format(name=name, title=json.dumps(heading, ensure_ascii=False), language=language)
    found.drafts[name] = head + text
    found.lost += [_left_out(name, lost) for lost in page.lost]


def _bytes(archive: ZipFile, name: str, most: int) -> bytes:
    """Unzipped, never further than that. Raises UnreadableCartridge beyond."""
    with _unzipping(), archive.open(name) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        told = {"name": name[:80], "most": most // 1_000_000}
        raise UnreadableCartridge(reason=_("« %(name)s » passe %(most)s millions d’octets") % told)
    return data


def _left_out(name: str, reason: str) -> str:
    return _("« %(name)s » : %(reason)s") % {"name": name[:80], "reason": reason}
