"""From a text to the stems that are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that carry no need: French first, then the English ones that a bilingual text brings along.
# Without accents, and without the letter that an elision leaves alone (l’, d’, j’…), which is too short to count.
STOPWORDS = frozenset(
    """
    afin ai aie ainsi alors apres as au aucun aucune aujourd aura aurait aussi autre autres aux avaient avais avait
    avant avec avez avoir avons ayant bien ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci
    comme comment dans de depuis des donc dont du elle elles en encore entre es est et etaient etais etait etant ete
    etes etre eu eux faire fais fait faut fois font hui ici il ils je jusqu la le les leur leurs lors lorsqu lorsque
    lui ma mais me meme memes mes moi moins mon ne ni nos notre notres nous on ont ou par parce pas pendant peu peut
    peuvent peux plus pour pourquoi puis puisqu puisque qu quand que quel quelle quelles quelqu quels qui quoi sa
    sans se sera seront ses si sien soi soient soit son sont sous suis sur ta tandis te tes toi ton tous tout toute
    toutes tres trop tu un une vers veut veux via voici voila vos votre vous
    an and are at be but by can do does for from had has have he her his if in is it its my no not of or our
    she so that the their there they this to us was we were what when where which who will with you your
    """.split()  # noqa: SIM905 - read as prose
)
SHORTEST = 2
# R-D, R&D: letters joined on purpose are one word; « a-t-il » is not, as more letters follow.
_INITIALS = re.compile(r"(?<![\w-])([^\W\d_])[&-]([^\W\d_])(?![\w-])")
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Word(NamedTuple):
    """A word as it is written, and the stem under which it is compared."""

    surface: str
    stem: str


def words_of(text: str) -> Iterator[Word]:
    """The words of a text that count, in order, with repetitions.

    Accents go before the stemmer, so that a text typed without them finds the same offers.
    Stopwords and single characters are left out; digits inside a word are kept (IP67, 3D, CO₂).
    """
    return (Word(surface, stem) for surface in _surfaces(text) if (stem := stem_of(surface)))


def stems_of(text: str) -> list[str]:
    """The stems of a text, in order, with repetitions."""
    return [stem for surface in _surfaces(text) if (stem := stem_of(surface))]


def _surfaces(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    if "-" in plain or "&" in plain:
        plain = _INITIALS.sub(r"\1\2", plain)
    return _WORD.findall(plain)


@lru_cache(maxsize=65_536)
def stem_of(surface: str) -> str:
    """The stem of one word, without accents; empty when the word does not count."""
    plain = without_accents(surface.lower().translate(_LIGATURES))
    if len(plain) < SHORTEST or plain in STOPWORDS:
        return ""
    # A stemmer is not to be shared by threads, and making one costs nothing.
    return str(Stemmer.Stemmer("french").stemWord(plain))


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
