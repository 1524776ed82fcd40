"""Set the French of the source as it should be: no-break spaces before : ; ! ? % $ € » and after «, ’ and ….

Touches only what people read: the texts handed to gettext in Python, and to the translation tags in templates.
"""

import ast
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src/maillage"
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


def main() -> int:
    for path in sorted(PACKAGE.rglob("*")):
        is_python = path.suffix == ".py" and not {"tests", "migrations"} & set(path.parts)
        if not is_python and not (path.is_file() and "templates" in path.parts):
            continue
        source = path.read_text()
        corrected = _typeset_python(source) if is_python else _typeset_template(source)
        if corrected != source:
            path.write_text(corrected)
            print(f"{path.relative_to(PACKAGE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
