"""Set the French of the source as it should be: no-break spaces before : ; ! ? % $ € » and after «, ’ and ….

Touches only what people read: the texts handed to gettext in Python and to the translation tags in templates, modules and paths.
"""

import ast
import re
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/maillage"
TRANSLATING = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy",
}  # fmt: skip
TEXT_IN_TEMPLATE = re.compile(
    r"""(?<=\{%\ translate\ ")[^"]*(?=")|(?:(?<=\{%\ blocktranslate\ )|(?<=\{%\ blocktranslate))[\s\S]*?(?=\{%\ endblocktranslate)""",
    re.VERBOSE,
)
MARKUP = re.compile(r"(\{%[\s\S]*?%\}|\{\{.*?\}\}|<[^>]*>|%\(\w+\)[a-z])")
CORRECTIONS = [
    (re.compile(r" (?=[:;!?%$€»])"), "\u00a0"),
    (re.compile(r"(?<=«) "), "\u00a0"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"\.\.\."), "…"),
]


def typeset(text: str) -> str:
    """Words are corrected, tags and placeholders are left alone."""
    pieces = MARKUP.split(text)
    for position in range(0, len(pieces), 2):
        for pattern, replacement in CORRECTIONS:
            pieces[position] = pattern.sub(replacement, pieces[position])
    return "".join(pieces)


def _typeset_template(source: str) -> str:
    return TEXT_IN_TEMPLATE.sub(_typeset_block, source)


def _typeset_block(found: re.Match[str]) -> str:
    head, end, body = found[0].partition("%}")  # what is left of the opening tag of a block
    return head + end + typeset(body) if end else typeset(found[0])


def _typeset_python(source: str) -> str:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    data = source.encode()
    for text in sorted(
        _texts(ast.parse(source)), key=lambda node: -starts[node.lineno - 1] - node.col_offset
    ):
        begin = starts[text.lineno - 1] + text.col_offset
        end = starts[(text.end_lineno or text.lineno) - 1] + (text.end_col_offset or 0)
        data = data[:begin] + typeset(data[begin:end].decode()).encode() + data[end:]
    return data.decode()


def _texts(tree: ast.Module) -> list[ast.Constant]:
    return [
        argument
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATING
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _typesetting(path: Path) -> Callable[[str], str] | None:
    """How the French of this file is set; None when it has none."""
    if path.suffix == ".py":
        return None if {"tests", "migrations"} & set(path.parts) else _typeset_python
    if path.suffix == ".md":
        return typeset
    return _typeset_template if path.is_file() and "templates" in path.parts else None


def main() -> int:
    written = [folder.glob("*.md") for folder in (ROOT / "content/modules", ROOT / "content/paths")]
    for path in sorted([*PACKAGE.rglob("*"), *chain(*written)]):
        setting = _typesetting(path)
        if setting is not None and (corrected := setting(source := path.read_text())) != source:
            path.write_text(corrected)
            print(f"{path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
