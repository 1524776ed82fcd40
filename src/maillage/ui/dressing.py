"""Drawings on paper look as on the page: WeasyPrint does not carry the style of a page into its SVG, so we write it there.

The same sheets are read; what they say of fills, strokes and letters becomes attributes. Reached through `typesetting`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]
from django.contrib.staticfiles import finders

from maillage.ui.storage import ENTRY, IMPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
SAID_OF_DRAWINGS = frozenset(
    (
        *(
            "fill",
            "fill-opacity",
            "stroke",
            "stroke-width",
            "stroke-opacity",
            "stroke-dasharray",
            "stroke-linecap",
        ),
        *("stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor"),
    )
)
VARIABLE = re.compile(r"var\((--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)")


def dress(page: Any) -> None:
    """Give every element of every drawing what the style of the site says of it. `page`: a wrapped WeasyPrint tree."""
    style = _style()
    for wrapper in page.iter_subtree():
        element = wrapper.etree_element
        if not str(element.tag).startswith(SVG):
            continue
        for *_, (name, value) in style.match(wrapper):
            element.set(name, value)
        if element.tag == f"{SVG}a":
            element.tag = f"{SVG}g"  # nothing is followed inside a drawing on paper: its table has the links


@lru_cache(maxsize=1)
def _style() -> cssselect2.Matcher:
    rules = list(_rules(tinycss2.parse_stylesheet(_sheets(), skip_comments=True, skip_whitespace=True)))
    tokens = {
        name: value
        for rule in rules
        if tinycss2.serialize(rule.prelude).strip() == ":root"
        for name, value in _declarations(rule)
        if name.startswith("--")
    }
    matcher = cssselect2.Matcher()
    for rule in rules:
        said = [
            (name, _resolved(value, tokens))
            for name, value in _declarations(rule)
            if name in SAID_OF_DRAWINGS
        ]
        for selector in _selectors(rule) if said else ():
            for declaration in said:
                matcher.add_selector(selector, declaration)
    return matcher


def _sheets() -> str:
    entry = Path(str(finders.find(ENTRY)))
    return IMPORT.sub(lambda found: (entry.parent / found[1]).read_text(), entry.read_text())


def _rules(nodes: list[Any]) -> Iterator[Any]:
    """Those that hold on paper; a question of width has no answer there."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and tinycss2.serialize(node.prelude).strip() == "print":
            yield from _rules(
                tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            )


def _declarations(rule: Any) -> list[tuple[str, str]]:
    parsed = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [
        (each.name, tinycss2.serialize(each.value).strip()) for each in parsed if each.type == "declaration"
    ]


def _selectors(rule: Any) -> list[Any]:
    """None when they are beyond what paper knows: where a mouse is, what has the focus."""
    try:
        compiled = cssselect2.compile_selector_list(rule.prelude)
    except cssselect2.SelectorError:
        return []
    return [each for each in compiled if each.pseudo_element is None and not each.never_matches]


def _resolved(value: str, tokens: dict[str, str]) -> str:
    """Without variables; the colour of the text is the ink, whatever stands around."""
    while found := VARIABLE.search(value):
        value = value.replace(found[0], tokens.get(found[1], found[2] or "none"))
    return tokens["--ink"] if value.lower() == "currentcolor" else value
