"""The verbs of matching: `maillage match`, `maillage route`, `maillage lab …`, `maillage programmes …`."""

from maillage.matching.commands.lab import app as lab_app
from maillage.matching.commands.match import match
from maillage.matching.commands.programmes import app as programmes_app
from maillage.matching.commands.route import route

__all__ = ["lab_app", "match", "programmes_app", "route"]
