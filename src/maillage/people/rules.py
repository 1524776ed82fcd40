"""Decisions about people that need neither reading nor writing."""

from django.utils.translation import gettext_lazy as _

TERMS = _(
    "J’accepte que Maillage garde mon nom, mon courriel et ma langue pour tenir mon compte. "
    "Je peux les corriger, les télécharger et les faire effacer quand je veux."
)

_HOME_TIME_ZONE = "America/Toronto"
_TIME_ZONES = {"fr-fr": "Europe/Paris"}

# The first word found wins: Edge and Opera also say Chrome, Chrome also says Safari
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def time_zone_of(language: str) -> str:
    """The time zone in which a reader of this language reads hours."""
    return _TIME_ZONES.get(language, _HOME_TIME_ZONE)


def device(user_agent: str) -> str:
    """« Firefox, Windows »: enough for a person to recognise her own device; empty when nothing is recognised."""
    found = (
        next((name for mark, name in names if mark in user_agent), "") for names in (_BROWSERS, _MACHINES)
    )
    return ", ".join(name for name in found if name)


def erased_email(user_id: int) -> str:
    """The address of an erased account: unique, and of a domain that can never receive mail."""
    return f"efface-{user_id}@compte.invalid"
