"""The lines of an official file, and what is said of them when they are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_NAME = 200
_SPACES = re.compile(r"\s+")
_BEFORE_HIGH_SIGNS = re.compile(r" ([;:!?])")
_SPOILT = re.compile("\ufffd|Ã[\u0080-\u00bf©¨ª´]|â€™")  # UTF-8 read as Windows-1252


@dataclass(frozen=True, kw_only=True)
class Line:
    """One record of a file, by the names of its columns."""

    file: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What an import has to say of one line. A refusal stops the whole import; a note does not."""

    file: str
    number: int
    code: str
    reason: str
    is_refusal: bool = True


@dataclass(frozen=True, kw_only=True)
class OfficialFile:
    """A file as read: its name, its columns, its records, and the lines that could not be cut into columns."""

    name: str
    columns: frozenset[str]
    lines: Sequence[Line]
    broken: Sequence[Remark]


class Coded(Protocol):
    """Whatever a line describes: it has a code and knows its line."""

    @property
    def code(self) -> str: ...
    @property
    def line(self) -> Line: ...


class LineIsRefused(ValueError):  # noqa: N818 - the line is at fault, not the program
    """The line cannot be understood; its message says why, to a person."""


def tidy(text: str) -> str:
    """Our typography: ’ for ', – for -- and for a lone -, no-break spaces, no double space."""
    plain = _SPACES.sub(" ", text).strip().replace("'", "’").replace("--", "–").replace(" - ", " – ")
    return _BEFORE_HIGH_SIGNS.sub("\u00a0\\1", plain)


def name_in(line: Line, column: str, *, longest: int = LONGEST_NAME) -> str:
    """The name in this column, in our typography. Raises LineIsRefused when it cannot be one."""
    name = tidy(line.get(column))
    if not name:
        raise LineIsRefused(_("il manque le nom (colonne « %(column)s »)") % {"column": column})
    if _SPOILT.search(name):
        raise LineIsRefused(_("texte abîmé par un mauvais encodage : « %(name)s »") % {"name": name})
    if len(name) > longest:
        raise LineIsRefused(_("nom de plus de %(longest)s signes") % {"longest": longest})
    return name


def code_in(line: Line, column: str, shape: re.Pattern[str]) -> str:
    """The code in this column. Raises LineIsRefused when it has not the official shape."""
    code = line.get(column)
    if not shape.fullmatch(code):
        raise LineIsRefused(
            _("code « %(code)s » mal formé (colonne « %(column)s »)") % {"code": code, "column": column}
        )
    return code


def refused(line: Line, code: str, reason: str) -> Remark:
    return Remark(file=line.file, number=line.number, code=code, reason=reason)


def noted(line: Line, code: str, reason: str) -> Remark:
    return Remark(file=line.file, number=line.number, code=code, reason=reason, is_refusal=False)
