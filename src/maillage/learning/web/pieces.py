"""The blocks of a module, in the shapes that its parts take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.learning.enums import Part
from maillage.learning.queries import items_named
from maillage.learning.queries.pictures import pictures_of
from maillage.learning.rules.pictures import picture_told
from maillage.learning.rules.rendering import html_of
from maillage.learning.rules.text import items_of, pictures_named
from maillage.learning.web.practice import NOBODY, Practising, practice_row, right_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage.assessments.models import Item
    from maillage.learning.models import Module, ModulePicture, ModuleVersion
    from maillage.learning.rules.text import Block, Piece

Row = dict[str, Any]
FORMS = ("md", "txt")


@dataclass(frozen=True, kw_only=True)
class Showing:
    """How pieces are shown: under which rank of title, and with what was answered. code: of the module, empty in a preview.

    exported: the code of the module on pages that are carried away, where documents and pictures are files beside them.
    pictures: those of the module, by name.
    """

    code: str
    items: Mapping[str, Item]
    level: int = 2
    exported: str = ""
    pictures: Mapping[str, ModulePicture] = field(default_factory=dict)
    data: QueryDict | None = None  # None on paper: questions are then shown with their answers folded
    practising: Practising = NOBODY

    def block(self, block: Block) -> Row:
        counts = dict.fromkeys(Part, 0)
        rows = [self._piece(piece, block, counts) for piece in block.pieces]
        return {
            "title": block.title,
            "position": block.position,
            "id": f"bloc-{block.position}",
            "pieces": rows,
        }

    def _piece(self, piece: Piece, block: Block, counts: dict[Part, int]) -> Row:
        if piece.kind is None:
            return {"kind": "text", "html": html_of(piece.text, highest=self.level + 1)}
        counts[piece.kind] += 1
        rank = counts[piece.kind]
        row: Row = {
            "kind": str(piece.kind),
            "label": str(piece.kind.label),
            "title": piece.told or str(piece.kind.label),
            "level": self.level,
            "rank": rank,
            "id": f"{piece.kind}-{block.position}-{rank}",
        }
        if piece.kind == Part.QUIZ:
            return row | self._quiz(piece)
        if piece.kind == Part.VIDEO:
            address, _space, title = piece.told.partition(" ")
            row |= {"address": address if address.startswith("https://") else "", "title": title or address}
        if piece.kind == Part.PICTURE:
            return row | self._picture(piece, block, counts)
        if piece.kind == Part.TEMPLATE:
            row["files"] = self._files(block, rank)
        if piece.kind == Part.EXERCISE and self.code:
            row["answer_url"] = reverse("learning:exercise", args=[self.code, block.position, rank])
        return row | {"inner": [self._piece(inner, block, counts) for inner in piece.pieces]}

    def _files(self, block: Block, rank: int) -> list[Row]:
        if self.exported:
            return [{"label": ".md", "url": exported_name(self.exported, block, rank)}]
        if not self.code:
            return []
        places = [(form, [self.code, block.position, rank, form]) for form in FORMS]
        return [
            {"label": f".{form}", "url": reverse("learning:template", args=place)} for form, place in places
        ]

    def _picture(self, piece: Piece, block: Block, counts: dict[Part, int]) -> Row:
        told = picture_told(piece.told, piece.own_text)
        found = self.pictures.get(told.name)
        inside = [inner for inner in piece.pieces if inner.kind is not None]
        return {
            "alternative": told.alternative,
            "caption": html_of(told.caption) if told.caption else "",
            "source": told.source,
            "src": self._address(found) if found else "",
            "width": found.width if found else None,
            "height": found.height if found else None,
            "inner": [self._piece(inner, block, counts) for inner in inside],
        }

    def _address(self, picture: ModulePicture) -> str:
        return exported_picture(self.exported, picture.name) if self.exported else picture.get_absolute_url()

    def _quiz(self, piece: Piece) -> Row:
        found = [self.items[code] for code in piece.words_of if code in self.items]
        if self.data is None:
            rows = [practice_row(item, QueryDict()) | {"answer": right_answer(item)} for item in found]
        else:
            rows = [practice_row(item, self.data) for item in found]
        return {
            "questions": [row | {"send": self.practising.send} for row in rows],
            "on_paper": self.data is None,
            "counting": self.practising.state,
        }


def shown(
    blocks: Sequence[Block],
    *,
    module: Module,
    code: str,
    level: int = 2,
    data: QueryDict | None = None,
    practising: Practising = NOBODY,
) -> list[Row]:
    """What `learning/parts/piece.html` takes, block by block; one query for all the questions, one for the pictures if there are."""
    named = pictures_named(list(blocks))
    pictures = {row.name: row for row in pictures_of([module])} if named else {}
    items = items_named(items_of(list(blocks)))
    showing = Showing(
        code=code, items=items, level=level, data=data, pictures=pictures, practising=practising
    )
    return [showing.block(block) for block in blocks]


def template_document(version: ModuleVersion, block: Block, rank: int) -> tuple[str, str] | None:
    """The title and the text of one document to fill in, from 1, with where it comes from; None when the block has no such one."""
    found = block.parts(Part.TEMPLATE)
    if not 1 <= rank <= len(found):
        return None
    title = found[rank - 1].told
    text = "\n".join(inner.text for inner in found[rank - 1].pieces if inner.kind is None)
    from_where = _("Maillage, module « %(title)s », version %(number)s") % {
        "title": version.title,
        "number": version.number,
    }
    return title, f"# {title}\n\n{text.strip()}\n\n{from_where}\n"


def exported_name(code: str, block: Block, rank: int) -> str:
    return f"documents/{code}-{block.position}-{rank}.md"


def exported_picture(code: str, name: str) -> str:
    return f"images/{code}-{name}"
