"""Decisions about activities that neither read nor write."""
