"""Read official files from disk: CSV or JSON, whole, in a known encoding."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.directory.errors import FileIsTruncated, FileIsUnreadable, WrongEncoding
from maillage.directory.rules.lines import Line, OfficialFile, Remark

if TYPE_CHECKING:
    from pathlib import Path

UTF_8 = "utf-8-sig"  # with or without a byte order mark
LEGACY = "cp1252"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LONGEST_CELL = 1_000_000


def read_official_file(path: Path, *, encoding: str = UTF_8) -> OfficialFile:
    """The records of a CSV file with a header, or of a JSON list of objects.

    A line that does not have the columns of the header is set apart, with its number. Raises FileIsUnreadable,
    WrongEncoding, or FileIsTruncated when the file ends in the middle of a record.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise FileIsUnreadable(file=path.name, reason=fault.strerror or str(fault)) from fault
    text = _decoded(content, path.name, encoding)
    if not text.strip():
        raise FileIsUnreadable(file=path.name, reason=_("il est vide"))
    return _from_json(text, path.name) if text.lstrip().startswith("[") else _from_csv(text, path.name)


def _decoded(content: bytes, name: str, encoding: str) -> str:
    if content.startswith(UTF_16_MARKS) and encoding == UTF_8:
        raise WrongEncoding(file=name, line=1, found="utf-16", expected="UTF-8")
    try:
        return content.decode(encoding)
    except LookupError as fault:
        raise FileIsUnreadable(
            file=name, reason=_("encodage inconnu : %(name)s") % {"name": encoding}
        ) from fault
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        expected = "UTF-8" if encoding == UTF_8 else encoding
        found = LEGACY if encoding == UTF_8 else "utf-8"
        raise WrongEncoding(file=name, line=line, found=found, expected=expected) from fault


def _from_csv(text: str, name: str) -> OfficialFile:
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    lines: list[Line] = []
    broken: list[Remark] = []
    try:
        header = [column.strip() for column in next(rows)]
        for number, row in _numbered(rows):
            if len(row) == len(header):
                lines.append(Line(file=name, number=number, cells=_cells(header, row)))
            elif any(row):
                reason = _("%(found)s colonnes au lieu de %(expected)s : ligne coupée ?")
                reason = reason % {"found": len(row), "expected": len(header)}
                broken.append(Remark(file=name, number=number, code=row[0][:20], reason=reason))
    except csv.Error as fault:
        reason = _("un texte entre guillemets ne se ferme pas (%(fault)s, ligne %(line)s)")
        raise FileIsTruncated(file=name, reason=reason % {"fault": fault, "line": rows.line_num}) from fault
    return OfficialFile(name=name, columns=frozenset(header), lines=lines, broken=broken)


def _separator(text: str) -> str:
    """What stands between the titles of the first line: a comma, a semicolon or a tab."""
    titles = text.splitlines()[0]
    if "\t" in titles:
        return "\t"
    return ";" if titles.count(";") > titles.count(",") else ","


def _numbered(rows: Any) -> Any:
    """Each record with the number of its first line: a quoted text may run over several."""
    first = rows.line_num + 1
    for row in rows:
        yield first, row
        first = rows.line_num + 1


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    """By column; the first column wins when two have the same name."""
    return dict(zip(reversed(header), reversed(row), strict=True))


def _from_json(text: str, name: str) -> OfficialFile:
    try:
        records = json.loads(text)
    except json.JSONDecodeError as fault:
        reason = _("JSON interrompu à la ligne %(line)s") % {"line": fault.lineno}
        raise FileIsTruncated(file=name, reason=reason) from fault
    if not all(isinstance(record, dict) for record in records):
        raise FileIsUnreadable(file=name, reason=_("une liste d’objets est attendue"))
    lines = [
        Line(
            file=name,
            number=number,
            cells={key: "" if value is None else str(value) for key, value in record.items()},
        )
        for number, record in enumerate(records, start=1)
    ]
    columns = frozenset(lines[0].cells) if lines else frozenset()
    return OfficialFile(name=name, columns=columns, lines=lines, broken=[])
