"""Decisions of the directory that neither read nor write."""
