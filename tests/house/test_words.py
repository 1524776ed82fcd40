"""What a page says is said through the catalogs: no sentence stands in a template as is."""

import re

from django.template.base import Lexer, TokenType

from tests.house.places import here, listed, templates

TAG = re.compile(
    r"<(script|style|svg|code|pre|kbd)\b[\s\S]*?</\1>|<!--[\s\S]*?-->|<!doctype[^>]*>", re.IGNORECASE
)
SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:title|alt|aria-label|placeholder)="([^"]*)\"""")
MARKUP = re.compile(r"<[^>]*>?|[^<]*>")
WORD = re.compile(r"[^\W\d_]{3,}")
SAME_EVERYWHERE = {
    "Maillage",
    "width",
    "device",
    "initial",
    "scale",
    "viewport",
    "light",
    "dark",
    "nbsp",
    "viewport-fit",
    "cover",
    "color",
    "scheme",
}
SAMPLES = re.compile(r"/ui/templates/ui/gallery")  # the gallery shows invented content


def text_outside_translations(source: str) -> str:
    kept, within = [], ""
    for token in Lexer(source).tokenize():
        words = token.contents.split()
        tag = words[0] if token.token_type == TokenType.BLOCK and words else ""
        if tag in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
            within = tag
        elif tag == f"end{within}":
            within = ""
        elif token.token_type == TokenType.TEXT and not within:
            kept.append(token.contents)
        else:
            kept.append("§")  # keeps the markup around a tag in one piece
    return "".join(kept)


def untranslated_words(source: str) -> set[str]:
    text = TAG.sub("", text_outside_translations(source))
    spoken = " ".join(SPOKEN_ATTRIBUTE.findall(text))
    return {*WORD.findall(MARKUP.sub(" ", text)), *WORD.findall(spoken)} - SAME_EVERYWHERE


def test_no_sentence_stands_in_a_template_untranslated():
    untranslated = [
        f"{here(path)}: {' '.join(sorted(words))}"
        for path in templates()
        if path.suffix in {".html", ".txt"} and not SAMPLES.search(str(path))
        if (words := untranslated_words(path.read_text()))
    ]

    assert not untranslated, listed(untranslated)


def test_a_sentence_left_in_french_is_seen():
    assert untranslated_words("<p>Bonjour {{ name }}</p>") == {"Bonjour"}
    assert untranslated_words('<button aria-label="Fermer"></button>') == {"Fermer"}


def test_translated_sentences_and_markup_are_no_fault():
    assert (
        untranslated_words(
            '<p class="lead">{% translate "Bonjour" %}{% if x %}<b id="x{{ y }}">{% endif %}</p>'
        )
        == set()
    )
    assert untranslated_words("{% blocktranslate %}Bonjour{% endblocktranslate %}") == set()
