"""The text of a module, cut into what is read one screen at a time. The form is told in content/paths/README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from maillage.learning.enums import Part
from maillage.learning.rules.pictures import faults_of_picture, picture_told

TITLE = re.compile(r"^## +(.+?) *$")
OPENING = re.compile(r"^::: *(\w+)(?: +(.+?))? *$")
CLOSING = ":::"


class TextError(ValueError):
    """What is wrong with a text, in the person's language."""


@dataclass(kw_only=True)
class Piece:
    """Some CommonMark, or a part with what it holds. told: what follows the name of a part: a title, codes, an address."""

    kind: Part | None = None
    told: str = ""
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    line: int = 0  # where it opens

    @property
    def own_text(self) -> str:
        """What it says itself, without the parts that it holds."""
        return "".join(inner.text for inner in self.pieces if inner.kind is None)

    @property
    def words_of(self) -> list[str]:
        return self.told.split()


@dataclass(kw_only=True)
class Block:
    """What stands under one title of the second rank. position: from 1. slug: the same as long as the title is."""

    position: int
    title: str
    pieces: list[Piece]

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60] or str(self.position)

    @property
    def all_pieces(self) -> list[Piece]:
        """Wherever they stand in it, in order."""
        return _all(self.pieces)

    def parts(self, kind: Part) -> list[Piece]:
        """Those of this kind, wherever they stand in it, in order."""
        return [piece for piece in self.all_pieces if piece.kind == kind]


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order. Raises TextError, with the line, when it does not hold the form."""
    blocks, faults = _read(text)
    if faults:
        raise TextError(faults[0])
    return blocks


def faults_of(text: str) -> list[str]:
    """All that is wrong with a text, each with its line."""
    return _read(text)[1]


def _read(text: str) -> tuple[list[Block], list[str]]:
    blocks: list[Block] = []
    opened: list[Piece] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        title = TITLE.match(line)
        if title and not opened:
            blocks.append(Block(position=len(blocks) + 1, title=title[1], pieces=[]))
        elif blocks:
            _take(line, number, blocks[-1], opened, faults)
        elif line.strip():
            faults.append(_("ligne %(line)s : le texte commence par un titre, « ## »") % {"line": number})
    if opened:
        faults.append(_("« ::: %(name)s » n’est pas fermé") % {"name": opened[-1].kind})
    if not blocks:
        faults.append(_("il n’y a aucun bloc : chaque bloc commence par un titre, « ## »"))
    return blocks, faults


def _take(line: str, number: int, block: Block, opened: list[Piece], faults: list[str]) -> None:
    """Put one line where it goes: in the part opened last, else in the block."""
    room = opened[-1].pieces if opened else block.pieces
    if opening := OPENING.match(line):
        if opening[1] not in Part.values:
            told = {"line": number, "name": opening[1], "known": ", ".join(Part.values)}
            faults.append(_("ligne %(line)s : « %(name)s » n’est pas une partie (%(known)s)") % told)
        kind = Part(opening[1]) if opening[1] in Part.values else None
        piece = Piece(kind=kind, told=opening[2] or "", line=number)
        room.append(piece)
        opened.append(piece)
    elif line.strip() == CLOSING:
        if not opened:
            faults.append(_("ligne %(line)s : « ::: » ferme ce qui n’est pas ouvert") % {"line": number})
        else:
            faults.extend(_faults_of_part(opened.pop()))
    elif room and room[-1].kind is None:
        room[-1].text += f"{line}\n"
    elif line.strip():
        room.append(Piece(text=f"{line}\n"))


def _faults_of_part(piece: Piece) -> list[str]:
    """What is wrong with a part that was just closed, with the line where it opens."""
    if piece.kind != Part.PICTURE:
        return []
    said = faults_of_picture(piece.told, piece.own_text)
    return [_("ligne %(line)s : %(fault)s") % {"line": piece.line, "fault": fault} for fault in said]


def pictures_named(blocks: list[Block]) -> list[str]:
    """The files of the pictures that they show, each once, in order."""
    named = [picture_told(piece.told, "").name for block in blocks for piece in block.parts(Part.PICTURE)]
    return list(dict.fromkeys(named))


def items_of(blocks: list[Block]) -> list[str]:
    """The codes of the questions that they ask, in order."""
    return [code for block in blocks for piece in block.parts(Part.QUIZ) for code in piece.words_of]


def _all(pieces: list[Piece]) -> list[Piece]:
    return [inner for piece in pieces for inner in [piece, *_all(piece.pieces)]]
