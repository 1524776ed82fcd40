"""The verbs of matching: `maillage match`, `maillage lab …`."""

from maillage.matching.commands.lab import app as lab_app
from maillage.matching.commands.match import match

__all__ = ["lab_app", "match"]
