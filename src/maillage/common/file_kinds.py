"""What a file is, judged by what it holds. Its name only has to agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO
from zipfile import BadZipFile, ZipFile

HEAD = 8
ODT = b"application/vnd.oasis.opendocument.text"
MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)
NEVER_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """A kind of file that we take: its word, the endings of its names (ours first), what a browser is told."""

    key: str
    endings: tuple[str, ...]
    media_type: str

    @property
    def word(self) -> str:
        return self.key.upper()


_KINDS = [
    FileKind(key="pdf", endings=(".pdf",), media_type="application/pdf"),
    FileKind(key="png", endings=(".png",), media_type="image/png"),
    FileKind(key="jpeg", endings=(".jpg", ".jpeg"), media_type="image/jpeg"),
    FileKind(key="odt", endings=(".odt",), media_type=ODT.decode()),
    FileKind(key="docx", endings=(".docx",), media_type=f"{OFFICE}wordprocessingml.document"),
    FileKind(key="xlsx", endings=(".xlsx",), media_type=f"{OFFICE}spreadsheetml.sheet"),
    FileKind(key="csv", endings=(".csv",), media_type="text/csv"),
    FileKind(key="txt", endings=(".txt",), media_type="text/plain"),
]
FILE_KINDS = {kind.key: kind for kind in _KINDS}
ENDINGS = tuple(ending for kind in _KINDS for ending in kind.endings)


def kind_of(name: str, file: IO[bytes]) -> FileKind | None:
    """The kind that this name says and this content confirms; None otherwise. The file is left rewound.

    A document with macros is not one of ours. A text is a CSV file or a plain one as its name says.
    """
    ending = PurePath(name).suffix.lower()
    said = next((kind for kind in _KINDS if ending in kind.endings), None)
    if said is None:
        return None
    file.seek(0)
    try:
        return said if said.key in _held_by(file) else None
    finally:
        file.seek(0)


def _held_by(file: IO[bytes]) -> set[str]:
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return {"pdf"}
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return {"png"}
    if head.startswith(b"\xff\xd8\xff"):
        return {"jpeg"}
    if head.startswith(b"PK\x03\x04"):
        return _held_by_zip(file)
    return {"csv", "txt"} if _is_text(file.read()) else set()


def _held_by_zip(file: IO[bytes]) -> set[str]:
    """Told by the names of its members alone: nothing is unpacked but the first bytes of an OpenDocument's."""
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(MACROS.search(name) for name in names):
                return set()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return {"odt"} if member.read(len(ODT) + 1) == ODT else set()
    except (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
    ):  # damaged, encrypted, or packed unusually
        return set()
    if "[Content_Types].xml" not in names:
        return set()
    return {
        key for key, member in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")) if member in names
    }


def _is_text(content: bytes) -> bool:
    """Readable characters, in the encodings that people's programs write."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    for tried in (encoding, "cp1252"):
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        return bool(text.strip()) and not NEVER_IN_A_TEXT.search(text)
    return False
