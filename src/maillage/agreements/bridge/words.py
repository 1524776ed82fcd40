"""Words compared without their endings nor accents, as the search for offers does."""

from maillage.engines.relevance.text import stems_of


def searchable(text: str) -> str:
    """The stems of a text, each once, each between two spaces: what `searched` is looked for in."""
    return f" {' '.join(dict.fromkeys(stems_of(text)))} "


def searched(words: str) -> list[str]:
    """What a searchable text must contain to hold these words. Empty when none of them counts."""
    return [f" {stem} " for stem in dict.fromkeys(stems_of(words))]
