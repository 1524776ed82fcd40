"""French as it is set: ’ and not ', no-break spaces before : ; ! ? % $ € », after «, and … in one sign."""

import ast
import re

import pytest
from babel.messages.pofile import read_po

from tests.house.places import PACKAGE, calls, dotted, here, listed, python_files, templates

TRANSLATING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
TRANSLATE_TAG = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")
TRANSLATE_BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b[^%]*%\}([\s\S]*?)\{%\s*endblocktrans(?:late)?\s*%\}"
)
# An attribute is not a sentence, a placeholder is a word.
NOT_PROSE = [
    (re.compile(r"<[^>]+>"), ""),
    (re.compile(r"\{%\s*plural\s*%\}"), "\n"),
    (re.compile(r"\{\{[^}]*\}\}|%\(\w+\)[a-z]|%[sd]\b|\{\w*\}"), "x"),
    (re.compile(r"&nbsp;"), "\u00a0"),
    (re.compile(r"\bhttps?://\S+|\S+@\S+"), "x"),
]
MISTAKES = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "straight quotes": re.compile(r'"'),
    "no no-break space before : ; ! ? % $ € »": re.compile(
        r"[^\s\u00a0][;!?»](?!\w)|\w:(?=\s|$)|[^\u00a0\n]»|\w[%$€]|[ \t\u202f][:;!?%$€»]"
    ),
    "no no-break space after «": re.compile(r"«[^\u00a0]"),
    "three dots for …": re.compile(r"\.\.\."),
    "a narrow no-break space, which our fonts lack": re.compile("\u202f"),
    "two spaces": re.compile(r"\S  +\S"),
}


def mistakes_in(text: str) -> list[str]:
    for pattern, replacement in NOT_PROSE:
        text = pattern.sub(replacement, text)
    return [name for name, pattern in MISTAKES.items() if pattern.search(text)]


def texts_in_python():
    for path in python_files():
        for call in calls(path):
            name = dotted(call.func).rpartition(".")[2]
            arguments = call.args[1:] if name in WITH_CONTEXT else call.args if name in TRANSLATING else []
            for argument in arguments:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield here(path, argument.lineno), argument.value


def texts_in_templates():
    for path in templates():
        source = path.read_text()
        for found in TRANSLATE_TAG.finditer(source):
            yield here(path), found[1] or found[2] or ""
        for found in TRANSLATE_BLOCK.finditer(source):
            yield (
                here(path),
                " ".join(found[1].split(" ")) if "trimmed" not in found[0] else _trimmed(found[1]),
            )


def _trimmed(text: str) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines())


def texts_in_catalogs():
    for path in PACKAGE.glob("locale/fr_*/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    strings = message.string if isinstance(message.string, tuple) else (message.string,)
                    yield from ((here(path), text) for text in strings)


def test_french_is_set_as_it_should_be():
    badly_set = [
        f"{place}: {mistake}: {text.strip()!r}"
        for texts in (texts_in_python(), texts_in_templates(), texts_in_catalogs())
        for place, text in texts
        for mistake in mistakes_in(text)
    ]

    assert not badly_set, listed(badly_set)


@pytest.mark.parametrize(
    "text",
    [
        "l'entente", "Vraiment ?", "Vraiment?", "Attention:", "14 %", "14%", "250 000 $", "« oui »",
        "«\u00a0oui »", "en cours...", 'dit "oui"', "Vraiment\u202f?",
    ],
)  # fmt: skip
def test_a_fault_of_typography_is_seen(text):
    assert mistakes_in(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "l’entente", "Vraiment\u00a0?", "Attention\u00a0: feu", "14\u00a0%", "«\u00a0oui\u00a0»", "en cours…",
        "à 9:30", "https://exemple.test/?a=1", "%(count)s besoins", '<a href="/x">ici</a>', "fr:en", "",
    ],
)  # fmt: skip
def test_good_typography_passes(text):
    assert mistakes_in(text) == []
