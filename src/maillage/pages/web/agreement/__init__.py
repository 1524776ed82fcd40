"""The front door of an agreement: what is in force, what is coming, what it opens, its documents, its history."""

from maillage.pages.web.agreement.page import detail

__all__ = ["detail"]
