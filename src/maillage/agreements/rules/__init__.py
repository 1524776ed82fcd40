"""Decisions about agreements that neither read nor write."""
