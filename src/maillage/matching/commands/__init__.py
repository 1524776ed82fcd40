"""The verbs of matching: `maillage match`, `maillage lab …`, `maillage programmes …`, `maillage matches …`."""

from maillage.matching.commands.lab import app as lab_app
from maillage.matching.commands.match import match
from maillage.matching.commands.matches import app as matches_app
from maillage.matching.commands.programmes import app as programmes_app
from maillage.matching.commands.route import route

__all__ = [
    "lab_app",
    "match",
    "matches_app",
    "programmes_app",
    "route",
]
