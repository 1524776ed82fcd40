"""The language of the page being written."""

from django.utils.translation import get_language


def spoken() -> str:
    """The language in which the page is written; the first one when translation is switched off."""
    return get_language() or "fr-ca"
