"""Small treatments of text that every context needs."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "ß": "ss"})


def unaccented(text: str) -> str:
    """« Évènement » → « Evenement »; ligatures are opened, apostrophes made straight."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sort_key(name: str) -> str:
    """The French order of a name: accents and case count for nothing. Stored beside the name."""
    return _SPACES.sub(" ", unaccented(name).lower()).strip()
