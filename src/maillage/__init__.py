"""Maillage: the open platform of regional economic-development networks."""

__version__ = "0.1.0"
