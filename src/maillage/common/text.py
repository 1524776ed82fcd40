"""Small treatments of text that every context needs."""

import re
import unicodedata
from collections.abc import Container

from django.utils.text import slugify

_SPACES = re.compile(r"\s+")
_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "ß": "ss"})


def unaccented(text: str) -> str:
    """« Évènement » → « Evenement »; ligatures are opened, apostrophes made straight."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sort_key(name: str) -> str:
    """The French order of a name: accents and case count for nothing. Stored beside the name."""
    return _SPACES.sub(" ", unaccented(name).lower()).strip()


def free_name(wanted: str, taken: Container[str], *, longest: int, otherwise: str) -> str:
    """An address made of a title, with a number after it when others have it. otherwise: when the title gives none."""
    stem = slugify(wanted)[:longest].strip("-") or otherwise
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def writable(text: str) -> str:
    """The text with a space where it holds what no XML file may (control characters, halves of pairs), and trimmed."""
    return _UNWRITABLE.sub(" ", text.replace("\r\n", "\n")).strip()
