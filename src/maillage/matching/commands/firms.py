"""The files of firms that commands read, each line held to its shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.matching.queries.programmes import sections_of_divisions
from maillage.matching.rules.firm_facts import FirmIsWrong, facts_told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from maillage.matching.rules.firm_facts import FactValue


class BadFirms(ValueError):  # noqa: N818 - the file is at fault, not the program
    """A file that cannot be read: which, at which line, and why."""

    def __init__(self, path: Path, why: str, number: int | None = None) -> None:
        where = (
            path.name
            if number is None
            else _("%(file)s, ligne %(number)s") % {"file": path.name, "number": number}
        )
        super().__init__(f"{where} : {why}")


def firms_in(path: Path) -> dict[str, dict[str, FactValue]]:
    """The facts of each firm by its identifier, in the order of the file. Raises BadFirms."""
    sections = sections_of_divisions()
    firms: dict[str, dict[str, FactValue]] = {}
    for number, row in rows_in(path):
        if not isinstance(row.get("facts"), dict):
            raise BadFirms(path, _("il manque « facts »"), number)
        try:
            firms[row["id"]] = facts_told(row["facts"], sections)
        except FirmIsWrong as fault:
            raise BadFirms(path, str(fault), number) from None
    return firms


def excluded_in(path: Path) -> dict[str, frozenset[str]]:
    """By firm, the programmes that another engine does not exclude. Raises BadFirms."""
    expected = {}
    for number, row in rows_in(path):
        if not isinstance(row.get("not_excluded"), list):
            raise BadFirms(path, _("il manque « not_excluded »"), number)
        expected[row["id"]] = frozenset(row["not_excluded"])
    return expected


def rows_in(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object and the number of its line; each has an identifier that no other has. Raises BadFirms."""
    seen: set[str] = set()
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        row = _object(path, number, line)
        if row["id"] in seen:
            raise BadFirms(path, _("« %(id)s » est déjà plus haut") % {"id": row["id"]}, number)
        seen.add(row["id"])
        yield number, row
    if not seen:
        raise BadFirms(path, _("le fichier est vide"))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise BadFirms(path, fault.strerror or str(fault)) from None
    except UnicodeDecodeError:
        raise BadFirms(path, _("le fichier n’est pas en UTF-8")) from None


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as fault:
        raise BadFirms(path, _("ce n’est pas du JSON (%(fault)s)") % {"fault": fault.msg}, number) from None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise BadFirms(path, _("un objet avec un « id » est attendu"), number)
    return row
