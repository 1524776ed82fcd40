"""What the frame of a page needs and no context owns: the same page in the other languages."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


class LanguageLink(TypedDict):
    code: str
    label: str
    url: str
    current: bool


def languages(request: HttpRequest) -> dict[str, list[LanguageLink]]:
    """Context processor: `languages`, one link per language of the site to this same page, in the order of the settings."""
    address = request.get_full_path()
    spoken = get_language()
    return {
        "languages": [
            LanguageLink(code=code, label=str(label), url=_in_language(code, address), current=code == spoken)
            for code, label in settings.LANGUAGES
        ]
    }


def _in_language(code: str, address: str) -> str:
    """The same page: only the first part of an address changes with the language, and some have none."""
    prefix = f"/{get_language()}/"
    return f"/{code}/{address.removeprefix(prefix)}" if address.startswith(prefix) else address
