"""XML that strangers send, read without any of what makes it dangerous: no document type, no entity, bounded depth and size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat  # the handlers below refuse what could hurt

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST, MOST_ELEMENTS = 60, 400_000


class XmlFaultError(ValueError):
    """`line`: from 1. `is_forbidden`: well formed, but with what is never read here."""

    def __init__(self, line: int, *, is_forbidden: bool = False) -> None:
        super().__init__(line)
        self.line, self.is_forbidden = line, is_forbidden


@dataclass(kw_only=True)
class Element:
    """tag: without its namespace. text: what stands directly in it."""

    tag: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def first(self, tag: str) -> Element | None:
        return next(self.each(tag), None)

    def each(self, tag: str) -> Iterator[Element]:
        return (child for child in self.children if child.tag == tag)


def read_xml(data: bytes) -> Element:
    """The root. Raises XmlFaultError."""
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise XmlFaultError(fault.lineno) from None
    except (LookupError, ValueError) as fault:  # an encoding that nobody knows
        if isinstance(fault, XmlFaultError):
            raise
        raise XmlFaultError(1) from None
    return reading.root.children[0]


class _Reading:
    def __init__(self) -> None:
        self.root = Element(tag="", line=1, attributes={})
        self.opened = [self.root]
        self.elements = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._forbidden

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.opened) > DEEPEST or self.elements > MOST_ELEMENTS:
            self._forbidden()
        named = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        element = Element(tag=tag.rpartition(" ")[2], line=self.parser.CurrentLineNumber, attributes=named)
        self.opened[-1].children.append(element)
        self.opened.append(element)

    def _end(self, _tag: str) -> None:
        self.opened.pop()

    def _text(self, text: str) -> None:
        self.opened[-1].text += text

    def _forbidden(self, *_told: Any) -> None:
        raise XmlFaultError(self.parser.CurrentLineNumber, is_forbidden=True)
