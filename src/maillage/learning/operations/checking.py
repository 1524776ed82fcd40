"""A folder of modules and paths, looked over without a database: what it names is there, where it leads has its form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.learning.errors import ModuleIsRefused, PathIsRefused
from maillage.learning.operations.importing import MODULES, PATHS, module_in, path_in
from maillage.learning.rules.content import waiting_for_one_another
from maillage.learning.rules.links import (
    PAGE,
    Finding,
    Link,
    addresses_in,
    addresses_of,
    findings_about,
    two_spellings,
)
from maillage.learning.rules.path_sketches import Known, faults_of_path
from maillage.learning.rules.picture_files import MOST_KEPT, PictureError, picture_file
from maillage.learning.rules.pictures import film_said, is_film
from maillage.learning.rules.text import blocks_of, items_of, pictures_named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from maillage.learning.rules.content import ModuleDraft, PathDraft

OUR_LANGUAGE = "fr-ca"
PICTURES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """findings: in the order of the files. outside: each address that leads out, once a file."""

    findings: list[Finding]
    outside: list[Link]


@dataclass(frozen=True, kw_only=True)
class _Folder:
    """What the files say; refused: those that say nothing that can be read."""

    modules: Mapping[str, ModuleDraft]
    paths: Mapping[str, PathDraft]
    refused: list[Finding]


def check_learning(folder: Path) -> Checked:
    """Of a folder laid out as content/. Nothing is stored, nothing is asked of the network."""
    read = _read(folder)
    links = sorted({*_links_of_modules(read), *_links_of_paths(read)})
    outside = [link for link in links if link.is_outside]
    findings = [
        *read.refused,
        *_of_paths(read, folder),
        *_of_items(read, folder),
        *_of_pictures(read, folder / MODULES),
        *_of_waiting(read),
        *(finding for link in outside for finding in findings_about(link)),
        *two_spellings(outside),
        *(finding for link in links if not link.is_outside for finding in _of_our_page(link, read)),
    ]
    return Checked(findings=sorted(findings), outside=outside)


def _read(folder: Path) -> _Folder:
    modules, paths, refused = {}, {}, []
    for file in sorted((folder / MODULES).glob("*.md")):
        try:
            modules[file.stem] = module_in(file)
        except ModuleIsRefused as fault:
            refused.append(Finding(where=file.name, said=str(fault.facts["reason"])))
    for file in sorted((folder / PATHS).glob("*.yaml")):
        try:
            paths[file.stem] = path_in(file)
        except PathIsRefused as fault:
            refused.append(Finding(where=file.name, said=str(fault.facts["reason"])))
    return _Folder(modules=modules, paths=paths, refused=refused)


def _links_of_modules(read: _Folder) -> list[Link]:
    return [
        Link(where=f"{code}.md", address=address)
        for code, draft in read.modules.items()
        for address in [
            *addresses_of(blocks_of(draft.fields["text"])),
            *(row["url"] for row in draft.fields["sources"]),
        ]
    ]


def _links_of_paths(read: _Folder) -> list[Link]:
    return [
        Link(where=f"{code}.yaml", address=address)
        for code, draft in read.paths.items()
        for name in ("guide", "project")
        for address in addresses_in(draft.fields[name])
    ]


def _of_paths(read: _Folder, folder: Path) -> list[Finding]:
    """Without the files of the reference, its competences and roles are taken at their word."""
    competences, roles = _reference(folder / "skills")
    found = []
    for code, draft in read.paths.items():
        measured = {*draft.fields["before"], *draft.fields["after"]}
        known = Known(
            modules=read.modules.keys(),
            roles=roles if roles is not None else {draft.role, *draft.fields["audience"]},
            competences=competences if competences is not None else measured,
        )
        found += [Finding(where=f"{code}.yaml", said=said) for said in faults_of_path(draft, known)]
    for code, module in read.modules.items():
        named = {*module.gains, *module.requires}
        if competences is not None and (stray := sorted(named - set(competences))):
            said = _("compétences inconnues : %(codes)s") % {"codes": ", ".join(stray)}
            found.append(Finding(where=f"{code}.md", said=said))
    return found


def _reference(folder: Path) -> tuple[Collection[str] | None, Collection[str] | None]:
    """The codes of the competences and the names of the roles; None for what has no file."""
    framework, roles = folder / "framework.json", folder / "roles.json"
    competences = None
    if framework.is_file():
        areas = json.loads(framework.read_text(encoding="utf-8"))["areas"]
        competences = {row["code"] for area in areas for row in area["competences"]}
    if not roles.is_file():
        return competences, None
    return competences, {row["slug"] for row in json.loads(roles.read_text(encoding="utf-8"))["roles"]}


def _of_items(read: _Folder, folder: Path) -> list[Finding]:
    """Questions that are in no bank; nothing is said where there is no bank."""
    files = sorted((folder / "items").glob("area*.json"))
    known = {row["id"] for file in files for row in json.loads(file.read_text(encoding="utf-8"))}
    return [
        Finding(where=f"{code}.md", said=_("question inconnue : %(code)s") % {"code": asked})
        for code, draft in read.modules.items()
        for asked in items_of(blocks_of(draft.fields["text"]))
        if files and asked not in known
    ]


def _of_pictures(read: _Folder, folder: Path) -> list[Finding]:
    named = [
        (code, name)
        for code, draft in read.modules.items()
        for name in pictures_named(blocks_of(draft.fields["text"]))
    ]
    shown = {name for _code, name in named}
    found = [
        Finding(where=f"{code}.md", said=_picture_said(name, reason))
        for code, name in named
        if (reason := _fault_of_picture(folder / name))
    ]
    for file in sorted(folder.glob("*")):
        if is_film(file.name):
            found.append(Finding(where=file.name, said=film_said(file.name)))
        elif file.suffix.lower() in PICTURES and file.name not in shown:
            found.append(
                Finding(where=file.name, said=_("aucun module ne montre cette image"), is_fault=False)
            )
    return found


def _picture_said(name: str, reason: str) -> str:
    return _("l’image « %(name)s » : %(reason)s") % {"name": name, "reason": reason}


def _fault_of_picture(file: Path) -> str:
    if not file.is_file():
        return _("elle n’est pas à côté du texte")
    if file.stat().st_size > MOST_KEPT:
        return _("elle pèse plus de %(most)s Mo") % {"most": MOST_KEPT // 1_000_000}
    try:
        picture_file(file.read_bytes())
    except PictureError as fault:
        return str(fault)
    return ""


def _of_waiting(read: _Folder) -> list[Finding]:
    stuck = waiting_for_one_another(read.modules.values())
    said = _("ces modules s’attendent l’un l’autre : %(names)s") % {"names": ", ".join(stuck)}
    return [Finding(where=f"{stuck[0]}.md", said=said)] if stuck else []


def _of_our_page(link: Link, read: _Folder) -> list[Finding]:
    """A page of the site that is not there, or whose module or path is not in the folder."""
    address = link.address
    if address.startswith(("#", "mailto:")):
        return []
    if page := PAGE.match(address):
        known = read.modules if page["kind"] == "modules" else read.paths
        leads = page["code"] in known and _is_ours(address)
    else:
        leads = address.startswith("/") and _is_ours(address)
    said = _("« %(address)s » ne mène nulle part sur le site") % {"address": address}
    return [] if leads else [Finding(where=link.where, said=said)]


def _is_ours(address: str) -> bool:
    """With or without a language, which the site adds by itself."""
    path = address.partition("#")[0].partition("?")[0]
    with translation.override(OUR_LANGUAGE):
        for tried in (path, f"/{OUR_LANGUAGE}{path}"):
            try:
                resolve(tried)
            except Resolver404:
                continue
            return True
    return False
